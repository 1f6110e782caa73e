package io.rushline.engine;

import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;
import io.rushline.engine.timer.TimerWheel;

/**
 * Carries out what was decided: seats change hands here and nowhere else, and the line is served in the same step.
 *
 * <p>Nothing in here refuses. Callers have tested that there is room before.
 */
final class Allocations {
    static final int HOLD_TIMER = 0;
    static final int WAITER_TIMER = 1;

    private final EngineState state;
    private final Events events;
    private final BestAvailable bestAvailable = new BestAvailable();
    private final SeatSelection offered = new SeatSelection();
    private final SeatSelection freed = new SeatSelection();

    Allocations(EngineState state, Events events) {
        this.state = state;
        this.events = events;
    }

    BestAvailable bestAvailable() {
        return bestAvailable;
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
        long expiresAtMs = nowMs + show.terms().holdMs();
        int hold = state.holds.add(holdId, show.slot(), customer, expiresAtMs, show.total(seats), seats);
        long deadlineMs = expiresAtMs + show.terms().graceMs();
        state.holds.timer(hold, state.timers.schedule(deadlineMs, holdId, HOLD_TIMER, hold));
        return hold;
    }

    /**
     * Ends a hold whose seats become free; the caller serves the line.
     *
     * @param endState RELEASED or EXPIRED
     */
    void endHold(Show show, int hold, byte endState) {
        state.timers.cancel(state.holds.timer(hold));
        state.holds.copySeats(hold, freed);
        for (int i = 0; i < freed.count(); i++) {
            show.release(freed.seat(i));
        }
        remember(show, hold, endState);
    }

    /** Ends a booking whose seats become free; the caller serves the line. */
    void endBooking(Show show, int hold) {
        state.holds.copySeats(hold, freed);
        for (int i = 0; i < freed.count(); i++) {
            show.unbook(freed.seat(i));
        }
        remember(show, hold, Holds.CANCELLED);
    }

    /** Makes a booking of a hold in state HELD, and ends the waits that this makes hopeless. */
    void book(Show show, int hold, long bookingId) {
        state.timers.cancel(state.holds.timer(hold));
        for (int i = 0; i < state.holds.seatCount(hold); i++) {
            show.book(state.holds.seat(hold, i));
        }
        state.holds.book(hold, bookingId, false);
    }

    /** Makes a booking of an expired hold, whose seats are all free. */
    void bookLate(Show show, int hold, long bookingId) {
        for (int i = 0; i < state.holds.seatCount(hold); i++) {
            show.hold(state.holds.seat(hold, i));
            show.book(state.holds.seat(hold, i));
        }
        state.countSeats(show, state.holds.customer(hold), state.holds.seatCount(hold));
        state.holds.book(hold, bookingId, true);
    }

    /**
     * Puts a party in line.
     *
     * @param customer with a reference that becomes the waiter's
     */
    int join(Show show, long waiterId, int customer, int quantity, int category, long expiresAtMs) {
        int waiter = state.waiters.join(
                show.line(),
                waiterId,
                show.slot(),
                customer,
                quantity,
                category,
                expiresAtMs,
                show.plan().categoryCount());
        state.waiters.timer(waiter, state.timers.schedule(expiresAtMs, waiterId, WAITER_TIMER, waiter));
        state.countSeats(show, customer, quantity);
        return waiter;
    }

    /** Ends a wait without an offer; the caller serves the line, whose head may have changed. */
    void endWait(Show show, int waiter, WaitEnd reason) {
        int customer = state.waiters.customer(waiter);
        state.countSeats(show, customer, -state.waiters.quantity(waiter));
        long waiterId = state.waiters.id(waiter);
        state.timers.cancel(state.waiters.timer(waiter));
        state.waiters.remove(show.line(), waiter);
        state.customers.release(customer);
        events.waitEnded(waiterId, show.id(), reason);
    }

    /** Offers free seats to the longest-waiting parties, as long as they are enough for the first of them. */
    void serveLine(Show show, long nowMs) {
        Line line = show.line();
        while (!line.isEmpty()) {
            int waiter = line.head();
            int quantity = state.waiters.quantity(waiter);
            int category = state.waiters.category(waiter);
            boolean isEnough = show.freeOrdinary(category) >= quantity
                    && bestAvailable.find(
                            show.plan(), show.free(), category, BestAvailable.ANY, quantity, false, offered);
            if (!isEnough) {
                return;
            }
            // The customer's reference and seat count pass from the wait to the hold.
            int customer = state.waiters.customer(waiter);
            long waiterId = state.waiters.id(waiter);
            state.timers.cancel(state.waiters.timer(waiter));
            state.waiters.remove(line, waiter);
            int hold = place(show, waiterId, customer, offered, nowMs);
            events.seatsOffered(hold, show.id(), offered.isAdjacent(show.plan()));
        }
    }

    /** Ends the waits of those who need more seats than can still come free, then serves whom that lets forward. */
    void dismissHopeless(Show show, long nowMs) {
        if (!anybodyIsHopeless(show)) {
            return;
        }
        int waiter = show.line().head();
        while (waiter != Waiters.NONE) {
            int next = state.waiters.next(waiter);
            int obtainable = show.obtainable(state.waiters.category(waiter));
            if (obtainable < state.waiters.quantity(waiter)) {
                endWait(show, waiter, obtainable == 0 ? WaitEnd.SHOW_FULL : WaitEnd.INSUFFICIENT);
            }
            waiter = next;
        }
        serveLine(show, nowMs);
    }

    /** Expires everything that is due, in the order of (deadline, id). */
    void expire(long nowMs) {
        TimerWheel timers = state.timers;
        int timer = timers.firstDue(nowMs);
        while (timer != TimerWheel.NONE) {
            int subject = timers.subject(timer);
            if (timers.kind(timer) == HOLD_TIMER) {
                Show show = state.shows.at(state.holds.show(subject));
                events.holdExpired(subject, show.id());
                endHold(show, subject, Holds.EXPIRED);
                serveLine(show, nowMs);
            } else {
                Show show = state.shows.at(state.waiters.show(subject));
                endWait(show, subject, WaitEnd.TIMED_OUT);
                serveLine(show, nowMs);
            }
            timer = timers.firstDue(nowMs);
        }
    }

    /** Whether there is room for one more hold or waiter; every waiter may become a hold. */
    boolean isFull() {
        return state.holds.isFull(state.waiters.count());
    }

    private static boolean anybodyIsHopeless(Show show) {
        Line line = show.line();
        if (line.isEmpty()) {
            return false;
        }
        for (int category = BestAvailable.ANY; category < show.plan().categoryCount(); category++) {
            if (line.needsMoreThan(show.obtainable(category), category)) {
                return true;
            }
        }
        return false;
    }

    private void remember(Show show, int hold, byte endState) {
        state.countSeats(show, state.holds.customer(hold), -state.holds.seatCount(hold));
        int forgotten = state.holds.end(hold, endState);
        if (forgotten != Holds.NONE) {
            int customer = state.holds.customer(forgotten);
            state.holds.forget(forgotten);
            state.customers.release(customer);
        }
    }
}
