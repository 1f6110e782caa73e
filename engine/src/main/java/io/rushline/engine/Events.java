package io.rushline.engine;

import io.rushline.engine.customer.Customers;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.protocol.BookingCancelledEncoder;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldExpiredEncoder;
import io.rushline.engine.protocol.HoldReleasedEncoder;
import io.rushline.engine.protocol.LineJoinedEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SeatPlanDefinedEncoder;
import io.rushline.engine.protocol.SeatsBookedEncoder;
import io.rushline.engine.protocol.SeatsExchangedEncoder;
import io.rushline.engine.protocol.SeatsHeldEncoder;
import io.rushline.engine.protocol.SeatsOfferedEncoder;
import io.rushline.engine.protocol.ShowCreatedEncoder;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.protocol.WaitEndedEncoder;
import io.rushline.engine.seat.SeatSelection;
import org.agrona.DirectBuffer;

/** Encodes what happened into the outbox of the command in hand, and numbers it. */
final class Events {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SeatPlanDefinedEncoder seatPlanDefined = new SeatPlanDefinedEncoder();
    private final ShowCreatedEncoder showCreated = new ShowCreatedEncoder();
    private final SeatsHeldEncoder seatsHeld = new SeatsHeldEncoder();
    private final HoldReleasedEncoder holdReleased = new HoldReleasedEncoder();
    private final HoldExpiredEncoder holdExpired = new HoldExpiredEncoder();
    private final SeatsExchangedEncoder seatsExchanged = new SeatsExchangedEncoder();
    private final SeatsBookedEncoder seatsBooked = new SeatsBookedEncoder();
    private final BookingCancelledEncoder bookingCancelled = new BookingCancelledEncoder();
    private final LineJoinedEncoder lineJoined = new LineJoinedEncoder();
    private final SeatsOfferedEncoder seatsOffered = new SeatsOfferedEncoder();
    private final WaitEndedEncoder waitEnded = new WaitEndedEncoder();

    private final EngineState state;
    private Outbox outbox = new Outbox();
    private long sequence;
    private long timestampMs;

    Events(EngineState state) {
        this.state = state;
    }

    /** Begins a command: what follows goes into its outbox. */
    void begin(Outbox outbox, long sequence, long timestampMs) {
        this.outbox = outbox;
        this.sequence = sequence;
        this.timestampMs = timestampMs;
    }

    void seatPlanDefined(DirectBuffer command, int offset, int length) {
        seatPlanDefined
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .planId(sequence)
                .putDefinition(command, offset, length);
        commit(seatPlanDefined.encodedLength());
    }

    void showCreated(DirectBuffer command, int offset, int length) {
        showCreated
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(sequence)
                .putDefinition(command, offset, length);
        commit(showCreated.encodedLength());
    }

    void seatsHeld(int hold, long showId, boolean isAdjacent) {
        Holds holds = state.holds;
        seatsHeld
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold))
                .expiresAtMs(holds.expiresAtMs(hold))
                .total(holds.total(hold))
                .adjacent(isAdjacent ? Flag.YES : Flag.NO);
        SeatsHeldEncoder.SeatsEncoder group = seatsHeld.seatsCount(holds.seatCount(hold));
        for (int i = 0; i < holds.seatCount(hold); i++) {
            group.next().seat(holds.seat(hold, i));
        }
        Customers customers = state.customers;
        int customer = holds.customer(hold);
        seatsHeld.putCustomer(
                customers.nameBuffer(customer), customers.nameOffset(customer), customers.nameLength(customer));
        commit(seatsHeld.encodedLength());
    }

    void holdReleased(int hold, long showId) {
        Holds holds = state.holds;
        holdReleased
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold));
        HoldReleasedEncoder.SeatsEncoder group = holdReleased.seatsCount(holds.seatCount(hold));
        for (int i = 0; i < holds.seatCount(hold); i++) {
            group.next().seat(holds.seat(hold, i));
        }
        commit(holdReleased.encodedLength());
    }

    void holdExpired(int hold, long showId) {
        Holds holds = state.holds;
        holdExpired
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold));
        HoldExpiredEncoder.SeatsEncoder group = holdExpired.seatsCount(holds.seatCount(hold));
        for (int i = 0; i < holds.seatCount(hold); i++) {
            group.next().seat(holds.seat(hold, i));
        }
        commit(holdExpired.encodedLength());
    }

    void seatsExchanged(int hold, long showId, SeatSelection former, boolean isAdjacent) {
        Holds holds = state.holds;
        seatsExchanged
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold))
                .total(holds.total(hold))
                .adjacent(isAdjacent ? Flag.YES : Flag.NO);
        SeatsExchangedEncoder.FormerSeatsEncoder formerGroup = seatsExchanged.formerSeatsCount(former.count());
        for (int i = 0; i < former.count(); i++) {
            formerGroup.next().seat(former.seat(i));
        }
        SeatsExchangedEncoder.SeatsEncoder group = seatsExchanged.seatsCount(holds.seatCount(hold));
        for (int i = 0; i < holds.seatCount(hold); i++) {
            group.next().seat(holds.seat(hold, i));
        }
        commit(seatsExchanged.encodedLength());
    }

    void seatsBooked(int hold, long showId, DirectBuffer payment, int paymentOffset, int paymentLength) {
        Holds holds = state.holds;
        seatsBooked
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold))
                .bookingId(holds.bookingId(hold))
                .total(holds.total(hold))
                .late(holds.isLate(hold) ? Flag.YES : Flag.NO);
        SeatsBookedEncoder.SeatsEncoder group = seatsBooked.seatsCount(holds.seatCount(hold));
        for (int i = 0; i < holds.seatCount(hold); i++) {
            group.next().seat(holds.seat(hold, i));
        }
        Customers customers = state.customers;
        int customer = holds.customer(hold);
        seatsBooked
                .putCustomer(
                        customers.nameBuffer(customer), customers.nameOffset(customer), customers.nameLength(customer))
                .putPaymentReference(payment, paymentOffset, paymentLength);
        commit(seatsBooked.encodedLength());
    }

    void bookingCancelled(int hold, long showId) {
        Holds holds = state.holds;
        bookingCancelled
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .bookingId(holds.bookingId(hold))
                .total(holds.total(hold));
        BookingCancelledEncoder.SeatsEncoder group = bookingCancelled.seatsCount(holds.seatCount(hold));
        for (int i = 0; i < holds.seatCount(hold); i++) {
            group.next().seat(holds.seat(hold, i));
        }
        commit(bookingCancelled.encodedLength());
    }

    void lineJoined(int waiter, long showId, long expiresAtMs) {
        Customers customers = state.customers;
        int customer = state.waiters.customer(waiter);
        lineJoined
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .waiterId(state.waiters.id(waiter))
                .quantity(state.waiters.quantity(waiter))
                .category((short) state.waiters.category(waiter))
                .expiresAtMs(expiresAtMs)
                .putCustomer(
                        customers.nameBuffer(customer), customers.nameOffset(customer), customers.nameLength(customer));
        commit(lineJoined.encodedLength());
    }

    void seatsOffered(int hold, long showId, boolean isAdjacent) {
        Holds holds = state.holds;
        seatsOffered
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .waiterId(holds.id(hold))
                .expiresAtMs(holds.expiresAtMs(hold))
                .total(holds.total(hold))
                .adjacent(isAdjacent ? Flag.YES : Flag.NO);
        SeatsOfferedEncoder.SeatsEncoder group = seatsOffered.seatsCount(holds.seatCount(hold));
        for (int i = 0; i < holds.seatCount(hold); i++) {
            group.next().seat(holds.seat(hold, i));
        }
        Customers customers = state.customers;
        int customer = holds.customer(hold);
        seatsOffered.putCustomer(
                customers.nameBuffer(customer), customers.nameOffset(customer), customers.nameLength(customer));
        commit(seatsOffered.encodedLength());
    }

    void waitEnded(long waiterId, long showId, WaitEnd reason) {
        waitEnded
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .waiterId(waiterId)
                .reason(reason);
        commit(waitEnded.encodedLength());
    }

    private long nextEventId() {
        return ++state.lastEventId;
    }

    private void commit(int bodyLength) {
        outbox.commit(MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
