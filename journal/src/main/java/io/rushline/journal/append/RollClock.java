package io.rushline.journal.append;

import io.rushline.journal.JournalQueue;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The time by which the queue chooses its file: the latest command's timestamp.
 *
 * <p>A wall clock may step back, and the queue would then quietly append to an older file, behind the end it had marked
 * there. Commands' timestamps never fall.
 */
final class RollClock implements TimeProvider {
    private long nowMs;

    RollClock(long startMs) {
        nowMs = startMs;
    }

    void advanceTo(long timestampMs) {
        nowMs = Math.max(nowMs, timestampMs);
    }

    /** The number of the hour, as the queue counts it. */
    int cycle() {
        return (int) (nowMs / JournalQueue.ROLL_CYCLE.lengthInMillis());
    }

    @Override
    public long currentTimeMillis() {
        return nowMs;
    }
}
