package io.rushline.gateway.view;

import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.HoldViewSnapshotDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * A hold, or the booking it became, as of its latest change.
 *
 * @param state what it is now
 * @param expiresAtMs as the customer may see it, without the grace
 * @param bookingId 0 unless it was booked
 * @param seats indexes into the show's seat plan, ascending; not to be written to
 * @param pricedAt sequence of the command by which it got its seats: it was held, offered or exchanged then
 * @param sequence of the command that changed it last
 */
public record HoldView(
        long holdId,
        long showId,
        String customer,
        State state,
        @SuppressWarnings("ArrayRecordComponent") // compared nowhere; boxing ten seats of each hold would be a waste
        int[] seats,
        long total,
        boolean isAdjacent,
        long pricedAt,
        long expiresAtMs,
        long bookingId,
        String paymentReference,
        long sequence) {

    /** What a hold can be. */
    public enum State {
        HELD,
        BOOKED,
        BOOKED_LATE,
        CANCELLED,
        RELEASED,
        EXPIRED;

        /** Whether it is, or was, a booking. */
        public boolean isBooking() {
            return this == BOOKED || this == BOOKED_LATE || this == CANCELLED;
        }

        /** Whether its seats are not its own any more. */
        public boolean isEnded() {
            return this == CANCELLED || this == RELEASED || this == EXPIRED;
        }
    }

    /** Out of the message that a snapshot has. */
    static HoldView decode(DirectBuffer buffer, int offset) {
        HoldViewSnapshotDecoder message =
                new HoldViewSnapshotDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        HoldViewSnapshotDecoder.SeatsDecoder group = message.seats();
        int[] seats = SeatGroup.read(group.count(), () -> group.next().seat());
        return new HoldView(
                message.holdId(),
                message.showId(),
                message.customer(),
                state(message.state(), message.late() == Flag.YES),
                seats,
                message.total(),
                message.adjacent() == Flag.YES,
                message.pricedAt(),
                message.expiresAtMs(),
                message.bookingId(),
                message.paymentReference(),
                message.sequence());
    }

    private static State state(HoldState state, boolean isLate) {
        return switch (state) {
            case HELD -> State.HELD;
            case BOOKED -> isLate ? State.BOOKED_LATE : State.BOOKED;
            case RELEASED -> State.RELEASED;
            case EXPIRED -> State.EXPIRED;
            case CANCELLED -> State.CANCELLED;
            case SBE_UNKNOWN, NULL_VAL -> throw new IllegalArgumentException("a hold without a state");
        };
    }
}
