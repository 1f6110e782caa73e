package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.customer.NameText;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading ahead changes nothing, whatever the commands are and whatever becomes of what they speak of before their turn. */
class ReadAheadTest {
    private static final int SHOWS = 16;
    private static final int SEATS = 1_000;
    private static final long FIRST_SHOW = 2;

    /** A show with a line: it has a few seats only. */
    private static final long SMALL_SHOW = FIRST_SHOW + SHOWS + 1;

    private static final int SMALL_SEATS = 20;

    /** Enough holds, or waiters, for all to be read that can be read ahead. */
    private static final int MANY = 11_000;

    private static final int CUSTOMERS = 5_000;

    private final CommandEncoder commands = new CommandEncoder();
    private final Engine plain = new Engine(EngineLimits.SMALL, 1);
    private final Engine reading = new Engine(EngineLimits.SMALL, 2);
    private final Outbox outbox = new Outbox();
    private final List<Long> parties = new ArrayList<>();
    private int offersSeen;
    private int leftSeen;
    private long sequence;
    private long nowMs;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldDecideTheSameWhereThereAreManyHolds(long seed) {
        openShows();
        for (int i = 0; i < MANY; i++) {
            commands.holdSeats(FIRST_SHOW + i % SHOWS, "customer " + i % CUSTOMERS, i / SHOWS);
            applyAll(List.of(command()), "hold " + i);
        }
        assertThat(plain.state().holds.count()).isGreaterThan(10_000);
        decideTheSame(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldDecideTheSameWhereThereAreManyWaiters(long seed) {
        openShows();
        for (int seat = 0; seat < SMALL_SEATS; seat++) {
            commands.holdSeats(SMALL_SHOW, "holder " + seat, seat);
            applyAll(List.of(command()), "seat " + seat);
        }
        for (int i = 0; i < MANY; i++) {
            commands.joinLine(SMALL_SHOW, "waiter " + i, 1 + i % 2, -1);
            applyAll(List.of(command()), "waiter " + i);
        }
        assertThat(plain.state().waiters.count()).isGreaterThan(10_000);
        decideTheSame(seed);
    }

    private void decideTheSame(long seed) {
        Random random = new Random(seed);
        for (int batch = 0; batch < 300; batch++) {
            List<byte[]> drawn = new ArrayList<>();
            int count = 1 + random.nextInt(40);
            for (int i = 0; i < count; i++) {
                draw(random);
                drawn.add(command());
            }
            nowMs += random.nextInt(40) == 0 ? 2_000 : random.nextInt(3);
            applyAll(drawn, "seed " + seed + ", batch " + batch);
        }
        assertThat(reading.stateHash()).isEqualTo(plain.stateHash());
        assertThat(offersSeen).as("offers, seed " + seed).isPositive();
        assertThat(leftSeen).as("parties that left, seed " + seed).isPositive();
    }

    private void openShows() {
        definePlan(SEATS);
        for (int i = 0; i < SHOWS; i++) {
            createShow(1);
        }
        definePlan(SMALL_SEATS);
        createShow(sequence);
        assertThat(sequence).isEqualTo(SMALL_SHOW);
    }

    private void definePlan(int seats) {
        List<CommandEncoder.Row> rows = new ArrayList<>();
        for (int seat = 0; seat < seats; seat += 100) {
            rows.add(new CommandEncoder.Row(
                    0, 0, RowKind.NUMBERED, 1, Math.min(100, seats - seat), List.of(), "Row " + seat));
        }
        commands.defineSeatPlan(List.of("std"), List.of("Stalls"), rows);
        applyAll(List.of(command()), "plan");
    }

    private void createShow(long planId) {
        commands.createShow(new CommandEncoder.Terms(
                planId, 0, 60_000, 100, 60_000, 10, 0, LinePolicy.STRICT_FIFO, List.of(1_500L)));
        applyAll(List.of(command()), "show");
    }

    private void draw(Random random) {
        long show = FIRST_SHOW + random.nextInt(SHOWS + 1);
        long subject = random.nextLong(sequence + 50) - 10;
        String customer = random.nextInt(50) == 0 ? "x".repeat(65) : customer(random);
        commands.requestId(random.nextInt(3), random.nextInt(1 << 20));
        switch (random.nextInt(18)) {
            case 0, 1 -> commands.holdSeats(show, customer, random.nextInt(SEATS), random.nextInt(SEATS + 5));
            case 2, 3 -> commands.holdBestAvailable(show, customer, random.nextInt(4), -1, -1, Adjacency.PREFERRED);
            case 4 -> commands.holdSeats(show, customer);
            case 5 -> commands.exchangeSeats(subject, ownerOf(subject), random.nextInt(SEATS));
            case 6, 7 -> commands.confirmHold(subject, ownerOf(subject), CommandEncoder.NO_AMOUNT, "paid");
            case 8 -> commands.cancelBooking(subject, ownerOf(subject));
            case 9 -> commands.joinLine(show, customer, 2, -1);
            case 10 -> drawRare(random, show);
            case 11, 12, 13 -> commands.joinLine(SMALL_SHOW, customer, 1 + random.nextInt(2), -1);
            case 14 -> commands.holdBestAvailable(SMALL_SHOW, customer, 2, -1, -1, Adjacency.PREFERRED);
            case 15, 16 -> drawPartyThatGoes(random);
            default -> commands.releaseHold(subject, ownerOf(subject));
        }
    }

    private void drawPartyThatGoes(Random random) {
        // Half of them of those who came first, and are the likelier to have seats.
        int count = random.nextBoolean() ? parties.size() : Math.min(parties.size(), SMALL_SEATS);
        long party = count == 0 ? 0 : parties.get(random.nextInt(count));
        EngineState state = plain.state();
        int waiter = state.waiters.find(party);
        if (waiter == Waiters.NONE) {
            commands.releaseHold(party, ownerOf(party));
        } else {
            commands.leaveLine(party, NameText.of(state.customers, state.waiters.customer(waiter)));
            leftSeen++;
        }
    }

    private boolean hasBegunInSmallShow(long id) {
        EngineState state = plain.state();
        int hold = state.findHold(id);
        return state.waiters.find(id) != Waiters.NONE || (hold != Holds.NONE && state.holds.showId(hold) == SMALL_SHOW);
    }

    private void drawRare(Random random, long show) {
        switch (random.nextInt(60)) {
            case 0 -> commands.cancelShow(show, "rain");
            case 1 -> commands.archiveShow(show);
            case 2 -> commands.startEpoch(plain.epoch() + 1);
            default -> commands.tick();
        }
    }

    /** The owner, as long as there is one. */
    private String ownerOf(long subject) {
        EngineState state = plain.state();
        int hold = state.findHold(subject);
        int known = hold == Holds.NONE ? state.findBooking(subject) : hold;
        if (known == Holds.NONE || Holds.isEnded(known)) {
            return "nobody";
        }
        return NameText.of(state.customers, state.holds.customer(known));
    }

    private static String customer(Random random) {
        return "customer " + random.nextInt(CUSTOMERS);
    }

    private byte[] command() {
        byte[] bytes = new byte[commands.length()];
        commands.buffer().getBytes(0, bytes);
        return bytes;
    }

    private void applyAll(List<byte[]> drawn, String run) {
        for (byte[] each : drawn) {
            reading.readAhead(new UnsafeBuffer(each), 0);
        }
        for (byte[] each : drawn) {
            sequence++;
            byte[] expected = outcome(plain, each);
            if (hasBegunInSmallShow(sequence)) {
                parties.add(sequence);
            }
            offersSeen += hasOffer() ? 1 : 0;
            assertThat(outcome(reading, each))
                    .as("%s, sequence %d", run, sequence)
                    .isEqualTo(expected);
        }
    }

    private boolean hasOffer() {
        boolean[] found = {false};
        outbox.forEachEvent((event, offset, length) -> found[0] |=
                new MessageHeaderDecoder().wrap(event, offset).templateId() == SeatsOfferedDecoder.TEMPLATE_ID);
        return found[0];
    }

    private byte[] outcome(Engine engine, byte[] command) {
        engine.apply(sequence, nowMs, new UnsafeBuffer(command), 0, command.length, outbox);
        byte[] bytes = new byte[outbox.lengthBytes()];
        outbox.buffer().getBytes(outbox.startOffset(), bytes);
        return bytes;
    }
}
