package io.rushline.pipeline;

import com.lmax.disruptor.EventHandler;
import io.rushline.engine.Engine;

/** The stage that has the engine decide commands; its outcomes wait in their slots for the journal. */
final class Decider implements EventHandler<Slot> {
    private final Engine engine;
    private final long firstSequence;
    private final Failure failure;
    private long timestampMs;
    private volatile long nextDeadlineMs;

    Decider(Engine engine, Failure failure) {
        this.engine = engine;
        this.failure = failure;
        firstSequence = engine.lastSequence() + 1;
        timestampMs = engine.lastTimestampMs();
        nextDeadlineMs = engine.nextDeadlineMs();
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) {
        failure.stopIfFailed();
        timestampMs = Math.max(timestampMs, slot.timestampMs());
        engine.apply(firstSequence + ringSequence, timestampMs, slot.command(), 0, slot.lengthBytes(), slot.outbox());
        if (endOfBatch) {
            nextDeadlineMs = engine.nextDeadlineMs();
        }
    }

    /** When something expires next, as of the last batch; any thread may ask. */
    long nextDeadlineMs() {
        return nextDeadlineMs;
    }
}
