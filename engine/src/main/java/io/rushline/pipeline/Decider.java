package io.rushline.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import io.rushline.engine.Engine;

/**
 * The stage that has the engine decide commands; its outcomes wait for the journal.
 *
 * <p>Before the first of each few commands of a batch the engine reads ahead for all of them, so that it waits for the memory
 * of several at once and not of one after the other.
 */
final class Decider implements EventHandler<Slot> {
    private static final int READ_AHEAD = 16;

    private final RingBuffer<Slot> ring;
    private final Engine engine;
    private final Outcomes outcomes;
    private final long firstSequence;
    private final Failure failure;
    private long timestampMs;
    private long leftInBatch;
    private long leftOfRead;
    private volatile long nextDeadlineMs;

    Decider(RingBuffer<Slot> ring, Engine engine, Outcomes outcomes, Failure failure) {
        this.ring = ring;
        this.engine = engine;
        this.outcomes = outcomes;
        this.failure = failure;
        firstSequence = engine.lastSequence() + 1;
        timestampMs = engine.lastTimestampMs();
        nextDeadlineMs = deadlineMs();
    }

    @Override
    public void onBatchStart(long batchSize, long queueDepth) {
        leftInBatch = batchSize;
        leftOfRead = 0;
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) {
        failure.stopIfFailed();
        if (leftOfRead == 0) {
            readAhead(ringSequence);
        }
        leftOfRead--;
        leftInBatch--;
        timestampMs = Math.max(timestampMs, slot.timestampMs());
        engine.apply(
                firstSequence + ringSequence,
                timestampMs,
                slot.command(),
                slot.commandOffset(),
                slot.lengthBytes(),
                outcomes.begin());
        outcomes.end(slot);
        if (endOfBatch) {
            nextDeadlineMs = deadlineMs();
        }
    }

    /** Work that is left over is due whatever the clock says, which may be behind the engine's time. */
    private long deadlineMs() {
        long deadlineMs = engine.nextDeadlineMs();
        return deadlineMs <= timestampMs ? 0 : deadlineMs;
    }

    private void readAhead(long firstRingSequence) {
        leftOfRead = Math.min(READ_AHEAD, leftInBatch);
        for (int i = 0; i < leftOfRead; i++) {
            Slot slot = ring.get(firstRingSequence + i);
            engine.readAhead(slot.command(), slot.commandOffset());
        }
    }

    /** When something expires next, as of the last batch, and 0 when it is time already; any thread may ask. */
    long nextDeadlineMs() {
        return nextDeadlineMs;
    }
}
