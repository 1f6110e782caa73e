package io.rushline.gateway.view;

/**
 * A hold, or the booking it became, as of its latest change.
 *
 * @param state what it is now
 * @param expiresAtMs as the customer may see it, without the grace
 * @param bookingId 0 unless it was booked
 * @param seats indexes into the show's seat plan, ascending; not to be written to
 * @param heldAtMs when it was made
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
        long heldAtMs,
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

    /** A hold as it is made. */
    static HoldView held(
            long holdId,
            long showId,
            String customer,
            int[] seats,
            long total,
            boolean isAdjacent,
            long heldAtMs,
            long expiresAtMs,
            long sequence) {
        return new HoldView(
                holdId, showId, customer, State.HELD, seats, total, isAdjacent, heldAtMs, expiresAtMs, 0, "", sequence);
    }

    HoldView changed(State newState, long newSequence) {
        return with(newState, seats, total, isAdjacent, bookingId, paymentReference, newSequence);
    }

    HoldView exchanged(int[] newSeats, long newTotal, boolean newIsAdjacent, long newSequence) {
        return with(state, newSeats, newTotal, newIsAdjacent, bookingId, paymentReference, newSequence);
    }

    HoldView booked(State newState, long newBookingId, String newPaymentReference, long newSequence) {
        return with(newState, seats, total, isAdjacent, newBookingId, newPaymentReference, newSequence);
    }

    private HoldView with(
            State newState,
            int[] newSeats,
            long newTotal,
            boolean newIsAdjacent,
            long newBookingId,
            String newPaymentReference,
            long newSequence) {
        return new HoldView(
                holdId,
                showId,
                customer,
                newState,
                newSeats,
                newTotal,
                newIsAdjacent,
                heldAtMs,
                expiresAtMs,
                newBookingId,
                newPaymentReference,
                newSequence);
    }
}
