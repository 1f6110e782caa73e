package io.rushline.engine.oracle;

import io.rushline.engine.Engine;
import io.rushline.engine.Outbox;
import org.agrona.DirectBuffer;

/** What decides commands: the engine, its oracle, or one that was broken on purpose. */
public interface Decider {
    /** As {@link Engine#apply}. */
    void apply(long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox);

    /** As {@link Engine#nextDeadlineMs}. */
    long nextDeadlineMs();

    /** As docs/snapshot-format.md defines it. */
    long stateHash();

    /** Another one with the state of this one, by way of a snapshot; or this one, if it has none. */
    default Decider reloaded() {
        return this;
    }

    /** The engine itself. */
    static Decider of(Engine engine) {
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
        };
    }
}
