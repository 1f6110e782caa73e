package io.rushline.engine.line;

import io.rushline.engine.slab.Slab;
import io.rushline.engine.slab.SlabIndex;
import java.util.ArrayDeque;

/**
 * The parties that wait in any line, linked by intrusive lists.
 *
 * <pre>
 *   words:  0 id | 1 expires at | 2 show 32, customer 32 | 3 quantity 32, category 32 | 4 previous 32, next 32
 *           5 previous alike 32, next alike 32 | 6 timer 32, next by id 32
 * </pre>
 *
 * <p>A waiter lives as long as it waits: an offer, leaving and a time-out all end it.
 */
public final class Waiters {
    public static final int NONE = Slab.NONE;

    private static final int ID = 0;
    private static final int EXPIRES_AT = 8;
    private static final int SHOW = 16;
    private static final int CUSTOMER = 20;
    private static final int QUANTITY = 24;
    private static final int CATEGORY = 28;
    private static final int PREVIOUS = 32;
    private static final int NEXT = 36;
    private static final int PREVIOUS_ALIKE = 40;
    private static final int NEXT_ALIKE = 44;
    private static final int TIMER = 48;
    private static final int NEXT_BY_ID = 52;
    private static final int RECORD_BYTES = 56;

    // The words that these are in, alone or with the next.
    private static final int ID_WORD = ID >>> 3;
    private static final int EXPIRES_AT_WORD = EXPIRES_AT >>> 3;
    private static final int SHOW_WORD = SHOW >>> 3;
    private static final int QUANTITY_WORD = QUANTITY >>> 3;
    private static final int PREVIOUS_WORD = PREVIOUS >>> 3;
    private static final int PREVIOUS_ALIKE_WORD = PREVIOUS_ALIKE >>> 3;

    private final Slab waiters = new Slab(RECORD_BYTES);
    private final SlabIndex byId;
    private final ArrayDeque<Line> spareLines = new ArrayDeque<>();

    /** @param hashSeed see {@link SlabIndex} */
    public Waiters(long hashSeed) {
        byId = new SlabIndex(waiters, ID, NEXT_BY_ID, hashSeed);
    }

    public int count() {
        return waiters.liveCount();
    }

    /** The slot of a waiter who waits, or {@link #NONE}. */
    public int find(long waiterId) {
        return byId.find(waiterId);
    }

    /** Reads where {@link #find} begins to look, and answers a number that depends on it. */
    public long readAhead(long waiterId) {
        return byId.readAhead(waiterId);
    }

    /** Reads the parties before and behind one, of all and of those with its wish, and answers a number that depends on them. */
    public long readAheadOfNeighbours(int waiter) {
        long[] words = waiters.chunk(waiter);
        int start = waiters.start(waiter);
        return readAheadOfBoth(words[start + PREVIOUS_WORD]) + readAheadOfBoth(words[start + PREVIOUS_ALIKE_WORD]);
    }

    private long readAheadOfBoth(long neighbours) {
        int previous = (int) neighbours;
        int next = (int) (neighbours >>> Integer.SIZE);
        long before = previous == NONE ? 0 : waiters.intAt(previous, NEXT);
        return before + (next == NONE ? 0 : waiters.intAt(next, PREVIOUS));
    }

    /** An empty line for a show with so many categories. */
    public Line openLine(int categoryCount) {
        Line spare = spareLines.poll();
        Line line = spare == null ? new Line() : spare;
        line.fit(categoryCount);
        return line;
    }

    /** Takes an empty line back. */
    public void closeLine(Line line) {
        spareLines.push(line);
    }

    /** Puts a party at the end of the line. */
    public int join(Line line, long id, int show, int customer, int quantity, int category, long expiresAtMs) {
        int waiter = waiters.allocate();
        int lastAlike = line.tail(category, quantity);
        long[] words = waiters.chunk(waiter);
        int start = waiters.start(waiter);
        words[start + ID_WORD] = id;
        words[start + EXPIRES_AT_WORD] = expiresAtMs;
        words[start + SHOW_WORD] = Slab.word(show, customer);
        words[start + QUANTITY_WORD] = Slab.word(quantity, category);
        words[start + PREVIOUS_WORD] = Slab.word(line.tail, NONE);
        words[start + PREVIOUS_ALIKE_WORD] = Slab.word(lastAlike, NONE);
        bridge(line.tail, waiter, NEXT);
        bridge(lastAlike, waiter, NEXT_ALIKE);
        line.head = line.tail == NONE ? waiter : line.head;
        line.tail = waiter;
        line.wish(category, quantity, lastAlike == NONE ? waiter : line.head(category, quantity), waiter);
        line.count(1);
        byId.add(waiter);
        return waiter;
    }

    /** Takes a party out of its line; its slot is free afterwards. */
    public void remove(Line line, int waiter) {
        long[] words = waiters.chunk(waiter);
        int start = waiters.start(waiter);
        int previous = (int) words[start + PREVIOUS_WORD];
        int next = (int) (words[start + PREVIOUS_WORD] >>> Integer.SIZE);
        bridge(previous, next, NEXT);
        bridge(next, previous, PREVIOUS);
        line.head = previous == NONE ? next : line.head;
        line.tail = next == NONE ? previous : line.tail;
        int quantity = (int) words[start + QUANTITY_WORD];
        int category = (int) (words[start + QUANTITY_WORD] >>> Integer.SIZE);
        int previousAlike = (int) words[start + PREVIOUS_ALIKE_WORD];
        int nextAlike = (int) (words[start + PREVIOUS_ALIKE_WORD] >>> Integer.SIZE);
        bridge(previousAlike, nextAlike, NEXT_ALIKE);
        bridge(nextAlike, previousAlike, PREVIOUS_ALIKE);
        line.wish(
                category,
                quantity,
                previousAlike == NONE ? nextAlike : line.head(category, quantity),
                nextAlike == NONE ? previousAlike : line.tail(category, quantity));
        line.count(-1);
        byId.remove(waiter);
        waiters.free(waiter);
    }

    public long id(int waiter) {
        return waiters.longAt(waiter, ID);
    }

    public long expiresAtMs(int waiter) {
        return waiters.longAt(waiter, EXPIRES_AT);
    }

    public int show(int waiter) {
        return waiters.intAt(waiter, SHOW);
    }

    public int customer(int waiter) {
        return waiters.intAt(waiter, CUSTOMER);
    }

    public int quantity(int waiter) {
        return waiters.intAt(waiter, QUANTITY);
    }

    /** The category the party wishes, or -1 for any. */
    public int category(int waiter) {
        return waiters.intAt(waiter, CATEGORY);
    }

    /** The party behind, or {@link #NONE}. */
    public int next(int waiter) {
        return waiters.intAt(waiter, NEXT);
    }

    public int timer(int waiter) {
        return waiters.intAt(waiter, TIMER);
    }

    public void timer(int waiter, int timer) {
        waiters.putInt(waiter, TIMER, timer);
    }

    /** Says to a waiter, if there is one, who is beside it now. */
    private void bridge(int waiter, int beside, int field) {
        if (waiter != NONE) {
            waiters.putInt(waiter, field, beside);
        }
    }
}
