package io.rushline.journal.audit.explain;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.explain.Subject.OfBooking;
import io.rushline.journal.audit.explain.Subject.OfCustomer;
import io.rushline.journal.audit.explain.Subject.OfHold;
import io.rushline.journal.audit.explain.Subject.OfSeat;
import io.rushline.journal.audit.explain.Subject.OfWaiter;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Message;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.picture.Picture;

/** Whether something has to do with a subject. */
final class Relevance {
    private final Subject subject;
    private final Picture picture;

    Relevance(Subject subject, Picture picture) {
        this.subject = subject;
        this.picture = picture;
    }

    /** Of an event that the picture does not have yet. */
    boolean has(Event event) {
        if (subject instanceof OfSeat s) {
            return event.showId() == s.showId()
                    && (hasSeat(event, s)
                            || event instanceof Event.ShowCancelled
                            || event instanceof Event.ShowArchived
                            || event instanceof Event.ShowChanged);
        }
        if (subject instanceof OfCustomer s) {
            return picture.customerOf(event).equals(s.customer());
        }
        return has((Message) event);
    }

    /** Of a command that was refused or repeated, when its outcome is in the picture. */
    boolean has(Decision decision) {
        Command command = decision.command();
        if (subject instanceof OfSeat s) {
            boolean isNamed = command.seats().contains(seat(s))
                    || decision.reply()
                            .map(Reply::seats)
                            .filter(seats -> seats.contains(seat(s)))
                            .isPresent();
            return isNamed && picture.showOf(command) == s.showId();
        }
        if (subject instanceof OfCustomer s) {
            return command.customer().equals(s.customer());
        }
        return has((Message) command);
    }

    private boolean has(Message message) {
        if (subject instanceof OfHold s) {
            return message.holdId() == s.holdId() || isOfBooking(message, s.holdId());
        }
        if (subject instanceof OfBooking s) {
            return message.holdId() == s.holdId() || message.bookingId() == s.bookingId();
        }
        if (subject instanceof OfWaiter s) {
            boolean isSkipped = message instanceof Event.WaitersSkipped e
                    && e.parties().stream().anyMatch(party -> party.firstWaiterId() == s.waiterId());
            return message.waiterId() == s.waiterId()
                    || message.holdId() == s.waiterId()
                    || isOfBooking(message, s.waiterId())
                    || isSkipped;
        }
        return false;
    }

    private boolean isOfBooking(Message message, long holdId) {
        return message.bookingId() != 0
                && picture.booking(message.bookingId())
                        .filter(hold -> hold.holdId() == holdId)
                        .isPresent();
    }

    private boolean hasSeat(Event event, OfSeat seat) {
        int index = seat(seat);
        return event.seats().contains(index)
                || (event instanceof Event.SeatsExchanged e && e.formerSeats().contains(index));
    }

    private int seat(OfSeat seat) {
        return picture.show(seat.showId())
                .map(show -> show.plan().seat(seat.seat()))
                .orElse(-1);
    }
}
