package io.rushline.loadtest.replay;

import io.rushline.loadtest.report.Grant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The server's time at its sequences, as far as its answers say.
 *
 * <p>Allocation: at most one entry for each millisecond of the run.
 *
 * <p>Threading: one thread.
 */
final class ServerTimes {
    // Times rise with the sequences: what says nothing that the next one does not say is left out.
    private final NavigableMap<Long, Long> timeMsOfSequence = new TreeMap<>();

    /** An answer has these. */
    void learn(long sequence, long timestampMs) {
        if (latestMs(sequence) == Grant.UNKNOWN || latestMs(sequence) > timestampMs) {
            timeMsOfSequence.put(sequence, timestampMs);
            Map.Entry<Long, Long> before = timeMsOfSequence.lowerEntry(sequence);
            while (before != null && before.getValue() >= timestampMs) {
                timeMsOfSequence.remove(before.getKey());
                before = timeMsOfSequence.lowerEntry(sequence);
            }
        }
    }

    /** When it was at this sequence, at the latest; {@link Grant#UNKNOWN} when nothing behind it has a time. */
    long latestMs(long sequence) {
        Map.Entry<Long, Long> next = timeMsOfSequence.ceilingEntry(sequence);
        return next == null ? Grant.UNKNOWN : next.getValue();
    }
}
