package io.rushline.engine.line;

import io.rushline.engine.customer.Customers;
import io.rushline.engine.request.Fingerprint;
import io.rushline.engine.slab.Slab;
import org.agrona.collections.Long2LongHashMap;

/**
 * The parties that wait in any line, as records linked by intrusive lists.
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
    private static final int TIMER = 40;
    private static final int RECORD_BYTES = 48;

    private final Slab waiters;
    private final Long2LongHashMap byId = new Long2LongHashMap(NONE);
    private final Long2LongHashMap byShowAndCustomer = new Long2LongHashMap(NONE);

    public Waiters(int maxWaiters) {
        waiters = new Slab(RECORD_BYTES, maxWaiters);
    }

    public boolean isFull() {
        return waiters.isFull();
    }

    public int count() {
        return waiters.liveCount();
    }

    /** The slot of a waiter who waits, or {@link #NONE}. */
    public int find(long waiterId) {
        return (int) byId.get(waiterId);
    }

    /** The slot of a customer's place in a show's line, or {@link #NONE}. */
    public int find(int show, int customer) {
        return (int) byShowAndCustomer.get(key(show, customer));
    }

    /** Puts a party at the end of the line. */
    public int join(
            Line line,
            long id,
            int show,
            int customer,
            int quantity,
            int category,
            long expiresAtMs,
            int categoryCount) {
        int waiter = waiters.allocate();
        waiters.putLong(waiter, ID, id);
        waiters.putLong(waiter, EXPIRES_AT, expiresAtMs);
        waiters.putInt(waiter, SHOW, show);
        waiters.putInt(waiter, CUSTOMER, customer);
        waiters.putInt(waiter, QUANTITY, quantity);
        waiters.putInt(waiter, CATEGORY, category);
        waiters.putInt(waiter, PREVIOUS, line.tail);
        waiters.putInt(waiter, NEXT, NONE);
        if (line.tail == NONE) {
            line.head = waiter;
        } else {
            waiters.putInt(line.tail, NEXT, waiter);
        }
        line.tail = waiter;
        line.count(quantity, category, 1, categoryCount);
        byId.put(id, waiter);
        byShowAndCustomer.put(key(show, customer), waiter);
        return waiter;
    }

    /** Takes a party out of its line; its slot is free afterwards. */
    public void remove(Line line, int waiter) {
        int previous = waiters.intAt(waiter, PREVIOUS);
        int next = waiters.intAt(waiter, NEXT);
        if (previous == NONE) {
            line.head = next;
        } else {
            waiters.putInt(previous, NEXT, next);
        }
        if (next == NONE) {
            line.tail = previous;
        } else {
            waiters.putInt(next, PREVIOUS, previous);
        }
        line.count(quantity(waiter), category(waiter), -1, 0);
        byId.remove(id(waiter));
        byShowAndCustomer.remove(key(show(waiter), customer(waiter)));
        waiters.free(waiter);
    }

    public long id(int waiter) {
        return waiters.longAt(waiter, ID);
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

    /** A hash of a line, in its order. */
    public long hash(Line line, Customers customers) {
        long hash = line.length();
        for (int waiter = line.head; waiter != NONE; waiter = next(waiter)) {
            hash = Fingerprint.mix(hash ^ id(waiter));
            hash = Fingerprint.mix(hash ^ customers.nameHash(customer(waiter)));
            hash = Fingerprint.mix(hash ^ quantity(waiter) ^ (long) category(waiter) << 32);
            hash = Fingerprint.mix(hash ^ waiters.longAt(waiter, EXPIRES_AT));
        }
        return hash;
    }

    private static long key(int show, int customer) {
        return (long) show << 32 | customer;
    }
}
