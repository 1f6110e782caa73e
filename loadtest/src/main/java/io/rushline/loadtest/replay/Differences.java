package io.rushline.loadtest.replay;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.picture.PlanPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In what the server's answers are other than the recorded ones, counted by kind, with a few examples of each.
 *
 * <p>Threading: the event loop, and {@link #notAsked} before or after.
 */
final class Differences {
    private static final int EXAMPLES_MAX = 3;

    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final Map<String, List<String>> examples = new TreeMap<>();
    private long same;

    /** Compares an answer with the recorded reply, which must be there. */
    void compare(Decision decision, PlanPicture seats, BinaryAnswer answer) {
        Reply recorded = decision.reply().orElseThrow();
        String name = decision.command().name();
        if (recorded.code() != answer.code()) {
            add(
                    name + ": " + recorded.code() + " became " + answer.code(),
                    decision,
                    "recorded " + recorded.code() + named(seats, recorded.seats()) + ", now " + answer.code()
                            + named(seats, boxed(answer.seats())));
        } else if (answer.code() == Code.OK && !sorted(recorded.seats()).equals(sorted(boxed(answer.seats())))) {
            add(
                    name + ": other seats",
                    decision,
                    "recorded" + named(seats, recorded.seats()) + ", now" + named(seats, boxed(answer.seats())));
        } else if (recorded instanceof Reply.WaiterReply waiter
                && answer.code() == Code.OK
                && waiter.ahead() != answer.ahead()) {
            add(
                    name + ": other place in line",
                    decision,
                    "recorded " + waiter.ahead() + " ahead, now " + answer.ahead());
        } else {
            same++;
        }
    }

    /** A command had no answer. */
    void unanswered(Decision decision, String reason) {
        add(decision.command().name() + ": no answer", decision, reason);
    }

    /** A command needs something that was not made this time. */
    void notAsked(Decision decision) {
        add(
                decision.command().name() + ": could not be asked",
                decision,
                "what it is about was made in the recording, and not now");
    }

    /** Commands that were answered as recorded. */
    long same() {
        return same;
    }

    SortedMap<String, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    /** The first few of each kind, one line each. */
    List<String> examples() {
        return examples.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(example -> entry.getKey() + ", " + example))
                .toList();
    }

    private void add(String kind, Decision decision, String text) {
        counts.merge(kind, 1L, Long::sum);
        List<String> ofKind = examples.computeIfAbsent(kind, absent -> new ArrayList<>());
        if (ofKind.size() < EXAMPLES_MAX) {
            String customer = decision.command().customer();
            String who = customer.isEmpty() ? "" : " by " + customer;
            ofKind.add("sequence " + decision.sequence() + who + ": " + text);
        }
    }

    private static List<Integer> sorted(List<Integer> seats) {
        return seats.stream().sorted().toList();
    }

    private static List<Integer> boxed(int[] seats) {
        return Arrays.stream(seats).boxed().toList();
    }

    private static String named(PlanPicture plan, List<Integer> seats) {
        return seats.isEmpty() ? "" : " " + seats.stream().map(plan::seatName).toList();
    }
}
