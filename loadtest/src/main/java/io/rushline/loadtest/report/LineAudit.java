package io.rushline.loadtest.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for waiters who were overtaken.
 *
 * <pre>
 *  A   joined |------------------------------| ended
 *  B               joined |---------| offered            A was overtaken by a waiter
 *  N                             granted                 A was overtaken by a newcomer
 * </pre>
 *
 * One command may serve several parties, and a departure may be what serves the next: equal sequences are in order.
 */
final class LineAudit {
    private final List<String> findings = new ArrayList<>();
    private int overtaken;
    private int overtakenByNewcomers;
    private int unproven;

    private LineAudit() {}

    static LineAudit of(Evidence evidence) {
        LineAudit audit = new LineAudit();
        Map<String, List<Wait>> waitsByShow = new HashMap<>();
        for (Wait wait : evidence.waits()) {
            if (wait.end() == Wait.End.UNKNOWN) {
                audit.unproven++;
            }
            waitsByShow
                    .computeIfAbsent(wait.showId(), absent -> new ArrayList<>())
                    .add(wait);
        }
        waitsByShow.forEach((showId, waits) -> {
            waits.sort(Comparator.comparingLong(Wait::joinedSequence));
            audit.auditWaiters(waits);
            audit.auditNewcomers(
                    waits,
                    evidence.grants().stream()
                            .filter(grant -> !grant.offered() && grant.showId().equals(showId))
                            .mapToLong(Grant::sequence)
                            .sorted()
                            .toArray());
        });
        return audit;
    }

    int overtaken() {
        return overtaken;
    }

    int overtakenByNewcomers() {
        return overtakenByNewcomers;
    }

    int unproven() {
        return unproven;
    }

    List<String> findings() {
        return findings;
    }

    /** From the last to the first, so that the earliest offer to anybody behind is always at hand. */
    private void auditWaiters(List<Wait> waits) {
        long earliestOffer = Long.MAX_VALUE;
        String offeredTo = "";
        for (int i = waits.size() - 1; i >= 0; i--) {
            Wait wait = waits.get(i);
            if (wait.end() != Wait.End.UNKNOWN
                    && earliestOffer < wait.endedSequence()
                    && overtaken++ < Verdict.FINDINGS_MAX_PER_KIND) {
                findings.add(said(wait) + " was overtaken by waiter " + offeredTo
                        + ", who joined later and had an offer at " + earliestOffer);
            }
            if (wait.end() == Wait.End.OFFERED && wait.endedSequence() < earliestOffer) {
                earliestOffer = wait.endedSequence();
                offeredTo = wait.waiterId();
            }
        }
    }

    private void auditNewcomers(List<Wait> waits, long[] granted) {
        for (Wait wait : waits) {
            int index = Arrays.binarySearch(granted, wait.joinedSequence() + 1);
            int next = index < 0 ? -index - 1 : index;
            if (wait.end() != Wait.End.UNKNOWN
                    && next < granted.length
                    && granted[next] < wait.endedSequence()
                    && overtakenByNewcomers++ < Verdict.FINDINGS_MAX_PER_KIND) {
                findings.add(said(wait) + " was overtaken by a newcomer, who was granted a hold at " + granted[next]);
            }
        }
    }

    private static String said(Wait wait) {
        return "waiter " + wait.waiterId() + " of show " + wait.showId() + " (joined at " + wait.joinedSequence() + ", "
                + (wait.endedSequence() == Wait.NEVER ? "never ended" : "ended at " + wait.endedSequence()) + ")";
    }
}
