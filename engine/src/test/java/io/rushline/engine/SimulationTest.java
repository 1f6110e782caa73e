package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.engine.protocol.StartEpochDecoder;
import io.rushline.engine.protocol.TickDecoder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sales, with every rule checked after every command, and two engines that must agree to the byte although their
 * timer wheels differ. A failure names the seed and the step; the same seed gives the same run.
 */
class SimulationTest {
    static final List<String> CUSTOMERS = List.of("ann", "bob", "cid", "dan", "eve", "fay", "gus", "hal");

    private static final int STEPS = 2_000;
    private static final int KEPT_REQUESTS = 30;
    private static final int REPLAYED_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + RefusedEncoder.replayedEncodingOffset();

    private final Map<Code, Integer> codes = new EnumMap<>(Code.class);
    private final CommandEncoder commands = new CommandEncoder();
    private final Deque<Sent> sent = new ArrayDeque<>();
    private Engine engine = new Engine(limits(64));
    private Engine other = new Engine(limits(65_536));
    private SimulationModel model = new SimulationModel(engine.state());
    private Random random = new Random(0);
    private final Outbox outbox = new Outbox();
    private final Outbox otherOutbox = new Outbox();
    private long nowMs;
    private long lastRequest;

    /** A request whose reply must be the same when it is sent again. */
    private record Sent(UnsafeBuffer command, UnsafeBuffer reply) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldKeepEveryRuleInARandomSale(long seed) {
        runFrom(seed);
    }

    /** A simulation that never gets anywhere shows nothing. */
    @Test
    void shouldReachEveryCodeThatManyCustomersMeet() {
        for (long seed = 100; seed < 103; seed++) {
            runFrom(seed);
        }
        assertThat(codes.keySet())
                .contains(
                        Code.OK,
                        Code.HOLD_NOT_FOUND,
                        Code.SHOW_FULL,
                        Code.SEATS_UNAVAILABLE,
                        Code.JOIN_LINE,
                        Code.SEATS_AVAILABLE,
                        Code.NO_ADJACENT_SEATS,
                        Code.ALREADY_WAITING,
                        Code.HOLD_NOT_ACTIVE,
                        Code.BOOKING_NOT_ACTIVE,
                        Code.HOLD_EXPIRED,
                        Code.REFUND_REQUIRED,
                        Code.NOT_OWNER,
                        Code.TOO_MANY_SEATS,
                        Code.CUSTOMER_LIMIT,
                        Code.DUPLICATE_SEAT,
                        Code.AMOUNT_MISMATCH,
                        Code.CAPACITY);
    }

    private void runFrom(long seed) {
        engine = new Engine(limits(64));
        other = new Engine(limits(65_536));
        model = new SimulationModel(engine.state());
        random = new Random(seed);
        sent.clear();
        nowMs = 0;
        int step = 0;
        try {
            for (; step < STEPS; step++) {
                advanceTime();
                next(step);
                apply(commands.buffer(), commands.length());
            }
        } catch (Throwable failure) {
            throw new AssertionError("seed " + seed + ", step " + step + ": " + failure.getMessage(), failure);
        }
    }

    private static EngineLimits limits(int timerWheelMs) {
        return new EngineLimits(3, 4, 25, 12, 8, KEPT_REQUESTS, 45, 1_000, 300, timerWheelMs);
    }

    private void advanceTime() {
        int kind = random.nextInt(1_000);
        if (kind < 500) {
            nowMs += random.nextInt(8);
        } else if (kind < 520) {
            nowMs += random.nextInt(500);
        } else if (kind == 520) {
            nowMs += random.nextInt(1_000_000);
        }
    }

    private void next(int step) {
        boolean isNamed = random.nextInt(3) != 0;
        commands.requestId(isNamed ? 1 : 0, isNamed ? ++lastRequest : 0);
        if (step < 2) {
            definePlan();
        } else if (step < 5) {
            createShow(random.nextInt(2) + 1L);
        } else {
            nextOfSale();
        }
    }

    private void nextOfSale() {
        String customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> commands.holdSeats(showId(), customer, someSeats());
            case 3, 4, 5, 6 ->
                commands.holdBestAvailable(
                        showId(),
                        customer,
                        1 + random.nextInt(6),
                        random.nextInt(5) == 0 ? random.nextInt(3) : -1,
                        random.nextInt(5) == 0 ? random.nextInt(3) : -1,
                        random.nextBoolean() ? Adjacency.REQUIRED : Adjacency.PREFERRED);
            case 7, 8, 9 -> commands.joinLine(showId(), customer, 1 + random.nextInt(5), random.nextInt(4) - 1);
            case 10 -> release(customer);
            case 11, 12 -> {
                SimulationModel.Hold hold = someHold(customer);
                commands.exchangeSeats(hold.id, hold.customer, someSeats());
            }
            case 13, 14 -> {
                SimulationModel.Hold hold = someHold(customer);
                long amount = random.nextInt(10) == 0 ? random.nextInt(3_000) : CommandEncoder.NO_AMOUNT;
                commands.confirmHold(hold.id, hold.customer, amount, "paid");
            }
            case 15, 16 -> {
                SimulationModel.Hold cancelled = model.lastCancelled;
                SimulationModel.Hold hold =
                        cancelled != null && random.nextInt(10) == 0 ? cancelled : someHold(customer);
                commands.cancelBooking(hold.bookingId, hold.customer);
            }
            case 17 -> leave(customer);
            case 18 -> other(random.nextInt(5));
            default -> repeatOr(customer);
        }
    }

    private void release(String customer) {
        SimulationModel.Hold hold = someHold(customer);
        commands.releaseHold(hold.id, random.nextInt(10) == 0 ? customer : hold.customer);
    }

    private void leave(String customer) {
        List<SimulationModel.Party> parties =
                model.lines.values().stream().flatMap(List::stream).toList();
        if (parties.isEmpty()) {
            commands.leaveLine(random.nextLong(), customer);
        } else {
            SimulationModel.Party party = parties.get(random.nextInt(parties.size()));
            commands.leaveLine(party.id(), random.nextInt(5) == 0 ? customer : party.customer());
        }
    }

    private void other(int kind) {
        switch (kind) {
            case 0 -> definePlan();
            case 1 -> createShow(random.nextInt(4));
            case 2 -> commands.startEpoch(random.nextInt(100));
            default -> commands.tick();
        }
    }

    /** Sends one of the newest requests again, which must give the same reply. */
    private void repeatOr(String customer) {
        if (sent.isEmpty()) {
            release(customer);
            return;
        }
        int skipped = random.nextInt(sent.size());
        Sent again = sent.stream().skip(skipped).findFirst().orElseThrow();
        apply(again.command(), again.command().capacity());
        Message reply = lastOf(outbox);
        assertThat(reply.isReplayed).isTrue();
        byte[] expected = again.reply().byteArray().clone();
        expected[REPLAYED_OFFSET] = 1;
        assertThat(reply.bytes).isEqualTo(expected);
        commands.tick();
    }

    private void apply(DirectBuffer command, int length) {
        long sequence = engine.lastSequence() + 1;
        engine.apply(sequence, nowMs, command, 0, length, outbox);
        other.apply(sequence, nowMs, command, 0, length, otherOutbox);
        assertThat(bytes(outbox)).isEqualTo(bytes(otherOutbox));
        int templateId = new MessageHeaderDecoder().wrap(command, 0).templateId();
        boolean isAnswered = templateId != TickDecoder.TEMPLATE_ID && templateId != StartEpochDecoder.TEMPLATE_ID;
        model.take(Message.allOf(outbox), sequence, nowMs, isAnswered);
        model.check(engine, nowMs);
        assertThat(engine.nextDeadlineMs()).isEqualTo(other.nextDeadlineMs());
        assertThat(engine.stateHash()).isEqualTo(other.stateHash());
        if (isAnswered) {
            remember(command, length, lastOf(outbox));
        }
    }

    private void remember(DirectBuffer command, int length, Message reply) {
        codes.merge(reply.code, 1, Integer::sum);
        boolean isNamed = reply.requestHigh != 0;
        if (isNamed && !reply.isReplayed && reply.code != Code.CAPACITY) {
            byte[] copy = new byte[length];
            command.getBytes(0, copy);
            sent.addLast(new Sent(new UnsafeBuffer(copy), new UnsafeBuffer(reply.bytes)));
            if (sent.size() > KEPT_REQUESTS) {
                sent.removeFirst();
            }
        }
    }

    private void definePlan() {
        List<CommandEncoder.Mark> marks = List.of(
                new CommandEncoder.Mark(2, SeatMark.ACCESSIBLE), new CommandEncoder.Mark(3, SeatMark.COMPANION));
        commands.defineSeatPlan(
                List.of("std", "vip"),
                List.of("Stalls", "Floor"),
                List.of(
                        new CommandEncoder.Row(0, 0, RowKind.NUMBERED, 1, 2 + random.nextInt(5), List.of(), "A"),
                        new CommandEncoder.Row(0, 1, RowKind.NUMBERED, 1, 3 + random.nextInt(5), marks, "B"),
                        new CommandEncoder.Row(
                                1, 1, RowKind.GENERAL_ADMISSION, 1, 1 + random.nextInt(5), List.of(), "Pit")));
    }

    private void createShow(long planId) {
        commands.createShow(new CommandEncoder.Terms(
                planId,
                random.nextInt(10),
                1 + random.nextInt(200),
                random.nextInt(3) * 10L,
                1 + random.nextInt(600),
                4 + random.nextInt(3),
                random.nextInt(2) * (6 + random.nextInt(4)),
                LinePolicy.STRICT_FIFO,
                List.of(1_000L, 1_500L)));
    }

    private long showId() {
        List<Long> shows = List.copyOf(model.lines.keySet());
        // The first is the hot one.
        int index = random.nextInt(3) == 0 ? random.nextInt(shows.size()) : 0;
        return random.nextInt(100) == 0 ? random.nextLong() : shows.get(index);
    }

    private int[] someSeats() {
        int[] seats = new int[1 + random.nextInt(5)];
        int first = random.nextInt(12);
        Arrays.setAll(seats, i -> random.nextInt(4) == 0 ? random.nextInt(14) : first + i);
        if (random.nextInt(50) == 0) {
            seats[0] = random.nextInt();
        }
        return seats;
    }

    /** One that lives or expired, or one that never was. */
    private SimulationModel.Hold someHold(String customer) {
        List<SimulationModel.Hold> holds = List.copyOf(model.holds.values());
        if (holds.isEmpty() || random.nextInt(20) == 0) {
            return new SimulationModel.Hold(random.nextLong(), 0, customer, List.of(), 0);
        }
        int newest = Math.min(holds.size(), 30);
        return Objects.requireNonNull(holds.get(holds.size() - 1 - random.nextInt(newest)));
    }

    private static Message lastOf(Outbox outbox) {
        List<Message> messages = Message.allOf(outbox);
        return messages.get(messages.size() - 1);
    }

    private static byte[] bytes(Outbox outbox) {
        byte[] bytes = new byte[outbox.lengthBytes()];
        outbox.buffer().getBytes(0, bytes);
        return bytes;
    }
}
