package io.rushline.journal.audit.explain;

import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.picture.HoldPicture;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import io.rushline.journal.audit.picture.WaiterPicture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sentences about events, in the words of somebody who asks. */
final class EventText {
    private final Picture picture;

    EventText(Picture picture) {
        this.picture = picture;
    }

    /** Of an event that the picture does not have yet. */
    String of(Event event) {
        String seats = seats(event.showId(), event.seats());
        if (event instanceof Event.SeatsHeld e) {
            return "hold " + e.holdId() + " of " + e.customer() + " got " + seats + " until " + time(e.expiresAtMs());
        } else if (event instanceof Event.SeatsOffered e) {
            return "waiter " + e.waiterId() + " (" + e.customer() + ") was offered " + seats + " until "
                    + time(e.expiresAtMs());
        } else if (event instanceof Event.HoldReleased e) {
            return "hold " + e.holdId() + of(picture.hold(e.holdId())) + " was released; " + seats + " came free";
        } else if (event instanceof Event.HoldExpired e) {
            return "hold " + e.holdId() + of(picture.hold(e.holdId())) + " expired; " + seats + " came free";
        } else if (event instanceof Event.SeatsExchanged e) {
            return "hold " + e.holdId() + of(picture.hold(e.holdId())) + " gave " + seats(e.showId(), e.formerSeats())
                    + " for " + seats;
        } else if (event instanceof Event.SeatsBooked e) {
            return "hold " + e.holdId() + " of " + e.customer() + " became booking " + e.bookingId() + " of " + seats
                    + (e.late() ? ", paid late, with the seats still free" : "");
        } else if (event instanceof Event.BookingCancelled e) {
            return "booking " + e.bookingId() + of(picture.booking(e.bookingId())) + " was cancelled; " + seats
                    + " came free";
        } else if (event instanceof Event.SeatsBlocked e) {
            return "the operator blocked " + seats + (e.reason().isEmpty() ? "" : ": " + e.reason());
        } else if (event instanceof Event.SeatsUnblocked e) {
            return "the operator unblocked " + seats + (e.reason().isEmpty() ? "" : ": " + e.reason());
        }
        return ofLine(event);
    }

    private String ofLine(Event event) {
        if (event instanceof Event.LineJoined e) {
            int ahead =
                    picture.show(e.showId()).map(show -> show.line().length()).orElse(0);
            return "waiter " + e.waiterId() + " (" + e.customer() + ") joined the line for " + e.quantity()
                    + " seats, with " + ahead + " ahead, until " + time(e.expiresAtMs());
        } else if (event instanceof Event.WaitEnded e) {
            String who = picture.waiter(e.waiterId())
                    .map(WaiterPicture::customer)
                    .map(customer -> " (" + customer + ")")
                    .orElse("");
            return "the wait of waiter " + e.waiterId() + who + " ended: " + e.reason();
        } else if (event instanceof Event.WaitersSkipped e) {
            StringBuilder text = new StringBuilder("hold " + e.holdId() + " was served first, since");
            String separator = " ";
            for (Event.SkippedParty party : e.parties()) {
                text.append(separator)
                        .append(party.free())
                        .append(" free seats were too few for the parties of ")
                        .append(party.quantity())
                        .append(" from waiter ")
                        .append(party.firstWaiterId())
                        .append(" on");
                separator = ", ";
            }
            return text.toString();
        } else if (event instanceof Event.ShowCancelled e) {
            return "the show was cancelled" + (e.reason().isEmpty() ? "" : ": " + e.reason());
        }
        if (event instanceof Event.ShowChanged e) {
            return "the show was changed: it starts at " + time(e.startsAtMs()) + ", prices by category "
                    + e.prices() + ", at most " + e.maxPerHold() + " seats in a hold"
                    + (e.maxPerCustomer() == 0 ? "" : " and " + e.maxPerCustomer() + " of a customer")
                    + ", holds for " + e.holdMs() + " ms and waits for " + e.waitMs()
                    + " ms; what was held, booked or waited for stays as it was";
        }
        return event.name();
    }

    String seats(long showId, List<Integer> seats) {
        Optional<ShowPicture> show = picture.show(showId);
        return String.join(
                ", ",
                seats.stream()
                        .map(seat -> show.map(of -> of.plan().seatName(seat)).orElse("#" + seat))
                        .toList());
    }

    static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).toString();
    }

    private static String of(Optional<HoldPicture> hold) {
        return hold.map(known -> " of " + known.customer()).orElse("");
    }
}
