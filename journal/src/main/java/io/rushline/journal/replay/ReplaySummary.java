package io.rushline.journal.replay;

/**
 * What a replay found.
 *
 * @param lastSequence the last command's, 0 when there is none
 * @param lastTimestampMs the last command's, 0 when there is none
 * @param lastEpoch the last excerpt's, 0 when there is none
 * @param commands how many were handed over
 * @param excerpts how many they came in
 * @param end for the writer that continues
 */
public record ReplaySummary(
        long lastSequence, long lastTimestampMs, long lastEpoch, long commands, long excerpts, JournalEnd end) {

    /** Whether something was ignored that had been begun and never acknowledged. */
    public boolean tornTail() {
        return !end.tornFiles().isEmpty();
    }
}
