package io.rushline.loadtest.replay;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.message.Reply.BookingReply;
import io.rushline.journal.audit.message.Reply.HoldReply;
import io.rushline.journal.audit.message.Reply.WaiterReply;
import java.util.function.LongPredicate;
import org.agrona.collections.Long2LongHashMap;

/**
 * Of which recorded show the holds, bookings and waiters are that recorded commands name, also when they have ended.
 *
 * <p>Threading: one thread.
 */
final class ShowsOfIds {
    private static final long UNKNOWN = 0;

    private final LongPredicate isOfInterest;
    private final Long2LongHashMap showOfId = new Long2LongHashMap(UNKNOWN);

    /** @param isOfInterest of which shows it is to be known */
    ShowsOfIds(LongPredicate isOfInterest) {
        this.isOfInterest = isOfInterest;
    }

    /** The recorded show that a command is about; 0 when that is not known. */
    long showId(Command command) {
        return command.showId() != 0 ? command.showId() : showOfId.get(subjectId(command));
    }

    /** Takes note of what a decision has made. */
    void learn(Decision decision) {
        long showId = showId(decision.command());
        if (showId != UNKNOWN && isOfInterest.test(showId) && decision.reply().isPresent()) {
            long made = made(decision.reply().get());
            if (made != 0) {
                showOfId.put(made, showId);
            }
        }
        for (Event event : decision.events()) {
            if (event instanceof Event.SeatsOffered && isOfInterest.test(event.showId())) {
                showOfId.put(event.holdId(), event.showId());
            }
        }
    }

    private static long made(Reply reply) {
        if (reply instanceof HoldReply hold) {
            return hold.holdId();
        } else if (reply instanceof BookingReply booking) {
            return booking.bookingId();
        }
        return reply instanceof WaiterReply waiter ? waiter.waiterId() : 0;
    }

    private static long subjectId(Command command) {
        if (command instanceof Command.CancelBooking) {
            return command.bookingId();
        }
        return command instanceof Command.LeaveLine ? command.waiterId() : command.holdId();
    }
}
