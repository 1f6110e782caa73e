package io.rushline.journal.audit;

import io.rushline.engine.protocol.SnapshotStartDecoder;

/**
 * How much there is in an engine's state, and the hash of all of it.
 *
 * @param holds and bookings that have not ended
 * @param endedHolds that are remembered
 * @param waiters in all lines together
 * @param requests whose replies are remembered
 * @param stateHash by docs/snapshot-format.md
 */
public record StateSummary(
        long lastSequence,
        long lastTimestampMs,
        long lastEventId,
        long epoch,
        int plans,
        int shows,
        int holds,
        int endedHolds,
        int waiters,
        int requests,
        int unfinishedShows,
        long stateHash) {

    /** The hash as it is written everywhere: 16 hexadecimal digits. */
    public String stateHashText() {
        return String.format(java.util.Locale.ROOT, "%016x", stateHash);
    }

    static final class Builder {
        private StateSummary start = new StateSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        private long stateHash;

        void start(SnapshotStartDecoder part) {
            start = new StateSummary(
                    part.lastSequence(),
                    part.lastTimestampMs(),
                    part.lastEventId(),
                    part.epoch(),
                    part.planCount(),
                    part.showCount(),
                    part.holdCount(),
                    part.endedHoldCount(),
                    part.waiterCount(),
                    part.requestCount(),
                    part.unfinishedCount(),
                    0);
        }

        void stateHash(long value) {
            stateHash = value;
        }

        StateSummary build() {
            return new StateSummary(
                    start.lastSequence,
                    start.lastTimestampMs,
                    start.lastEventId,
                    start.epoch,
                    start.plans,
                    start.shows,
                    start.holds,
                    start.endedHolds,
                    start.waiters,
                    start.requests,
                    start.unfinishedShows,
                    stateHash);
        }
    }
}
