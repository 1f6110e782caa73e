package io.rushline.journal.audit.explain;

import io.rushline.journal.audit.picture.Picture;

/** What an explanation is about. */
public sealed interface Subject {
    /** Why a journal says nothing about it, in a sentence; the picture is that at its end. */
    String whyNothing(Picture picture);

    /** A seat by its name, such as {@code Stalls-F-12}. */
    record OfSeat(long showId, String seat) implements Subject {
        @Override
        public String whyNothing(Picture picture) {
            return picture.show(showId)
                    .map(show -> show.plan().seat(seat) < 0
                            ? "show " + showId + " has no seat " + seat
                            : seat + " of show " + showId + " was never asked for")
                    .orElse("there is no show " + showId + ", or it is archived");
        }
    }

    /** A hold, what it was offered as, and the booking that it became. */
    record OfHold(long holdId) implements Subject {
        @Override
        public String whyNothing(Picture picture) {
            return "there was never a hold " + holdId;
        }
    }

    /** A place in line, and the hold that it was ended by. */
    record OfWaiter(long waiterId) implements Subject {
        @Override
        public String whyNothing(Picture picture) {
            return "nobody ever waited as " + waiterId;
        }
    }

    /** A booking, and the hold that it was made of. */
    record OfBooking(long bookingId, long holdId) implements Subject {
        @Override
        public String whyNothing(Picture picture) {
            return "there was never a booking " + bookingId;
        }
    }

    /** All that somebody did, in all shows. */
    record OfCustomer(String customer) implements Subject {
        @Override
        public String whyNothing(Picture picture) {
            return customer + " never asked for anything";
        }
    }
}
