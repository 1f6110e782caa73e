package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.customer.NameText;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.RowKind;
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

    /** Enough for all to be read that can be read ahead. */
    private static final int HOLDS = 11_000;

    private static final int CUSTOMERS = 5_000;

    private final CommandEncoder commands = new CommandEncoder();
    private final Engine plain = new Engine(EngineLimits.SMALL, 1);
    private final Engine reading = new Engine(EngineLimits.SMALL, 2);
    private final Outbox outbox = new Outbox();
    private long sequence;
    private long nowMs;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void shouldDecideTheSame(long seed) {
        Random random = new Random(seed);
        openShows();
        for (int i = 0; i < HOLDS; i++) {
            commands.holdSeats(FIRST_SHOW + i % SHOWS, customer(random), i / SHOWS);
            applyAll(List.of(command()), "hold " + i);
        }
        assertThat(plain.state().holds.count()).isGreaterThan(10_000);
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
    }

    private void openShows() {
        List<CommandEncoder.Row> rows = new ArrayList<>();
        for (int row = 0; row < SEATS / 100; row++) {
            rows.add(new CommandEncoder.Row(0, 0, RowKind.NUMBERED, 1, 100, List.of(), "Row " + row));
        }
        commands.defineSeatPlan(List.of("std"), List.of("Stalls"), rows);
        applyAll(List.of(command()), "plan");
        for (int i = 0; i < SHOWS; i++) {
            commands.createShow(new CommandEncoder.Terms(
                    1, 0, 60_000, 100, 60_000, 10, 0, LinePolicy.STRICT_FIFO, List.of(1_500L)));
            applyAll(List.of(command()), "show");
        }
    }

    private void draw(Random random) {
        long show = FIRST_SHOW + random.nextInt(SHOWS + 1);
        long subject = random.nextLong(sequence + 50) - 10;
        String customer = random.nextInt(50) == 0 ? "x".repeat(65) : customer(random);
        commands.requestId(random.nextInt(3), random.nextInt(1 << 20));
        switch (random.nextInt(12)) {
            case 0, 1 -> commands.holdSeats(show, customer, random.nextInt(SEATS), random.nextInt(SEATS + 5));
            case 2, 3 -> commands.holdBestAvailable(show, customer, random.nextInt(4), -1, -1, Adjacency.PREFERRED);
            case 4 -> commands.holdSeats(show, customer);
            case 5 -> commands.exchangeSeats(subject, ownerOf(subject), random.nextInt(SEATS));
            case 6, 7 -> commands.confirmHold(subject, ownerOf(subject), CommandEncoder.NO_AMOUNT, "paid");
            case 8 -> commands.cancelBooking(subject, ownerOf(subject));
            case 9 -> commands.joinLine(show, customer, 2, -1);
            case 10 -> drawRare(random, show);
            default -> commands.releaseHold(subject, ownerOf(subject));
        }
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
            assertThat(outcome(reading, each))
                    .as("%s, sequence %d", run, sequence)
                    .isEqualTo(expected);
        }
    }

    private byte[] outcome(Engine engine, byte[] command) {
        engine.apply(sequence, nowMs, new UnsafeBuffer(command), 0, command.length, outbox);
        byte[] bytes = new byte[outbox.lengthBytes()];
        outbox.buffer().getBytes(outbox.startOffset(), bytes);
        return bytes;
    }
}
