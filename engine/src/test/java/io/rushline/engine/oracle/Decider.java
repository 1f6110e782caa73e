package io.rushline.engine.oracle;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.SnapshotLoader;
import io.rushline.engine.snapshot.SnapshotSink;
import org.agrona.DirectBuffer;

/** What decides commands: the engine, its oracle, or one that was broken on purpose. */
public interface Decider {
    /** Wheels that a simulated engine may have: neither may make a difference. */
    int SMALL_WHEEL_MS = 64;

    int LARGE_WHEEL_MS = 65_536;

    /** As {@link Engine#apply}. */
    void apply(long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox);

    /** As {@link Engine#nextDeadlineMs}. */
    long nextDeadlineMs();

    /** As docs/snapshot-format.md defines it. */
    long stateHash();

    /** Writes the parts of docs/snapshot-format.md. */
    void snapshot(SnapshotSink sink);

    /** Another one with the state of this one, by way of its snapshot. */
    Decider reloaded();

    /** The engine itself. */
    static Decider of(EngineLimits limits) {
        return of(new Engine(limits), limits.timerWheelMs());
    }

    private static Decider of(Engine engine, int timerWheelMs) {
        return new Decider() {
            @Override
            public void apply(
                    long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox) {
                engine.apply(sequence, timestampMs, command, offset, length, outbox);
            }

            @Override
            public long nextDeadlineMs() {
                return engine.nextDeadlineMs();
            }

            @Override
            public long stateHash() {
                return engine.stateHash();
            }

            @Override
            public void snapshot(SnapshotSink sink) {
                engine.writeSnapshot(sink);
            }

            @Override
            public Decider reloaded() {
                int otherWheelMs = timerWheelMs == SMALL_WHEEL_MS ? LARGE_WHEEL_MS : SMALL_WHEEL_MS;
                SnapshotLoader loader = new SnapshotLoader(otherWheelMs, engine.lastSequence());
                engine.writeSnapshot(loader);
                return of(loader.engine(), otherWheelMs);
            }
        };
    }
}
