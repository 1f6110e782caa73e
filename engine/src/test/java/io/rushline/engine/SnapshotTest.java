package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RowKind;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a snapshot is worth when it is whole, and when it is not. That an engine goes on from one, the simulation shows. */
class SnapshotTest {
    private static final int WHEEL_MS = 64;

    private final CommandEncoder commands = new CommandEncoder();
    private final Outbox outbox = new Outbox();
    private final Engine engine = engineWithEverything();

    @Test
    void shouldBeTheSameWhateverLoadedAndWroteIt() {
        List<UnsafeBuffer> parts = parts(engine);
        Engine loaded = load(parts, 1 << 16, 77);
        assertThat(parts(loaded)).isEqualTo(parts);
        assertThat(loaded.stateHash()).isEqualTo(engine.stateHash());
        assertThat(loaded.nextDeadlineMs()).isEqualTo(engine.nextDeadlineMs());
        assertThat(loaded.epoch()).isEqualTo(7);
    }

    @Test
    void shouldHashEveryPartOfIt() {
        long hash = engine.stateHash();
        commands.requestId(0, 0).tick();
        engine.apply(
                engine.lastSequence() + 1, engine.lastTimestampMs(), commands.buffer(), 0, commands.length(), outbox);
        assertThat(engine.stateHash()).isNotEqualTo(hash);
    }

    @Test
    void shouldGiveNoEngineWhenTheEndIsMissing() {
        List<UnsafeBuffer> parts = parts(engine);
        for (int count = 0; count < parts.size(); count++) {
            SnapshotLoader loader = new SnapshotLoader(WHEEL_MS, 0);
            parts.subList(0, count).forEach(part -> loader.onPart(part, 0, part.capacity()));
            assertThatIllegalStateException().isThrownBy(loader::engine);
        }
    }

    @Test
    void shouldGiveNoEngineWhenAPartIsMissingOrTwiceThere() {
        List<UnsafeBuffer> parts = parts(engine);
        for (int i = 0; i < parts.size() - 1; i++) {
            List<UnsafeBuffer> fewer = new ArrayList<>(parts);
            fewer.remove(i);
            assertThatThrownBy(() -> load(fewer, WHEEL_MS, 0)).isInstanceOf(RuntimeException.class);
            List<UnsafeBuffer> more = new ArrayList<>(parts);
            more.add(i, parts.get(i));
            assertThatThrownBy(() -> load(more, WHEEL_MS, 0)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void shouldGiveNoEngineWhenAnyBitIsFlipped() {
        List<UnsafeBuffer> parts = parts(engine);
        for (int number = 0; number < parts.size(); number++) {
            UnsafeBuffer part = parts.get(number);
            // The last is not in its own hash: only what it says counts there.
            int from = number == parts.size() - 1 ? MessageHeaderDecoder.ENCODED_LENGTH : 0;
            for (int i = from; i < part.capacity(); i++) {
                byte former = part.getByte(i);
                part.putByte(i, (byte) (former ^ 1 << i % 8));
                assertThatThrownBy(() -> load(parts, WHEEL_MS, 0))
                        .as("byte %d of part %d", i, number)
                        .isInstanceOf(RuntimeException.class);
                part.putByte(i, former);
            }
        }
        assertThat(load(parts, WHEEL_MS, 0).stateHash()).isEqualTo(engine.stateHash());
    }

    @Test
    void shouldRefuseWhatIsNoPart() {
        SnapshotLoader loader = new SnapshotLoader(WHEEL_MS, 0);
        commands.tick();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loader.onPart(commands.buffer(), 0, commands.length()))
                .withMessage("part 30 of a snapshot behind part 0");
    }

    /** One of each kind of part: a plan, shows, holds, an ended one, a booking, waiters, requests. */
    private Engine engineWithEverything() {
        Engine made = new Engine(EngineLimits.SMALL);
        commands.requestId(0, 0)
                .defineSeatPlan(
                        List.of("std"),
                        List.of("Stalls"),
                        List.of(new CommandEncoder.Row(0, 0, RowKind.NUMBERED, 1, 4, List.of(), "A")));
        apply(made, 0);
        for (LinePolicy policy : List.of(LinePolicy.STRICT_FIFO, LinePolicy.FIRST_FIT)) {
            commands.createShow(new CommandEncoder.Terms(1, 0, 1_000, 100, 5_000, 10, 4, policy, List.of(1_500L)));
            apply(made, 0);
        }
        commands.requestId(5, 1).holdSeats(2, "ann", 0, 1);
        apply(made, 1);
        commands.requestId(5, 2).holdSeats(2, "bob", 2);
        apply(made, 2);
        commands.requestId(5, 3).holdSeats(2, "cid", 3);
        apply(made, 3);
        commands.requestId(5, 4).confirmHold(4, "ann", CommandEncoder.NO_AMOUNT, "paid");
        apply(made, 4);
        commands.requestId(5, 5).joinLine(2, "dan", 2, -1);
        apply(made, 5);
        commands.requestId(5, 6).releaseHold(5, "bob");
        apply(made, 6);
        commands.requestId(0, 0).startEpoch(7);
        apply(made, 7);
        return made;
    }

    private void apply(Engine target, long nowMs) {
        target.apply(target.lastSequence() + 1, nowMs, commands.buffer(), 0, commands.length(), outbox);
    }

    private static List<UnsafeBuffer> parts(Engine source) {
        List<UnsafeBuffer> parts = new ArrayList<>();
        source.writeSnapshot((buffer, offset, length) -> {
            UnsafeBuffer part = new UnsafeBuffer(new byte[length]);
            part.putBytes(0, buffer, offset, length);
            parts.add(part);
        });
        return parts;
    }

    private static Engine load(List<UnsafeBuffer> parts, int timerWheelMs, long hashSeed) {
        SnapshotLoader loader = new SnapshotLoader(timerWheelMs, hashSeed);
        parts.forEach(part -> loader.onPart(part, 0, part.capacity()));
        return loader.engine();
    }
}
