package io.rushline.loadtest.workload;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.report.Booking;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks the server for each acknowledged booking, and notes those it denies (no such booking, other seats), and those it
 * says nothing about.
 *
 * <p>Threading: the office's event loop.
 */
final class LookUps {
    private static final long LIMIT_MS = 60_000;
    private static final long LIMIT_WHEN_CUT_SHORT_MS = 4_000;

    private final Caller caller;
    private final Evidence evidence;
    private final Runnable whenDone;
    private final Set<Booking> open = new LinkedHashSet<>();
    private boolean done;

    LookUps(Caller caller, Evidence evidence, Runnable whenDone) {
        this.caller = caller;
        this.evidence = evidence;
        this.whenDone = whenDone;
    }

    void start() {
        open.addAll(evidence.bookings());
        for (Booking booking : List.copyOf(open)) {
            caller.call(Operation.LOOK_UP, new Ask.Booking(booking.bookingId()), System.nanoTime(), outcome -> {
                if (open.remove(booking)) {
                    judge(booking, outcome);
                    finishWhenAllAreAnswered();
                }
            });
        }
        caller.later(LIMIT_MS, this::giveUp);
        finishWhenAllAreAnswered();
    }

    /** Somebody waits for the end: what is not answered soon is unproven. */
    void cutShort() {
        caller.later(LIMIT_WHEN_CUT_SHORT_MS, this::giveUp);
    }

    /** Bookings that were asked for and are not answered yet. */
    int openCount() {
        return open.size();
    }

    private void giveUp() {
        open.forEach(booking -> evidence.unproven(booking.bookingId()));
        open.clear();
        finishWhenAllAreAnswered();
    }

    private void finishWhenAllAreAnswered() {
        if (open.isEmpty() && !done) {
            done = true;
            whenDone.run();
        }
    }

    private void judge(Booking booking, Outcome outcome) {
        if (!(outcome instanceof Reply reply) || !(reply.succeeded() || reply.refuses())) {
            // An overloaded server has not lost it.
            evidence.unproven(booking.bookingId());
        } else {
            String state = reply.answer().text("state");
            List<String> seats = reply.answer().seats();
            if (!reply.succeeded() || !isExpected(booking, state)) {
                evidence.unconfirmed(booking.bookingId(), reply.label() + " " + state);
            } else if (seats.isEmpty() || !Set.copyOf(seats).equals(Set.copyOf(booking.seats()))) {
                evidence.unconfirmed(booking.bookingId(), "it was for " + booking.seats() + " and is for " + seats);
            }
        }
    }

    private boolean isExpected(Booking booking, String state) {
        long cancelledAt = evidence.cancelledAt(booking.bookingId());
        boolean mayLive = cancelledAt == Evidence.NOT_CANCELLED || cancelledAt == Evidence.CANCELLED_SOMETIME;
        boolean mayBeOver = cancelledAt != Evidence.NOT_CANCELLED;
        return (mayLive && (state.equals("BOOKED") || state.equals("BOOKED_LATE")))
                || (mayBeOver && state.equals("CANCELLED"));
    }
}
