package io.rushline.loadtest.report;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of answers, by operation and by what was answered.
 *
 * <p>Threading: one thread.
 */
public final class Tally {
    private final Map<Operation, SortedMap<String, Long>> counts = new EnumMap<>(Operation.class);
    private long unanswered;

    /**
     * Counts one answer.
     *
     * @param outcome status and code ({@code 201}, {@code 409 JOIN_LINE}), or why there was none ({@code timed out})
     */
    public void count(Operation operation, String outcome) {
        counts.computeIfAbsent(operation, absent -> new TreeMap<>()).merge(outcome, 1L, Long::sum);
    }

    /** Counts one request that had no answer, and why. */
    void countUnanswered(Operation operation, String reason) {
        count(operation, reason);
        unanswered++;
    }

    /** Requests that had no answer. */
    public long unanswered() {
        return unanswered;
    }

    /** All counts, operations in their order, outcomes in that of the alphabet. */
    public Map<Operation, SortedMap<String, Long>> counts() {
        return counts;
    }

    public long count(Operation operation) {
        SortedMap<String, Long> outcomes = counts.get(operation);
        return outcomes == null
                ? 0
                : outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
