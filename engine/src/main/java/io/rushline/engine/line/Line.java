package io.rushline.engine.line;

import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.slab.Slab;
import java.util.Arrays;

/**
 * One show's line: the ends of intrusive lists of {@link Waiters}, one through the whole line and one through all who have
 * the same wish, and which wishes there are.
 *
 * <p>A wish is a category, or any, and a quantity. That each has a list of its own makes it cheap to say who is served
 * next and whom nobody can serve any more, however long the line is.
 *
 * <p>A line exists while somebody waits; {@link Waiters} keeps empty ones for the next show that needs one.
 */
public final class Line {
    private static final int QUANTITIES = SeatSelection.MAX_SEATS + 1;

    int head = Slab.NONE;
    int tail = Slab.NONE;
    private int length;
    private int[] wishHeads = new int[0];
    private int[] wishTails = new int[0];
    // By category plus one: bit q says that somebody wishes q seats.
    private int[] quantities = new int[0];

    /** Makes an empty line fit for a show with so many categories. */
    void fit(int categoryCount) {
        int wishes = (categoryCount + 1) * QUANTITIES;
        if (wishHeads.length < wishes) {
            wishHeads = new int[wishes];
            wishTails = new int[wishes];
            Arrays.fill(wishHeads, Slab.NONE);
            Arrays.fill(wishTails, Slab.NONE);
            quantities = new int[categoryCount + 1];
        }
    }

    /** The slot of the longest-waiting party, or {@link Slab#NONE}. */
    public int head() {
        return head;
    }

    /** Parties in line. */
    public int length() {
        return length;
    }

    /** The longest-waiting party with a wish, or {@link Slab#NONE}. */
    public int head(int category, int quantity) {
        return wishHeads[wish(category, quantity)];
    }

    /**
     * The quantities that are wished for of a category: bit q for q seats.
     *
     * @param category as in JoinLine: an index or -1
     */
    public int quantities(int category) {
        return quantities[category + 1];
    }

    int tail(int category, int quantity) {
        return wishTails[wish(category, quantity)];
    }

    void wish(int category, int quantity, int first, int last) {
        int wish = wish(category, quantity);
        wishHeads[wish] = first;
        wishTails[wish] = last;
        if (first == Slab.NONE) {
            quantities[category + 1] &= ~(1 << quantity);
        } else {
            quantities[category + 1] |= 1 << quantity;
        }
    }

    void count(int change) {
        length += change;
    }

    private static int wish(int category, int quantity) {
        return (category + 1) * QUANTITIES + quantity;
    }
}
