package io.rushline.engine.oracle;

import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.SaleState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;

/** What must hold of the oracle's state after every command, whatever the commands were. */
final class Invariants {
    private final NaiveState state;
    private final List<String> broken = new ArrayList<>();

    private Invariants(NaiveState state) {
        this.state = state;
    }

    /** In words, what does not hold. */
    static List<String> brokenIn(NaiveState state) {
        Invariants invariants = new Invariants(state);
        state.shows.values().forEach(invariants::check);
        invariants.checkTime();
        invariants.require(
                state.ended.size() <= state.limits.maxEndedHolds(), () -> "more ended holds than are remembered");
        return invariants.broken;
    }

    private void require(boolean holds, Supplier<String> what) {
        if (!holds) {
            broken.add(what.get());
        }
    }

    private void check(NaiveShow show) {
        if (show.sale != SaleState.ARCHIVED) {
            checkOwners(show, HoldState.HELD, NaiveShow.SeatState.HELD);
            checkOwners(show, HoldState.BOOKED, NaiveShow.SeatState.BOOKED);
            checkCustomers(show);
        }
        int capacity = 0;
        for (NaiveShow.SeatState each : NaiveShow.SeatState.values()) {
            capacity += show.count(each);
        }
        require(capacity == show.plan.seats().size(), () -> "the seats of show " + show.id + " do not add up");
        if (!state.isUnfinished(show)) {
            checkWorkIsDone(show);
        }
    }

    /** No seat has two owners, none is held or booked by nobody. */
    private void checkOwners(NaiveShow show, HoldState owner, NaiveShow.SeatState seat) {
        HashSet<Integer> owned = new HashSet<>();
        for (NaiveHold hold : show.holds) {
            if (hold.state == owner) {
                for (int each : hold.seats) {
                    require(owned.add(each), () -> "seat " + each + " of show " + show.id + " has two owners");
                    require(
                            show.seats.get(each) == seat,
                            () -> "seat " + each + " of show " + show.id + " is not " + seat);
                }
            }
        }
        require(show.count(seat) == owned.size(), () -> "a seat of show " + show.id + " is " + seat + " for nobody");
    }

    private void checkCustomers(NaiveShow show) {
        int limit = show.largestCustomerLimit;
        if (show.terms.maxPerCustomer() == 0) {
            return;
        }
        HashMap<String, Integer> seats = new HashMap<>();
        show.holds.forEach(hold -> seats.merge(hold.customer, hold.seats.size(), Integer::sum));
        show.line.forEach(waiter -> seats.merge(waiter.customer(), waiter.quantity(), Integer::sum));
        seats.forEach((customer, count) -> require(count <= limit, () -> customer + " has too many seats"));
    }

    /** Nobody waits who could be served or will never be. */
    private void checkWorkIsDone(NaiveShow show) {
        String where = " in show " + show.id;
        switch (show.sale) {
            case OPEN -> {
                require(show.line.stream().noneMatch(NaiveWaiter::isHopeless), () -> "somebody waits in vain" + where);
                List<NaiveWaiter> next = show.isStrict() && !show.line.isEmpty() ? show.line.subList(0, 1) : show.line;
                require(
                        next.stream().noneMatch(NaiveWaiter::fits),
                        () -> "somebody waits for seats that are free" + where);
            }
            case CLOSED ->
                require(show.line.stream().noneMatch(NaiveWaiter::isHopeless), () -> "somebody waits in vain" + where);
            case CANCELLED -> require(show.line.isEmpty() && show.holds.isEmpty(), () -> "something is left" + where);
            default -> require(false, () -> "an archived show is not gone" + where);
        }
    }

    /** Nothing is past its deadline unless the limit of steps is used up. */
    private void checkTime() {
        if (state.steps >= state.limits.maxStepsPerCommand()) {
            return;
        }
        for (NaiveShow show : state.shows.values()) {
            for (NaiveHold hold : show.holds) {
                boolean isDue = hold.state == HoldState.HELD && hold.deadlineMs() <= state.nowMs;
                require(!isDue, () -> "hold " + hold.id + " is past its deadline");
            }
            for (NaiveWaiter waiter : show.line) {
                require(waiter.expiresAtMs() > state.nowMs, () -> "wait " + waiter.id() + " is past its deadline");
            }
        }
        require(state.unfinished.isEmpty() || isOnlyClosed(), () -> "work is left although steps are left");
    }

    /** A sale that was closed in the middle of its work stays on the list until the next command. */
    private boolean isOnlyClosed() {
        return state.unfinished.stream().allMatch(show -> show.sale == SaleState.CLOSED);
    }
}
