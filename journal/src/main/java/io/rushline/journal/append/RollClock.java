package io.rushline.journal.append;

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

    @Override
    public long currentTimeMillis() {
        return nowMs;
    }
}
