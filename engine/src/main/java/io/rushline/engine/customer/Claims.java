package io.rushline.engine.customer;

import io.rushline.engine.slab.Slab;
import io.rushline.engine.slab.SlabIndex;

/**
 * What each customer has of each show: the seats held, booked and waited for together, and the place in line.
 *
 * <p>A pair of show and customer is only kept while there is something to say of it. Seats count only where a limit makes
 * somebody ask for them. Nearly everybody wants seats of one show at a time, so one pair lies in the customer's own record,
 * which is at hand, and only the further ones are looked for by key.
 *
 * <p>A customer is only forgotten when no claims are left.
 */
public final class Claims {
    /** No place in line. */
    public static final int NONE = Slab.NONE;

    private static final int SHOW_AND_CUSTOMER = 0;
    private static final int SEATS = 8;
    private static final int WAITER = 12;
    private static final int NEXT = 16;
    private static final int RECORD_BYTES = 24;

    private final Customers customers;
    private final Slab further = new Slab(RECORD_BYTES);
    private final SlabIndex byShowAndCustomer;

    /** @param hashSeed see {@link SlabIndex} */
    public Claims(Customers customers, long hashSeed) {
        this.customers = customers;
        byShowAndCustomer = new SlabIndex(further, SHOW_AND_CUSTOMER, NEXT, hashSeed);
    }

    public int seats(int show, int customer) {
        if (customers.claimShow(customer) == show) {
            return customers.claimSeats(customer);
        }
        int claim = findFurther(show, customer);
        return claim == Slab.NONE ? 0 : further.intAt(claim, SEATS);
    }

    /** The customer's place in the show's line, or {@link #NONE}. */
    public int waiter(int show, int customer) {
        if (customers.claimShow(customer) == show) {
            return customers.claimWaiter(customer);
        }
        int claim = findFurther(show, customer);
        return claim == Slab.NONE ? NONE : further.intAt(claim, WAITER);
    }

    /** Counts more seats, or fewer; the change is not 0. */
    public void countSeats(int show, int customer, int change) {
        if (!customers.countClaimedSeats(customer, show, change)) {
            put(show, customer, seats(show, customer) + change, waiter(show, customer));
        }
    }

    /** Notes the place in line, or {@link #NONE} when the wait is over. */
    public void waiter(int show, int customer, int waiter) {
        put(show, customer, seats(show, customer), waiter);
    }

    private void put(int show, int customer, int seats, int waiter) {
        boolean isEmpty = seats == 0 && waiter == NONE;
        if (customers.claimShow(customer) == show) {
            customers.claim(customer, isEmpty ? Slab.NONE : show, seats, waiter);
            return;
        }
        int claim = findFurther(show, customer);
        if (claim == Slab.NONE && customers.claimShow(customer) == Slab.NONE) {
            customers.claim(customer, isEmpty ? Slab.NONE : show, seats, waiter);
        } else if (claim == Slab.NONE) {
            addFurther(show, customer, seats, waiter);
        } else {
            further.putInt(claim, SEATS, seats);
            further.putInt(claim, WAITER, waiter);
            if (isEmpty) {
                removeFurther(claim, customer);
            }
        }
    }

    private int findFurther(int show, int customer) {
        return customers.furtherClaims(customer) == 0 ? Slab.NONE : byShowAndCustomer.find(key(show, customer));
    }

    private void addFurther(int show, int customer, int seats, int waiter) {
        if (seats == 0 && waiter == NONE) {
            return;
        }
        int claim = further.allocate();
        further.putLong(claim, SHOW_AND_CUSTOMER, key(show, customer));
        further.putInt(claim, SEATS, seats);
        further.putInt(claim, WAITER, waiter);
        byShowAndCustomer.add(claim);
        customers.furtherClaims(customer, customers.furtherClaims(customer) + 1);
    }

    private void removeFurther(int claim, int customer) {
        byShowAndCustomer.remove(claim);
        further.free(claim);
        customers.furtherClaims(customer, customers.furtherClaims(customer) - 1);
    }

    /** Customers differ in the high bits, which {@link SlabIndex} spreads; the shows of one stand side by side. */
    private static long key(int show, int customer) {
        return (long) customer << 32 | show;
    }
}
