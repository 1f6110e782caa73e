package io.rushline.journal.audit.explain;

/** What an explanation is about. */
public sealed interface Subject {
    /** A seat by its name, such as {@code Stalls-F-12}. */
    record OfSeat(long showId, String seat) implements Subject {}

    /** A hold, what it was offered as, and the booking that it became. */
    record OfHold(long holdId) implements Subject {}

    /** A place in line, and the hold that it was ended by. */
    record OfWaiter(long waiterId) implements Subject {}

    /** A booking, and the hold that it was made of. */
    record OfBooking(long bookingId, long holdId) implements Subject {}

    /** All that somebody did, in all shows. */
    record OfCustomer(String customer) implements Subject {}
}
