package io.rushline.engine.oracle;

import io.rushline.engine.protocol.HoldState;
import java.util.List;

/** A hold or a booking. */
final class NaiveHold {
    final long id;
    final NaiveShow show;
    final String customer;
    final long expiresAtMs;
    HoldState state = HoldState.HELD;
    List<Integer> seats;
    /** P14: the sum of the prices when it got these seats. */
    private long total;

    long bookingId;
    boolean isLate;

    NaiveHold(long id, NaiveShow show, String customer, long expiresAtMs, List<Integer> seats) {
        this.id = id;
        this.show = show;
        this.customer = customer;
        this.expiresAtMs = expiresAtMs;
        this.seats = seats;
        total = show.price(seats);
    }

    void exchange(List<Integer> others) {
        seats = others;
        total = show.price(others);
    }

    long total() {
        return total;
    }

    long deadlineMs() {
        return expiresAtMs + show.terms.graceMs();
    }

    boolean isAdjacent() {
        return show.plan.areAdjacent(seats);
    }
}
