package io.rushline.engine;

import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;
import io.rushline.engine.timer.TimerWheel;

/**
 * Does what follows from a change: expires what is due, ends hopeless waits, makes offers, winds up cancelled and archived
 * shows. Rules C2 to C5, L1 and L2 of docs/rules.md.
 *
 * <p>All of it is counted in steps, and a command takes only so many of them: a hundred thousand holds that are due at once,
 * or a cancelled arena, never keep the next command waiting for long. What is left is done in the commands that follow.
 */
final class ShowWork {
    private static final int STEPS_OF_AN_OFFER = 10;

    private final EngineState state;
    private final Allocations allocations;
    private final Events events;
    private final BestAvailable bestAvailable;
    private final SeatSelection offered = new SeatSelection();
    private int steps;

    ShowWork(EngineState state, Allocations allocations, Events events, BestAvailable bestAvailable) {
        this.state = state;
        this.allocations = allocations;
        this.events = events;
        this.bestAvailable = bestAvailable;
    }

    /** Begins a command: expires what is due, then goes on with what former commands left. */
    void begin(long nowMs) {
        steps = 0;
        TimerWheel timers = state.timers;
        int timer = timers.firstDue(nowMs);
        while (timer != TimerWheel.NONE && mayStep()) {
            expire(timer, nowMs);
            timer = timers.firstDue(nowMs);
        }
        Show show = state.shows.firstUnfinished();
        while (show != null && mayStep()) {
            follow(show, nowMs);
            // It is still the first when the steps were not enough.
            show = state.shows.firstUnfinished();
        }
    }

    /** Does the work on a show that a change brought about, or leaves the rest to the next commands. */
    void follow(Show show, long nowMs) {
        if (!workOn(show, nowMs)) {
            state.shows.addUnfinished(show);
            return;
        }
        state.shows.removeUnfinished(show);
        if (show.isArchived()) {
            state.shows.remove(show);
        }
    }

    /** Whether somebody who waits comes before a newcomer: rule H3. */
    static boolean isNewcomerLast(Show show) {
        return show.line() != null && (!show.isFirstFit() || show.isUnfinished());
    }

    private void expire(int timer, long nowMs) {
        steps++;
        int subject = state.timers.subject(timer);
        Show show;
        if (state.timers.kind(timer) == Allocations.HOLD_TIMER) {
            show = state.shows.at(state.holds.show(subject));
            events.holdExpired(subject, show.id());
            allocations.endHold(show, subject, Holds.EXPIRED);
        } else {
            show = state.shows.at(state.waiters.show(subject));
            Line line = show.line();
            if (line == null) {
                throw new IllegalStateException("a waiter of show " + show.id() + ", and no line");
            }
            allocations.endWait(show, line, subject, WaitEnd.TIMED_OUT);
        }
        follow(show, nowMs);
    }

    /** Works until nothing is left to do, which it answers by true, or the steps of this command are used up. */
    private boolean workOn(Show show, long nowMs) {
        SaleState saleState = show.saleState();
        if (saleState == SaleState.CANCELLED || saleState == SaleState.ARCHIVED) {
            return windUp(show);
        }
        Line line = show.line();
        while (line != null) {
            int hopeless = firstHopeless(show, line);
            int next = hopeless == Waiters.NONE ? nextToServe(show, line) : hopeless;
            if (next == Waiters.NONE) {
                return true;
            }
            if (!mayStep()) {
                return false;
            }
            if (hopeless == Waiters.NONE) {
                offer(show, line, next, nowMs);
            } else {
                dismiss(show, line, next);
            }
            line = show.line();
        }
        return true;
    }

    private boolean windUp(Show show) {
        Line line = show.line();
        while (line != null) {
            if (!mayStep()) {
                return false;
            }
            steps++;
            allocations.endWait(show, line, line.head(), WaitEnd.SHOW_CANCELLED);
            line = show.line();
        }
        while (show.firstHold() != Holds.NONE) {
            if (!mayStep()) {
                return false;
            }
            steps++;
            end(show, show.firstHold());
        }
        return true;
    }

    private void end(Show show, int hold) {
        if (show.isArchived()) {
            allocations.forgetBooking(show, hold);
        } else if (state.holds.state(hold) == Holds.HELD) {
            events.holdReleased(hold, show.id());
            allocations.endHold(show, hold, Holds.RELEASED);
        } else {
            events.bookingCancelled(hold, show.id());
            allocations.endBooking(show, hold);
        }
    }

    private void dismiss(Show show, Line line, int waiter) {
        steps++;
        boolean isFull = show.obtainable(state.waiters.category(waiter)) == 0;
        allocations.endWait(show, line, waiter, isFull ? WaitEnd.SHOW_FULL : WaitEnd.INSUFFICIENT);
    }

    private void offer(Show show, Line line, int waiter, long nowMs) {
        steps += STEPS_OF_AN_OFFER;
        int quantity = state.waiters.quantity(waiter);
        int category = state.waiters.category(waiter);
        bestAvailable.find(
                show.plan(), show.words(), show.freeWord(), category, BestAvailable.ANY, quantity, false, offered);
        if (waiter != line.head()) {
            events.waitersSkipped(show, line, state.waiters.id(waiter), state.waiters.id(waiter));
        }
        int hold = allocations.offer(show, line, waiter, offered, nowMs);
        events.seatsOffered(hold, show.id(), offered.isAdjacent(show.plan()));
    }

    /** The longest-waiting of those who need more seats than can still come free. */
    private int firstHopeless(Show show, Line line) {
        int first = Waiters.NONE;
        for (int category = BestAvailable.ANY; category < show.plan().categoryCount(); category++) {
            int quantities = line.quantities(category);
            if (quantities != 0) {
                int served = upTo(show.obtainable(category));
                first = earliest(line, category, quantities & ~served, first);
            }
        }
        return first;
    }

    private int nextToServe(Show show, Line line) {
        if (show.saleState() != SaleState.OPEN) {
            return Waiters.NONE;
        }
        if (!show.isFirstFit()) {
            int head = line.head();
            boolean fits = show.freeOrdinary(state.waiters.category(head)) >= state.waiters.quantity(head);
            return fits ? head : Waiters.NONE;
        }
        int first = Waiters.NONE;
        for (int category = BestAvailable.ANY; category < show.plan().categoryCount(); category++) {
            int quantities = line.quantities(category);
            if (quantities != 0) {
                first = earliest(line, category, quantities & upTo(show.freeOrdinary(category)), first);
            }
        }
        return first;
    }

    /** Of those who wish one of the quantities of a category, and {@code first}, who joined first. */
    private int earliest(Line line, int category, int quantities, int first) {
        int earliest = first;
        int rest = quantities;
        while (rest != 0) {
            int head = line.head(category, Integer.numberOfTrailingZeros(rest));
            if (earliest == Waiters.NONE || state.waiters.id(head) < state.waiters.id(earliest)) {
                earliest = head;
            }
            rest &= rest - 1;
        }
        return earliest;
    }

    /** Bits 0 to {@code seatCount}: the quantities that so many seats are enough for. */
    private static int upTo(int seatCount) {
        return seatCount >= SeatSelection.MAX_SEATS ? -1 : (2 << seatCount) - 1;
    }

    private boolean mayStep() {
        return steps < state.limits.maxStepsPerCommand();
    }
}
