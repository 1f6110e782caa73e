package io.rushline.engine.customer;

import io.rushline.engine.slab.Slab;
import io.rushline.engine.slab.SlabIndex;

/**
 * What each customer has of each show: the seats held, booked and waited for together, and the place in line.
 *
 * <p>A pair of show and customer is only kept while there is something to say of it. Seats count only where a limit makes
 * somebody ask for them.
 */
public final class Claims {
    /** No place in line. */
    public static final int NONE = Slab.NONE;

    private static final int SHOW_AND_CUSTOMER = 0;
    private static final int SEATS = 8;
    private static final int WAITER = 12;
    private static final int NEXT = 16;
    private static final int RECORD_BYTES = 24;

    private final Slab claims = new Slab(RECORD_BYTES);
    private final SlabIndex byShowAndCustomer;

    /** @param hashSeed see {@link SlabIndex} */
    public Claims(long hashSeed) {
        byShowAndCustomer = new SlabIndex(claims, SHOW_AND_CUSTOMER, NEXT, hashSeed);
    }

    public int seats(int show, int customer) {
        int claim = byShowAndCustomer.find(key(show, customer));
        return claim == Slab.NONE ? 0 : claims.intAt(claim, SEATS);
    }

    /** The customer's place in the show's line, or {@link #NONE}. */
    public int waiter(int show, int customer) {
        int claim = byShowAndCustomer.find(key(show, customer));
        return claim == Slab.NONE ? NONE : claims.intAt(claim, WAITER);
    }

    public void countSeats(int show, int customer, int change) {
        int claim = claim(show, customer);
        claims.putInt(claim, SEATS, claims.intAt(claim, SEATS) + change);
        forgetIfEmpty(claim);
    }

    /** Notes the place in line, or {@link #NONE} when the wait is over. */
    public void waiter(int show, int customer, int waiter) {
        int claim = claim(show, customer);
        claims.putInt(claim, WAITER, waiter);
        forgetIfEmpty(claim);
    }

    private int claim(int show, int customer) {
        long key = key(show, customer);
        int claim = byShowAndCustomer.find(key);
        if (claim == Slab.NONE) {
            claim = claims.allocate();
            claims.putLong(claim, SHOW_AND_CUSTOMER, key);
            claims.putInt(claim, SEATS, 0);
            claims.putInt(claim, WAITER, NONE);
            byShowAndCustomer.add(claim);
        }
        return claim;
    }

    private void forgetIfEmpty(int claim) {
        if (claims.intAt(claim, SEATS) == 0 && claims.intAt(claim, WAITER) == NONE) {
            byShowAndCustomer.remove(claim);
            claims.free(claim);
        }
    }

    /** Customers differ in the high bits, which {@link SlabIndex} spreads; the shows of one stand side by side. */
    private static long key(int show, int customer) {
        return (long) customer << 32 | show;
    }
}
