package io.rushline.engine.line;

import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.slab.Slab;

/**
 * One show's line: the ends of an intrusive list of {@link Waiters}, and how many parties of each size wait for what.
 *
 * <p>The counts answer "does anybody need more than n seats?" without a walk.
 */
public final class Line {
    private static final int SIZES = SeatSelection.MAX_SEATS + 1;

    int head = Slab.NONE;
    int tail = Slab.NONE;
    private int length;
    private int[] parties = new int[0];

    /** The slot of the longest-waiting party, or {@link Slab#NONE}. */
    public int head() {
        return head;
    }

    /** Parties in line. */
    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * Whether anybody with this wish waits.
     *
     * @param category as in JoinLine: an index or -1
     */
    public boolean hasWish(int category) {
        return needsMoreThan(0, category);
    }

    /** Whether a party with this wish waits that needs more than {@code seatCount} seats. */
    public boolean needsMoreThan(int seatCount, int category) {
        int wish = (category + 1) * SIZES;
        if (wish >= parties.length) {
            return false;
        }
        for (int size = seatCount + 1; size < SIZES; size++) {
            if (parties[wish + size] > 0) {
                return true;
            }
        }
        return false;
    }

    void count(int quantity, int category, int change, int categoryCount) {
        if (parties.length == 0) {
            parties = new int[(categoryCount + 1) * SIZES];
        }
        parties[(category + 1) * SIZES + quantity] += change;
        length += change;
    }
}
