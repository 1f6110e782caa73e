package io.rushline.engine.seat;

import java.util.Arrays;

/**
 * Finds the best free seats of a show, by rules B1 to B3 of docs/rules.md: of all groups of neighbours one that leaves no
 * single seat behind, in the best row, nearest to the row's middle; where neighbours can't be had and need not be, the
 * largest groups that can.
 *
 * <p>Only ordinary seats are considered. The search is bit-parallel: a word of {@code P} says for 64 seats at once whether
 * each is free together with its right neighbour, and the groups of {@code n} begin where {@code n - 1} bits of {@code P}
 * follow each other.
 *
 * <pre>
 *   free        1 1 1 0 1 1 | 1 0 1 1     | is the end of a row
 *   P           1 1 0 0 1 0   0 0 1 0     two in a row begin here
 *   P &amp; P>>1    1 0 0 0 0 0   0 0 0 0     three
 * </pre>
 *
 *
 * <p>Allocation: none in steady state. Threading: one thread.
 */
public final class BestAvailable {
    /** For category and section: any. */
    public static final int ANY = -1;

    private static final int NOWHERE = Integer.MIN_VALUE;

    private long[] candidates = new long[0];
    private int wordCount;
    private int bestStart;
    private int bestDistance;
    private boolean bestLeavesOrphan;
    private int orphaningStart;
    private int largestSeen;

    /**
     * Looks for {@code quantity} free seats.
     *
     * @param bits holds the bitmap of the show's free seats
     * @param free the word in {@code bits} where it begins
     * @param category index in the plan, or {@link #ANY}
     * @param section index in the plan, or {@link #ANY}
     * @param mustBeAdjacent whether a split party is no answer
     * @param found takes the seats; empty when there are none
     * @return whether seats were found
     */
    public boolean find(
            SeatPlan plan,
            long[] bits,
            int free,
            int category,
            int section,
            int quantity,
            boolean mustBeAdjacent,
            SeatSelection found) {
        found.clear();
        collectCandidates(plan, bits, free, category, section);
        if (takeGroup(plan, category, section, quantity, found)) {
            return true;
        }
        if (mustBeAdjacent) {
            return false;
        }
        // An area may have more places left than any row has neighbours.
        int size = plan.areas().length > 0 ? quantity - 1 : Math.min(quantity - 1, largestSeen);
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

    private void collectCandidates(SeatPlan plan, long[] bits, int free, int category, int section) {
        wordCount = Bits.wordCount(plan.seatCount());
        // One word more than the hall has, which stays empty: shifts look ahead.
        if (candidates.length <= wordCount) {
            candidates = new long[wordCount + 1];
        }
        candidates[wordCount] = 0;
        long[] ordinary = plan.ordinary(category);
        if (section == ANY) {
            for (int i = 0; i < wordCount; i++) {
                candidates[i] = bits[free + i] & ordinary[i];
            }
            return;
        }
        Arrays.fill(candidates, 0, wordCount, 0);
        for (int row : plan.rowsOf(section)) {
            copyRow(plan, row, bits, free, ordinary);
        }
    }

    private void copyRow(SeatPlan plan, int row, long[] bits, int free, long[] ordinary) {
        int start = plan.rowStart(row);
        int last = start + plan.rowLength(row) - 1;
        for (int word = start >>> 6; word <= last >>> 6; word++) {
            long mask = -1L;
            if (word == start >>> 6) {
                mask &= -1L << start;
            }
            if (word == last >>> 6) {
                mask &= -1L >>> (63 - (last & 63));
            }
            candidates[word] |= bits[free + word] & ordinary[word] & mask;
        }
    }

    /** Takes the best group of {@code quantity}, or answers false and notes the largest that was seen on the way. */
    private boolean takeGroup(SeatPlan plan, int category, int section, int quantity, SeatSelection found) {
        int area = findArea(plan, category, section, quantity);
        int end = area == ANY ? plan.seatCount() : plan.rowStart(area);
        orphaningStart = NOWHERE;
        largestSeen = 1;
        int start = findGroup(plan, quantity, end);
        if (start == NOWHERE && area != ANY) {
            takeFromArea(plan, area, quantity, found);
            return true;
        }
        int chosen = start == NOWHERE ? orphaningStart : start;
        if (chosen == NOWHERE) {
            return false;
        }
        for (int seat = chosen; seat < chosen + quantity; seat++) {
            Bits.clear(candidates, seat);
            found.add(seat);
        }
        return true;
    }

    /** The best general-admission area with enough candidates, or {@link #ANY}. */
    private int findArea(SeatPlan plan, int category, int section, int quantity) {
        for (int area : plan.areas()) {
            boolean isAskedFor = (category == ANY || plan.rowCategory(area) == category)
                    && (section == ANY || plan.rowSection(area) == section);
            if (isAskedFor && hasCandidates(plan, area, quantity)) {
                return area;
            }
        }
        return ANY;
    }

    private boolean hasCandidates(SeatPlan plan, int row, int quantity) {
        int end = plan.rowStart(row) + plan.rowLength(row);
        int count = 0;
        for (int seat = plan.rowStart(row); seat < end && count < quantity; seat += 64) {
            count += Long.bitCount(Bits.extract(candidates, 0, seat, Math.min(64, end - seat)));
        }
        return count >= quantity;
    }

    private void takeFromArea(SeatPlan plan, int row, int quantity, SeatSelection found) {
        int end = plan.rowStart(row) + plan.rowLength(row);
        int seat = plan.rowStart(row);
        for (int missing = quantity; missing > 0; missing--) {
            seat = nextCandidate(seat, end);
            Bits.clear(candidates, seat);
            found.add(seat);
        }
    }

    /** The best group before seat {@code end} that leaves no orphan, or {@link #NOWHERE}; notes the first that does. */
    private int findGroup(SeatPlan plan, int quantity, int end) {
        long[] neighbours = plan.neighbours();
        int endWord = (end + 63) >>> 6;
        int nextSeat = 0;
        long free = candidates[0];
        for (int word = 0; word < endWord; word++) {
            long nextFree = candidates[word + 1];
            long pairs = free & ((free >>> 1) | (nextFree << 63)) & neighbours[word];
            long starts = quantity == 1 ? free : pairs == 0 ? 0 : starts(neighbours, word, pairs, quantity);
            free = nextFree;
            starts = from(starts, word << 6, nextSeat);
            while (starts != 0) {
                int seat = (word << 6) + Long.numberOfTrailingZeros(starts);
                if (seat >= end) {
                    return NOWHERE;
                }
                int row = plan.rowOf(seat);
                nextSeat = plan.rowStart(row) + plan.rowLength(row);
                if (!plan.isGeneralAdmission(row)) {
                    findInRow(plan, row, quantity);
                    if (!bestLeavesOrphan) {
                        return bestStart;
                    }
                    orphaningStart = orphaningStart == NOWHERE ? bestStart : orphaningStart;
                }
                starts = from(starts, word << 6, nextSeat);
            }
        }
        return NOWHERE;
    }

    /** Where in a word groups of two or more begin: after each step a bit stands for a group larger by one. */
    private long starts(long[] neighbours, int word, long pairs, int quantity) {
        largestSeen = Math.max(largestSeen, 2);
        if (quantity == 2) {
            return pairs;
        }
        long free = candidates[word + 1];
        // Its last bit is of no use: groups that begin here end before.
        long nextPairs = word + 1 < wordCount ? free & (free >>> 1) & neighbours[word + 1] : 0;
        long starts = pairs;
        for (int size = 3; size <= quantity; size++) {
            int shift = size - 2;
            starts &= (pairs >>> shift) | (nextPairs << -shift);
            if (starts == 0) {
                return 0;
            }
            largestSeen = Math.max(largestSeen, size);
        }
        return starts;
    }

    /** The bits of a word, whose first is {@code firstSeat}, from {@code seat} on. */
    private static long from(long word, int firstSeat, int seat) {
        if (seat <= firstSeat) {
            return word;
        }
        return seat - firstSeat >= 64 ? 0 : word & (-1L << seat);
    }

    /**
     * The best place for a group in a row: of those that leave no single seat behind, or else of all, the nearest to the row's
     * middle. 64 places are looked at at once.
     *
     * <pre>
     *   free                                       1 1 1 1 0 1 1 1 0 1 1
     *   groups of two begin                        1 1 1 0 0 1 1 0 0 1 0
     *   of these, with a single one to the left    0 1 0 0 0 0 1 0 0 0 0    the seat before is free, and not the one before that
     *   of these, with a single one to the right   0 1 0 0 0 1 0 0 0 0 0
     * </pre>
     */
    private void findInRow(SeatPlan plan, int row, int quantity) {
        int start = plan.rowStart(row);
        int end = start + plan.rowLength(row);
        int middle = start + end - quantity;
        bestDistance = Integer.MAX_VALUE;
        bestLeavesOrphan = true;
        long before = 0;
        long free = candidates(start, end);
        for (int first = start; first < end; first += Long.SIZE) {
            long after = candidates(first + Long.SIZE, end);
            long groups = free;
            for (int seat = 1; seat < quantity; seat++) {
                groups &= (free >>> seat) | (after << -seat);
            }
            long leftOrphans = ((free << 1) | (before >>> -1)) & ~((free << 2) | (before >>> -2));
            int next = quantity + 1;
            long rightOrphans = ((free >>> quantity) | (after << -quantity)) & ~((free >>> next) | (after << -next));
            long tidy = groups & ~(leftOrphans | rightOrphans);
            considerNearest(first, tidy == 0 ? groups : tidy, tidy == 0, middle);
            before = free;
            free = after;
        }
    }

    /** The candidates from a seat on, up to 64 of those before {@code end}; none from {@code end} on. */
    private long candidates(int from, int end) {
        return from >= end ? 0 : Bits.extract(candidates, 0, from, Math.min(Long.SIZE, end - from));
    }

    /** Considers the places on both sides of a row's middle. */
    private void considerNearest(int first, long places, boolean leaveOrphan, int middle) {
        int bits = Math.max(-1, Math.min(Long.SIZE - 1, (middle >> 1) - first));
        long upToMiddle = bits < 0 ? 0 : places & (-1L >>> -(bits + 1));
        long beyond = places & ~upToMiddle;
        if (upToMiddle != 0) {
            consider(first + Long.SIZE - 1 - Long.numberOfLeadingZeros(upToMiddle), leaveOrphan, middle);
        }
        if (beyond != 0) {
            consider(first + Long.numberOfTrailingZeros(beyond), leaveOrphan, middle);
        }
    }

    private void consider(int start, boolean leavesOrphan, int middle) {
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

    /** The first candidate from {@code from} on, or {@code end}. */
    private int nextCandidate(int from, int end) {
        int seat = from;
        while (seat < end) {
            long word = candidates[seat >>> 6] >>> seat;
            if (word != 0) {
                return Math.min(end, seat + Long.numberOfTrailingZeros(word));
            }
            seat = (seat | 63) + 1;
        }
        return end;
    }
}
