package io.rushline.journal.audit.fairness;

import io.rushline.journal.audit.fairness.Finding.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** Collects what was found about the command in hand; only so many are kept in words, all are counted. */
final class Findings {
    private static final int MAX_KEPT = 10_000;

    private final List<Finding> kept = new ArrayList<>();
    private long count;
    private long sequence;

    void begin(long sequence) {
        this.sequence = sequence;
    }

    /** Notes a finding unless the condition holds. */
    void require(boolean holds, Rule rule, long showId, Supplier<String> otherwise) {
        if (!holds) {
            count++;
            if (kept.size() < MAX_KEPT) {
                kept.add(new Finding(rule, sequence, showId, otherwise.get()));
            }
        }
    }

    List<Finding> kept() {
        return Collections.unmodifiableList(kept);
    }

    long count() {
        return count;
    }
}
