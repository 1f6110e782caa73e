package io.rushline.engine.seat;

/**
 * Finds the best free seats of a show.
 *
 * <p>Of all groups of neighbours it takes, in this order: one that leaves no single seat between taken ones behind, in
 * the best row, nearest to the row's middle, to the left of two equally near. Where neighbours can't be had and need not
 * be, the party is split into the largest groups that can, each found in the same way.
 *
 * <p>Only ordinary seats are considered. A row of up to 64 seats without a run of enough free seats is passed over with a
 * few operations on one word.
 *
 * <p>Allocation: none in steady state. Threading: one thread.
 */
public final class BestAvailable {
    /** For category and section: any. */
    public static final int ANY = -1;

    private long[] candidates = new long[0];
    private int bestStart;
    private int bestDistance;
    private boolean bestLeavesOrphan;

    /**
     * Looks for {@code quantity} free seats.
     *
     * @param free bitmap of the show's free seats
     * @param category index in the plan, or {@link #ANY}
     * @param section index in the plan, or {@link #ANY}
     * @param mustBeAdjacent whether a split party is no answer
     * @param found takes the seats; empty when there are none
     * @return whether seats were found
     */
    public boolean find(
            SeatPlan plan,
            long[] free,
            int category,
            int section,
            int quantity,
            boolean mustBeAdjacent,
            SeatSelection found) {
        found.clear();
        collectCandidates(plan, free);
        if (takeGroup(plan, category, section, quantity, found)) {
            return true;
        }
        if (mustBeAdjacent) {
            return false;
        }
        int size = quantity - 1;
        while (found.count() < quantity && size > 0) {
            size = Math.min(size, quantity - found.count());
            if (!takeGroup(plan, category, section, size, found)) {
                size--;
            }
        }
        if (found.count() < quantity) {
            found.clear();
        }
        return found.count() == quantity;
    }

    private void collectCandidates(SeatPlan plan, long[] free) {
        if (candidates.length < free.length) {
            candidates = new long[free.length];
        }
        long[] ordinary = plan.ordinary();
        for (int i = 0; i < free.length; i++) {
            candidates[i] = free[i] & ordinary[i];
        }
    }

    private boolean takeGroup(SeatPlan plan, int category, int section, int quantity, SeatSelection found) {
        int orphaningStart = Integer.MIN_VALUE;
        int start = Integer.MIN_VALUE;
        for (int row = 0; row < plan.rowCount() && start == Integer.MIN_VALUE; row++) {
            if ((category != ANY && plan.rowCategory(row) != category)
                    || (section != ANY && plan.rowSection(row) != section)) {
                continue;
            }
            if (plan.isGeneralAdmission(row)) {
                if (countCandidates(plan, row) >= quantity) {
                    takeFromArea(plan, row, quantity, found);
                    return true;
                }
            } else if (findInRow(plan, row, quantity)) {
                if (!bestLeavesOrphan) {
                    start = bestStart;
                } else if (orphaningStart == Integer.MIN_VALUE) {
                    orphaningStart = bestStart;
                }
            }
        }
        int chosen = start != Integer.MIN_VALUE ? start : orphaningStart;
        if (chosen == Integer.MIN_VALUE) {
            return false;
        }
        for (int seat = chosen; seat < chosen + quantity; seat++) {
            Bits.clear(candidates, seat);
            found.add(seat);
        }
        return true;
    }

    private int countCandidates(SeatPlan plan, int row) {
        int count = 0;
        int end = plan.rowStart(row) + plan.rowLength(row);
        for (int seat = plan.rowStart(row); seat < end; seat += 64) {
            count += Long.bitCount(Bits.extract(candidates, seat, Math.min(64, end - seat)));
        }
        return count;
    }

    private void takeFromArea(SeatPlan plan, int row, int quantity, SeatSelection found) {
        int end = plan.rowStart(row) + plan.rowLength(row);
        int missing = quantity;
        int seat = nextCandidate(plan.rowStart(row), end);
        while (missing > 0) {
            Bits.clear(candidates, seat);
            found.add(seat);
            missing--;
            seat = nextCandidate(seat, end);
        }
    }

    private boolean findInRow(SeatPlan plan, int row, int quantity) {
        int start = plan.rowStart(row);
        int length = plan.rowLength(row);
        if (length <= 64 && !hasRun(Bits.extract(candidates, start, length), quantity)) {
            return false;
        }
        bestDistance = Integer.MAX_VALUE;
        bestLeavesOrphan = true;
        int end = start + length;
        int middle = 2 * start + length - quantity;
        int runStart = nextCandidate(start, end);
        while (runStart < end) {
            int runEnd = nextNonCandidate(runStart, end);
            considerRun(runStart, runEnd - quantity, middle);
            runStart = nextCandidate(runEnd, end);
        }
        return bestDistance != Integer.MAX_VALUE;
    }

    /** Whether {@code quantity} neighbouring bits are set: after each step a bit stands for twice as many. */
    private static boolean hasRun(long bits, int quantity) {
        long starts = bits;
        int covered = 1;
        while (covered < quantity && starts != 0) {
            int step = Math.min(covered, quantity - covered);
            starts &= starts >>> step;
            covered += step;
        }
        return starts != 0;
    }

    /** Tries the places of a run that can be best: its ends, and those around the row's middle. */
    private void considerRun(int first, int last, int middle) {
        if (last < first) {
            return;
        }
        int nearest = Math.max(first, Math.min(last, middle >> 1));
        consider(nearest, first, last, middle);
        for (int shift = 1; shift <= 2; shift++) {
            consider(nearest - shift, first, last, middle);
            consider(nearest + shift, first, last, middle);
        }
        consider(first, first, last, middle);
        consider(last, first, last, middle);
    }

    private void consider(int start, int first, int last, int middle) {
        if (start < first || start > last) {
            return;
        }
        boolean leavesOrphan = start - first == 1 || last - start == 1;
        int distance = Math.abs(2 * start - middle);
        boolean isBetter = leavesOrphan == bestLeavesOrphan
                ? distance < bestDistance || (distance == bestDistance && start < bestStart)
                : bestLeavesOrphan;
        if (isBetter) {
            bestStart = start;
            bestDistance = distance;
            bestLeavesOrphan = leavesOrphan;
        }
    }

    private int nextCandidate(int from, int end) {
        return nextBit(from, end, 0);
    }

    private int nextNonCandidate(int from, int end) {
        return nextBit(from, end, -1L);
    }

    /** The first seat from {@code from} on whose bit differs from those of {@code pattern}, or {@code end}. */
    private int nextBit(int from, int end, long pattern) {
        int seat = from;
        while (seat < end) {
            long word = (candidates[seat >>> 6] ^ pattern) >>> seat;
            if (word != 0) {
                return Math.min(end, seat + Long.numberOfTrailingZeros(word));
            }
            seat = (seat | 63) + 1;
        }
        return end;
    }
}
