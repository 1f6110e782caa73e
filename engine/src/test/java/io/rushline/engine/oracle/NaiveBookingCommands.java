package io.rushline.engine.oracle;

import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.SaleState;
import java.util.Optional;

/** Bookings: K1, K2 and K3. */
final class NaiveBookingCommands {
    private static final long NO_AMOUNT = -1;

    private final NaiveState state;
    private final NaiveReplies replies;
    private final NaiveEvents events;
    private final NaiveWork work;

    NaiveBookingCommands(NaiveState state, NaiveReplies replies, NaiveEvents events, NaiveWork work) {
        this.state = state;
        this.replies = replies;
        this.events = events;
        this.work = work;
    }

    /** K1. */
    NaiveReply confirmHold(long holdId, String customer, long amount, String payment) {
        Optional<NaiveHold> found = state.hold(holdId);
        if (found.isEmpty()) {
            return replies.refused(Code.HOLD_NOT_FOUND);
        }
        NaiveHold hold = found.get();
        if (!hold.customer.equals(customer)) {
            return replies.refused(Code.NOT_OWNER);
        }
        if (hold.show.sale == SaleState.CANCELLED) {
            return replies.refused(Code.SHOW_CANCELLED);
        }
        if (hold.state != HoldState.HELD && hold.state != HoldState.EXPIRED) {
            return replies.refused(Code.HOLD_NOT_ACTIVE);
        }
        if (!NaiveInput.isPayment(payment)) {
            return replies.refused(Code.MALFORMED);
        }
        if (amount != NO_AMOUNT && amount != hold.total()) {
            return replies.refused(Code.AMOUNT_MISMATCH, hold.total());
        }
        if (hold.state == HoldState.EXPIRED) {
            if (state.hasNoRoomForAHold()) {
                return replies.refused(Code.CAPACITY);
            }
            if (mustBeRefunded(hold)) {
                return replies.refused(Code.REFUND_REQUIRED);
            }
            if (!hold.show.isStrict()) {
                events.skipped(hold.show, hold.id, hold.show.line);
            }
            state.ended.remove(hold);
            hold.show.holds.add(hold);
            hold.isLate = true;
        }
        hold.state = HoldState.BOOKED;
        hold.bookingId = state.sequence;
        hold.show.set(hold.seats, NaiveShow.SeatState.BOOKED);
        events.booked(hold, payment);
        work.work(hold.show);
        return replies.booking(hold, hold.isLate ? BookingState.BOOKED_LATE : BookingState.BOOKED);
    }

    /** K2. */
    private boolean mustBeRefunded(NaiveHold hold) {
        NaiveShow show = hold.show;
        return show.sale == SaleState.CLOSED
                || !show.notIn(NaiveShow.SeatState.FREE, hold.seats).isEmpty()
                || show.isOverLimit(hold.customer, hold.seats.size())
                || (state.mustJoinLine(show) && show.line.stream().anyMatch(waiter -> couldUse(waiter, hold)));
    }

    private static boolean couldUse(NaiveWaiter waiter, NaiveHold hold) {
        NaivePlan plan = hold.show.plan;
        return hold.seats.stream()
                .filter(plan::isOrdinary)
                .anyMatch(seat -> waiter.category() == NaiveInput.ANY || waiter.category() == plan.category(seat));
    }

    /** K3. */
    NaiveReply cancelBooking(long bookingId, String customer) {
        Optional<NaiveHold> found = state.booking(bookingId);
        if (found.isEmpty()) {
            return replies.refused(Code.BOOKING_NOT_FOUND);
        }
        NaiveHold hold = found.get();
        if (!hold.customer.equals(customer)) {
            return replies.refused(Code.NOT_OWNER);
        }
        if (hold.show.sale == SaleState.CANCELLED) {
            return replies.refused(Code.SHOW_CANCELLED);
        }
        if (hold.state == HoldState.CANCELLED) {
            return replies.refused(Code.BOOKING_NOT_ACTIVE);
        }
        state.end(hold, HoldState.CANCELLED);
        events.bookingCancelled(hold);
        work.work(hold.show);
        return replies.booking(hold, BookingState.CANCELLED);
    }
}
