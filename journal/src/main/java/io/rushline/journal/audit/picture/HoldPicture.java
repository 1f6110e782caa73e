package io.rushline.journal.audit.picture;

import java.util.List;

/**
 * A hold or booking that has not ended.
 *
 * @param total what the seats cost when it got them
 * @param sinceSequence when it got these seats
 * @param bookingId 0 while it is a hold
 */
public record HoldPicture(
        long holdId,
        long showId,
        String customer,
        List<Integer> seats,
        long total,
        long expiresAtMs,
        long sinceSequence,
        long bookingId) {

    public boolean isBooked() {
        return bookingId != 0;
    }

    /** {@code hold 12 of ann since sequence 12}, or the same with a booking. */
    public String described() {
        String what = isBooked() ? "booking " + bookingId : "hold " + holdId;
        return what + " of " + customer + " since sequence " + sinceSequence;
    }
}
