package io.rushline.engine.line;

import io.rushline.engine.slab.Slab;
import io.rushline.engine.slab.SlabIndex;
import java.util.ArrayDeque;

/**
 * The parties that wait in any line, linked by intrusive lists.
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
        waiters.putLong(waiter, ID, id);
        waiters.putLong(waiter, EXPIRES_AT, expiresAtMs);
        waiters.putInt(waiter, SHOW, show);
        waiters.putInt(waiter, CUSTOMER, customer);
        waiters.putInt(waiter, QUANTITY, quantity);
        waiters.putInt(waiter, CATEGORY, category);
        link(waiter, line.tail, PREVIOUS, NEXT);
        line.head = line.tail == NONE ? waiter : line.head;
        line.tail = waiter;
        int lastAlike = line.tail(category, quantity);
        link(waiter, lastAlike, PREVIOUS_ALIKE, NEXT_ALIKE);
        line.wish(category, quantity, lastAlike == NONE ? waiter : line.head(category, quantity), waiter);
        line.count(1);
        byId.add(waiter);
        return waiter;
    }

    /** Takes a party out of its line; its slot is free afterwards. */
    public void remove(Line line, int waiter) {
        int previous = waiters.intAt(waiter, PREVIOUS);
        int next = waiters.intAt(waiter, NEXT);
        bridge(previous, next, PREVIOUS, NEXT);
        line.head = previous == NONE ? next : line.head;
        line.tail = next == NONE ? previous : line.tail;
        int category = category(waiter);
        int quantity = quantity(waiter);
        int previousAlike = waiters.intAt(waiter, PREVIOUS_ALIKE);
        int nextAlike = waiters.intAt(waiter, NEXT_ALIKE);
        bridge(previousAlike, nextAlike, PREVIOUS_ALIKE, NEXT_ALIKE);
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

    private void link(int waiter, int last, int previousField, int nextField) {
        waiters.putInt(waiter, previousField, last);
        waiters.putInt(waiter, nextField, NONE);
        if (last != NONE) {
            waiters.putInt(last, nextField, waiter);
        }
    }

    private void bridge(int previous, int next, int previousField, int nextField) {
        if (previous != NONE) {
            waiters.putInt(previous, nextField, next);
        }
        if (next != NONE) {
            waiters.putInt(next, previousField, previous);
        }
    }
}
