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
 * <p>Words are looked at in blocks, so that a hall with many free seats costs no more than its best rows.
 *
 * <p>Allocation: none in steady state. Threading: one thread.
 */
public final class BestAvailable {
    /** For category and section: any. */
    public static final int ANY = -1;

    private static final int NOWHERE = Integer.MIN_VALUE;
    private static final int BLOCK_WORDS = 32;

    private final long[] pairs = new long[BLOCK_WORDS + 1];
    private final long[] starts = new long[BLOCK_WORDS + 1];
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
        int size = plan.areas().length > 0 ? quantity - 1 : Math.min(quantity - 1, Math.max(1, largestSeen));
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
        // One word more than the hall has, which stays empty: shifts look one word ahead.
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
        largestSeen = 0;
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
        int nextSeat = 0;
        for (int from = 0; from < wordCount && (from << 6) < end; from += BLOCK_WORDS) {
            int words = Math.min(BLOCK_WORDS, wordCount - from);
            if (!findStarts(plan, from, words, quantity)) {
                continue;
            }
            for (int i = 0; i < words; i++) {
                int firstSeat = (from + i) << 6;
                long word = from(starts[i], firstSeat, nextSeat);
                while (word != 0) {
                    int seat = firstSeat + Long.numberOfTrailingZeros(word);
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
                    word = from(word, firstSeat, nextSeat);
                }
            }
        }
        return NOWHERE;
    }

    /** The bits of a word, whose first is {@code firstSeat}, from {@code seat} on. */
    private static long from(long word, int firstSeat, int seat) {
        if (seat <= firstSeat) {
            return word;
        }
        return seat - firstSeat >= 64 ? 0 : word & (-1L << seat);
    }

    /** Fills {@link #starts} for a block: where groups of {@code quantity} begin. Answers whether there is any. */
    private boolean findStarts(SeatPlan plan, int from, int words, int quantity) {
        if (quantity == 1) {
            System.arraycopy(candidates, from, starts, 0, words);
            largestSeen = 1;
            return true;
        }
        // The word behind the block belongs to the next one, but groups may begin here and end there.
        int ahead = Math.min(words + 1, wordCount - from);
        long[] neighbours = plan.neighbours();
        long any = 0;
        for (int i = 0; i < ahead; i++) {
            int word = from + i;
            long nextFree = (candidates[word] >>> 1) | (candidates[word + 1] << 63);
            long pair = candidates[word] & nextFree & neighbours[word];
            pairs[i] = pair;
            starts[i] = pair;
            any |= pair;
        }
        for (int i = ahead; i <= words; i++) {
            pairs[i] = 0;
            starts[i] = 0;
        }
        for (int size = 3; size <= quantity && any != 0; size++) {
            largestSeen = Math.max(largestSeen, size - 1);
            any = 0;
            int shift = size - 2;
            for (int i = 0; i < words; i++) {
                starts[i] &= (pairs[i] >>> shift) | (pairs[i + 1] << -shift);
                any |= starts[i];
            }
        }
        return any != 0;
    }

    private void findInRow(SeatPlan plan, int row, int quantity) {
        int start = plan.rowStart(row);
        int length = plan.rowLength(row);
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
