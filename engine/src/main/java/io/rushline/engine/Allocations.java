package io.rushline.engine;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;

/**
 * Carries out what was decided: seats change hands here and nowhere else.
 *
 * <p>Nothing in here refuses. Callers have tested that there is room before, and do the work on the show that follows.
 */
final class Allocations {
    static final int HOLD_TIMER = 0;
    static final int WAITER_TIMER = 1;

    private final EngineState state;
    private final Events events;
    private final SeatSelection seats = new SeatSelection();
    private final CustomerName owner = new CustomerName();

    Allocations(EngineState state, Events events) {
        this.state = state;
        this.events = events;
    }

    /**
     * Makes a hold of free seats.
     *
     * @param customer with a reference that becomes the hold's
     */
    int place(Show show, long holdId, int customer, SeatSelection seats, long nowMs) {
        for (int i = 0; i < seats.count(); i++) {
            show.hold(seats.seat(i));
        }
        long expiresAtMs = nowMs + show.holdMs();
        int hold = state.holds.add(show, holdId, customer, expiresAtMs, show.total(seats), seats);
        startTimer(show, hold);
        return hold;
    }

    /** Sees to it that a hold in state HELD expires. */
    void startTimer(Show show, int hold) {
        long deadlineMs = state.holds.expiresAtMs(hold) + show.graceMs();
        state.holds.timer(hold, state.timers.schedule(deadlineMs, state.holds.id(hold), HOLD_TIMER, hold));
    }

    /**
     * Ends a hold whose seats become free.
     *
     * @param endState RELEASED or EXPIRED
     */
    void endHold(Show show, int hold, byte endState) {
        state.timers.cancel(state.holds.timer(hold));
        for (int i = 0; i < state.holds.seatCount(hold); i++) {
            show.release(state.holds.seat(hold, i));
        }
        end(show, hold, endState);
    }

    /** Ends a booking whose seats become free, and answers the number it has from now on. */
    int endBooking(Show show, int hold) {
        for (int i = 0; i < state.holds.seatCount(hold); i++) {
            show.unbook(state.holds.seat(hold, i));
        }
        return end(show, hold, Holds.CANCELLED);
    }

    /** Forgets a booking of an archived show. */
    void forgetBooking(Show show, int hold) {
        int customer = state.holds.customer(hold);
        state.countSeats(show, customer, -state.holds.seatCount(hold));
        state.holds.forget(show, hold);
        state.customers.release(customer);
    }

    /** Gives a hold in state HELD other seats, which are free or its own. */
    void exchange(Show show, int hold, SeatSelection asked) {
        state.holds.copySeats(hold, seats);
        for (int i = 0; i < seats.count(); i++) {
            show.release(seats.seat(i));
        }
        for (int i = 0; i < asked.count(); i++) {
            show.hold(asked.seat(i));
        }
        state.countSeats(show, state.holds.customer(hold), asked.count() - seats.count());
        state.holds.seats(hold, asked, show.total(asked));
    }

    /** Makes a booking of a hold in state HELD. */
    void book(Show show, int hold, long bookingId) {
        state.timers.cancel(state.holds.timer(hold));
        for (int i = 0; i < state.holds.seatCount(hold); i++) {
            show.book(state.holds.seat(hold, i));
        }
        state.holds.book(hold, bookingId, false);
    }

    /**
     * Makes a booking of an expired hold, whose seats are all free.
     *
     * @param customer with a reference that becomes the booking's
     * @return the number it has from now on
     */
    int bookLate(Show show, int hold, int customer, long bookingId) {
        for (int i = 0; i < state.holds.seatCount(hold); i++) {
            show.hold(state.holds.seat(hold, i));
            show.book(state.holds.seat(hold, i));
        }
        state.countSeats(show, customer, state.holds.seatCount(hold));
        return state.holds.bookLate(show, hold, customer, bookingId);
    }

    /**
     * Puts a party in line.
     *
     * @param customer with a reference that becomes the waiter's
     */
    int join(Show show, long waiterId, int customer, int quantity, int category, long expiresAtMs) {
        int waiter = state.join(show, waiterId, customer, quantity, category, expiresAtMs);
        state.waiters.timer(waiter, state.timers.schedule(expiresAtMs, waiterId, WAITER_TIMER, waiter));
        return waiter;
    }

    /** Ends a wait without an offer. */
    void endWait(Show show, Line line, int waiter, WaitEnd reason) {
        int customer = state.waiters.customer(waiter);
        state.countSeats(show, customer, -state.waiters.quantity(waiter));
        long waiterId = state.waiters.id(waiter);
        removeWaiter(show, line, waiter);
        state.customers.release(customer);
        events.waitEnded(waiterId, show.id(), reason);
    }

    /** Ends a wait by a hold of free seats. The customer's reference and count of seats pass from the one to the other. */
    int offer(Show show, Line line, int waiter, SeatSelection seats, long nowMs) {
        int customer = state.waiters.customer(waiter);
        long waiterId = state.waiters.id(waiter);
        removeWaiter(show, line, waiter);
        return place(show, waiterId, customer, seats, nowMs);
    }

    private void removeWaiter(Show show, Line line, int waiter) {
        state.timers.cancel(state.waiters.timer(waiter));
        state.claims.waiter(show.slot(), state.waiters.customer(waiter), Holds.NONE);
        state.waiters.remove(line, waiter);
        if (line.length() == 0) {
            show.line(null);
            state.waiters.closeLine(line);
        }
    }

    private int end(Show show, int hold, byte endState) {
        int customer = state.holds.customer(hold);
        state.countSeats(show, customer, -state.holds.seatCount(hold));
        state.customers.readName(customer, owner);
        int ended = state.holds.end(show, hold, endState, owner);
        state.customers.release(customer);
        state.forgetEndedHolds();
        return ended;
    }
}
