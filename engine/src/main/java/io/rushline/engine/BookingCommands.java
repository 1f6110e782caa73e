package io.rushline.engine;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.CancelBookingDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.ConfirmHoldDecoder;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.show.Show;

/** Decides ConfirmHold and CancelBooking. */
final class BookingCommands {
    private static final long AMOUNT_NOT_SAID = -1;

    /** The longest text that the event can carry. */
    private static final int MAX_PAYMENT_BYTES = 254;

    private final EngineState state;
    private final Allocations allocations;
    private final ShowWork work;
    private final Events events;
    private final Replies replies;
    private final CustomerName sender = new CustomerName();

    BookingCommands(EngineState state, Allocations allocations, ShowWork work, Events events, Replies replies) {
        this.state = state;
        this.allocations = allocations;
        this.work = work;
        this.events = events;
        this.replies = replies;
    }

    void confirmHold(long sequence, long nowMs, Command command) {
        int paymentAt = command.name(command.behindBlock(), sender);
        int hold = state.findHold(command.int64(command.body() + ConfirmHoldDecoder.holdIdEncodingOffset()));
        long amount = command.int64(command.body() + ConfirmHoldDecoder.amountEncodingOffset());
        boolean isMalformed = command.uint8(paymentAt) > MAX_PAYMENT_BYTES || !command.isPrintable(paymentAt);
        Code refusal = refusalOfConfirm(hold, amount, isMalformed);
        if (refusal != Code.OK) {
            replies.refuse(refusal, refusal == Code.AMOUNT_MISMATCH ? state.holds.total(hold) : 0);
            return;
        }
        Show show = state.shows.at(state.holds.show(hold));
        boolean isLate = state.holds.state(hold) == Holds.EXPIRED;
        if (isLate && state.isFullOfHolds()) {
            replies.refuse(Code.CAPACITY);
            return;
        }
        if (isLate && !canTakeAgain(show, hold)) {
            replies.refuse(Code.REFUND_REQUIRED);
            return;
        }
        // After this point the command must succeed.
        Line line = show.line();
        if (isLate) {
            if (line != null && show.isFirstFit()) {
                events.waitersSkipped(show, line, state.holds.id(hold), Long.MAX_VALUE);
            }
            hold = allocations.bookLate(show, hold, state.customers.refer(sender), sequence);
        } else {
            allocations.book(show, hold, sequence);
        }
        events.seatsBooked(hold, show.id(), command, paymentAt);
        work.follow(show, nowMs);
        replies.booking(state.holds, hold, show.id(), isLate ? BookingState.BOOKED_LATE : BookingState.BOOKED);
    }

    void cancelBooking(long nowMs, Command command) {
        command.name(command.behindBlock(), sender);
        int hold = state.findBooking(command.int64(command.body() + CancelBookingDecoder.bookingIdEncodingOffset()));
        if (hold == Holds.NONE) {
            replies.refuse(Code.BOOKING_NOT_FOUND);
            return;
        }
        if (!state.isOwner(hold, sender)) {
            replies.refuse(Code.NOT_OWNER);
            return;
        }
        Show show = state.shows.at(state.holds.show(hold));
        if (show.saleState() == SaleState.CANCELLED) {
            replies.refuse(Code.SHOW_CANCELLED);
            return;
        }
        if (state.holds.state(hold) != Holds.BOOKED) {
            replies.refuse(Code.BOOKING_NOT_ACTIVE);
            return;
        }
        // After this point the command must succeed.
        events.bookingCancelled(hold, show.id());
        int ended = allocations.endBooking(show, hold);
        work.follow(show, nowMs);
        replies.booking(state.holds, ended, show.id(), BookingState.CANCELLED);
    }

    private Code refusalOfConfirm(int hold, long amount, boolean isMalformed) {
        if (hold == Holds.NONE) {
            return Code.HOLD_NOT_FOUND;
        }
        if (!state.isOwner(hold, sender)) {
            return Code.NOT_OWNER;
        }
        if (state.shows.at(state.holds.show(hold)).saleState() == SaleState.CANCELLED) {
            return Code.SHOW_CANCELLED;
        }
        byte holdState = state.holds.state(hold);
        if (holdState != Holds.HELD && holdState != Holds.EXPIRED) {
            return Code.HOLD_NOT_ACTIVE;
        }
        if (isMalformed) {
            return Code.MALFORMED;
        }
        return amount == AMOUNT_NOT_SAID || amount == state.holds.total(hold) ? Code.OK : Code.AMOUNT_MISMATCH;
    }

    /** Whether an expired hold may have its seats again: rule K2. */
    private boolean canTakeAgain(Show show, int hold) {
        if (show.saleState() != SaleState.OPEN) {
            return false;
        }
        boolean othersComeFirst = ShowWork.isNewcomerLast(show);
        for (int i = 0; i < state.holds.seatCount(hold); i++) {
            int seat = state.holds.seat(hold, i);
            if (!show.isFree(seat) || (othersComeFirst && isWanted(show, seat))) {
                return false;
            }
        }
        return !state.isOverLimit(show, state.customers.find(sender), state.holds.seatCount(hold));
    }

    private static boolean isWanted(Show show, int seat) {
        Line line = show.line();
        return line != null
                && show.plan().isOrdinary(seat)
                && (line.quantities(BestAvailable.ANY)
                                | line.quantities(show.plan().category(seat)))
                        != 0;
    }
}
