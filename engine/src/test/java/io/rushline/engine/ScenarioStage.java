package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.oracle.Decider;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The engine that a {@link Scenario} is told to, line by line, and what the names in it stand for. */
final class ScenarioStage {
    private static final String MS_300_S = "300000";

    private final CommandEncoder commands = new CommandEncoder();
    private final Outbox outbox = new Outbox();
    private final Map<String, ScenarioHall> halls = new HashMap<>();
    private final Map<String, Long> plans = new HashMap<>();
    private final Map<String, Long> shows = new HashMap<>();
    private final Map<Long, ScenarioHall> hallsByShow = new HashMap<>();
    private final Map<Long, String> showNames = new HashMap<>();
    private final Map<String, Long> holds = new HashMap<>();
    private final Map<String, Long> bookings = new HashMap<>();
    private final Map<String, String> customers = new HashMap<>();
    private final Map<String, Long> keys = new HashMap<>();
    private final Map<Long, byte[]> firstReplies = new HashMap<>();
    private final ScenarioWords words = new ScenarioWords(hallsByShow, showNames);
    private final Function<EngineLimits, Decider> engines;
    private EngineLimits limits = EngineLimits.SMALL;
    private Decider engine;
    private long sequence;
    private ScenarioHall hallInHand = new ScenarioHall();
    private String sender = "";
    private String quantity = "";
    private long nowMs;
    private long lastEventId;

    ScenarioStage(Function<EngineLimits, Decider> engines) {
        this.engines = engines;
        engine = engines.apply(limits);
    }

    void play(Scenario.Line line) {
        List<String> columns = line.columns();
        Deque<String> first = words(columns.get(0));
        switch (first.pop()) {
            case "limits" -> {
                limits = limits(limits, pairs(first));
                engine = engines.apply(limits);
            }
            case "plan" -> {
                definePlan(first.pop(), columns.get(1));
                compare(line, "plan", columns.size() > 2 ? columns.get(2) : "DONE", null);
            }
            case "show" -> {
                createShow(first, columns.get(1));
                compare(line, "show", columns.size() > 2 ? columns.get(2) : "DONE", null);
            }
            case "at" -> {
                nowMs = Long.parseLong(first.pop());
                Deque<String> command = words(columns.get(1));
                String verb = command.pop();
                command(verb, command);
                compare(
                        line,
                        verb,
                        columns.size() > 2 ? columns.get(2) : "",
                        columns.size() > 3 ? columns.get(3) : null);
            }
            default -> throw new IllegalArgumentException("line " + line.number() + ": " + line.text());
        }
    }

    private void definePlan(String name, String rows) {
        ScenarioHall hall = ScenarioHall.parse(rows);
        commands.requestId(0, 0).defineSeatPlan(hall.categories, hall.sections, hall.rows);
        halls.put(name, hall);
        plans.put(name, apply());
    }

    private void createShow(Deque<String> words, String terms) {
        String name = words.pop();
        words.pop();
        String planName = words.pop();
        ScenarioHall hall = halls.getOrDefault(planName, new ScenarioHall());
        Map<String, String> given = pairs(words(terms));
        List<Long> prices = hall.categories.stream()
                .map(category -> Long.parseLong(given.getOrDefault(category, "1000")))
                .toList();
        commands.requestId(0, 0)
                .createShow(new CommandEncoder.Terms(
                        plans.getOrDefault(planName, 99L),
                        Long.parseLong(given.getOrDefault("onSale", "0")),
                        Long.parseLong(given.getOrDefault("hold", MS_300_S)),
                        Long.parseLong(given.getOrDefault("grace", "5000")),
                        Long.parseLong(given.getOrDefault("wait", "3600000")),
                        Integer.parseInt(given.getOrDefault("perHold", "10")),
                        Integer.parseInt(given.getOrDefault("perCustomer", "0")),
                        LinePolicy.valueOf(given.getOrDefault("policy", "STRICT_FIFO")),
                        prices));
        long id = apply();
        shows.put(name, id);
        hallsByShow.put(id, hall);
        showNames.put(id, name);
    }

    private void command(String verb, Deque<String> rest) {
        List<String> arguments = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        while (!rest.isEmpty()) {
            String word = rest.pop();
            switch (word) {
                case "by", "as", "key", "in", "paying", "ref", "because" -> options.put(word, rest.pop());
                default -> arguments.add(word);
            }
        }
        String key = options.get("key");
        commands.requestId(0, key == null ? 0 : keys.computeIfAbsent(key, any -> keys.size() + 1L));
        String subject = arguments.isEmpty() ? "" : arguments.get(0);
        sender = options.getOrDefault("by", customers.getOrDefault(subject, subject));
        quantity = arguments.size() > 1 ? arguments.get(1) : "";
        ScenarioHall hallOfHold = words.hallOfHold(id(holds, subject));
        hallInHand = hallOfHold == null ? hall(subject) : hallOfHold;
        String customer = sender.equals("nobody") ? "" : sender;
        switch (verb) {
            case "hold" -> commands.holdSeats(show(subject), customer, seats(subject, arguments.get(1)));
            case "best" -> best(subject, customer, arguments, options.get("in"));
            case "release" -> commands.releaseHold(id(holds, subject), customer);
            case "exchange" ->
                commands.exchangeSeats(
                        id(holds, subject),
                        customer,
                        hallInHand.isEmpty() ? new int[] {0} : hallInHand.indexes(arguments.get(1)));
            case "book" ->
                commands.confirmHold(
                        id(holds, subject),
                        customer,
                        Long.parseLong(options.getOrDefault("paying", "-1")),
                        options.getOrDefault("ref", "paid"));
            case "cancel" -> commands.cancelBooking(id(bookings, subject), customer);
            case "join" ->
                commands.joinLine(
                        show(subject), customer, Integer.parseInt(arguments.get(1)), category(subject, arguments));
            case "leave" -> commands.leaveLine(id(holds, subject), customer);
            case "tick" -> commands.tick();
            case "epoch" -> startEpoch(Long.parseLong(subject), arguments.subList(1, arguments.size()));
            default -> showCommand(verb, subject, arguments, options.getOrDefault("because", "repairs"));
        }
        apply();
        boolean isNew = verb.equals("hold") || verb.equals("best") || verb.equals("join");
        remember(options.getOrDefault("as", isNew ? sender : subject), sender);
    }

    private void best(String show, String customer, List<String> arguments, @Nullable String in) {
        boolean isAdjacent = arguments.remove("adjacent");
        int section = in == null ? -1 : hall(show).sections.indexOf(in);
        commands.holdBestAvailable(
                show(show),
                customer,
                Integer.parseInt(arguments.get(1)),
                category(show, arguments),
                in != null && section < 0 ? 99 : section,
                isAdjacent ? Adjacency.REQUIRED : Adjacency.PREFERRED);
    }

    private void showCommand(String verb, String show, List<String> arguments, String because) {
        // LONG500 stands for 500 bytes: more than a line can show.
        String reason = because.startsWith("LONG") ? "x".repeat(Integer.parseInt(because.substring(4))) : because;
        switch (verb) {
            case "open" -> commands.openSale(show(show));
            case "change" ->
                commands.changeShow(change(show, pairs(new ArrayDeque<>(arguments.subList(1, arguments.size())))));
            case "rename" -> commands.renameSeatPlan(plans.getOrDefault(show, 99L), reason);
            case "close" -> commands.closeSale(show(show));
            case "cancelShow" -> commands.cancelShow(show(show), reason);
            case "archive" -> commands.archiveShow(show(show));
            case "block" -> commands.blockSeats(show(show), reason, seats(show, arguments.get(1)));
            case "unblock" -> commands.unblockSeats(show(show), reason, seats(show, arguments.get(1)));
            default -> throw new IllegalArgumentException("no command " + verb);
        }
    }

    /** Categories by their name; without any there is no price at all. */
    private CommandEncoder.Change change(String show, Map<String, String> given) {
        String keep = "" + CommandEncoder.Change.KEEP;
        String keepLimit = "" + CommandEncoder.Change.KEEP_LIMIT;
        List<String> categories = hall(show).categories;
        List<Long> prices = categories.stream().noneMatch(given::containsKey)
                ? List.of()
                : categories.stream()
                        .map(category -> Long.parseLong(given.getOrDefault(category, keep)))
                        .toList();
        return new CommandEncoder.Change(
                show(show),
                Long.parseLong(given.getOrDefault("starts", keep)),
                Long.parseLong(given.getOrDefault("onSale", keep)),
                Long.parseLong(given.getOrDefault("hold", keep)),
                Long.parseLong(given.getOrDefault("wait", keep)),
                Integer.parseInt(given.getOrDefault("perHold", keepLimit)),
                Integer.parseInt(given.getOrDefault("perCustomer", keepLimit)),
                prices);
    }

    private void startEpoch(long epoch, List<String> changes) {
        if (changes.isEmpty()) {
            commands.startEpoch(epoch);
        } else {
            limits = limits(limits, pairs(new ArrayDeque<>(changes)));
            commands.startEpoch(epoch, limits);
        }
    }

    private long apply() {
        engine.apply(++sequence, nowMs, commands.buffer(), 0, commands.length(), outbox);
        return sequence;
    }

    /** What was made gets the alias; an offer needs none, since the hold has the waiter's id. */
    private void remember(String alias, String customer) {
        for (Message message : Message.allOf(outbox)) {
            if (message.isReply() && !message.isReplayed && message.subjectId != 0) {
                holds.put(alias, message.subjectId);
                customers.put(alias, customer);
                if (message.bookingId != 0) {
                    bookings.put(alias, message.bookingId);
                }
            }
        }
    }

    private void compare(Scenario.Line line, String verb, String expectedReply, @Nullable String expectedEvents) {
        List<Message> events = new ArrayList<>(Message.allOf(outbox));
        Message reply =
                events.isEmpty() || !events.get(events.size() - 1).isReply() ? null : events.remove(events.size() - 1);
        for (Message event : events) {
            assertThat(event.isReply()).as("a reply before the end: %s", line).isFalse();
            assertThat(event.eventId).as("event ids without gaps: %s", line).isEqualTo(++lastEventId);
        }
        String own = words.ownEvent(verb, sender, quantity, reply);
        events.forEach(words::learn);
        List<ScenarioWords.Phrase> said = events.stream().map(words::phrase).toList();
        ScenarioWords.Phrase replied = words.reply(verb, hallInHand, reply, engine.nextDeadlineMs());
        String actual = replied + " | "
                + String.join("; ", said.stream().map(Object::toString).toList());
        assertThat(replied.agreesWith(expectedReply))
                .as("line %d: %s%nbut: %s", line.number(), line.text(), actual)
                .isTrue();
        String expected = expectedEvents == null ? own : expectedEvents;
        List<String> expectedList = expected.isEmpty() ? List.of() : Arrays.asList(expected.split(";"));
        assertThat(said)
                .as("line %d: %s%nbut: %s", line.number(), line.text(), actual)
                .hasSameSizeAs(expectedList);
        for (int i = 0; i < said.size(); i++) {
            assertThat(said.get(i).agreesWith(expectedList.get(i)))
                    .as("line %d: %s%nbut: %s", line.number(), line.text(), actual)
                    .isTrue();
        }
        if (reply != null) {
            compareRepeated(line, reply);
        }
    }

    /** The same bytes, but for the flag that says so. */
    private void compareRepeated(Scenario.Line line, Message reply) {
        if (!reply.isReplayed) {
            if (reply.code != Code.IDEMPOTENCY_KEY_REUSED && reply.code != Code.CAPACITY) {
                firstReplies.put(reply.requestLow, reply.bytes);
            }
            assertThat(reply.sequence).as("line %d: sequence", line.number()).isEqualTo(sequence);
            return;
        }
        byte[] first = Objects.requireNonNull(firstReplies.get(reply.requestLow));
        List<Integer> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(first.length, reply.bytes.length); i++) {
            if (i >= first.length || i >= reply.bytes.length || first[i] != reply.bytes[i]) {
                differences.add(i);
            }
        }
        assertThat(differences).as("line %d: bytes that differ", line.number()).hasSize(1);
    }

    private long show(String name) {
        return shows.getOrDefault(name, 99L);
    }

    private ScenarioHall hall(String show) {
        return Objects.requireNonNull(hallsByShow.getOrDefault(show(show), new ScenarioHall()));
    }

    private int[] seats(String show, String list) {
        if (list.startsWith("MANY")) {
            return IntStream.range(0, Integer.parseInt(list.substring(4))).toArray();
        }
        return shows.containsKey(show) ? hall(show).indexes(list) : new int[] {0};
    }

    private int category(String show, List<String> arguments) {
        if (arguments.size() < 3) {
            return -1;
        }
        int category = hall(show).categories.indexOf(arguments.get(2));
        return category < 0 ? 99 : category;
    }

    private static long id(Map<String, Long> ids, String alias) {
        return alias.startsWith("#") ? Long.parseLong(alias.substring(1)) : ids.getOrDefault(alias, 99L);
    }

    private static EngineLimits limits(EngineLimits old, Map<String, String> given) {
        return new EngineLimits(
                Integer.parseInt(given.getOrDefault("plans", "" + old.maxPlans())),
                Integer.parseInt(given.getOrDefault("shows", "" + old.maxShows())),
                Integer.parseInt(given.getOrDefault("holds", "" + old.maxHolds())),
                Integer.parseInt(given.getOrDefault("ended", "" + old.maxEndedHolds())),
                Integer.parseInt(given.getOrDefault("waiters", "" + old.maxWaiters())),
                Integer.parseInt(given.getOrDefault("kept", "" + old.keptRequests())),
                Integer.parseInt(given.getOrDefault("requests", "" + old.maxRequests())),
                Integer.parseInt(given.getOrDefault("steps", "" + old.maxStepsPerCommand())),
                Long.parseLong(given.getOrDefault("retention", "" + old.requestRetentionMs())),
                old.timerWheelMs());
    }

    private static Deque<String> words(String text) {
        return text.isEmpty() ? new ArrayDeque<>() : new ArrayDeque<>(Arrays.asList(text.split("\\s+")));
    }

    private static Map<String, String> pairs(Deque<String> words) {
        Map<String, String> pairs = new HashMap<>();
        for (String word : words) {
            String[] pair = word.split("=", 2);
            pairs.put(pair[0], pair[1]);
        }
        return pairs;
    }
}
