package io.rushline.loadtest.replay;

import io.rushline.gateway.binary.SignedId;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.message.Reply.BookingReply;
import io.rushline.journal.audit.message.Reply.HoldReply;
import io.rushline.journal.audit.message.Reply.WaiterReply;
import java.util.Optional;
import java.util.Set;

/**
 * The ids that the server gives this time for holds, bookings and waiters that were recorded with others.
 *
 * <pre>
 *   announce: a command that made something is about to be sent --&gt; settle: it was answered, with an id or without
 *                                                           `--&gt; await: another command is about that thing
 * </pre>
 *
 * <p>Threading: one thread announces and waits, the event loop settles.
 */
final class Translation {
    private final Set<Long> shows;
    private final LiveIds holds;
    private final LiveIds bookings;
    private final LiveIds waiters;

    /**
     * Of nothing yet.
     *
     * @param shows the recorded ids of those that are played
     * @param patienceMs how long an id is waited for that was announced
     */
    Translation(Set<Long> shows, long patienceMs) {
        this.shows = Set.copyOf(shows);
        holds = new LiveIds(patienceMs);
        bookings = new LiveIds(patienceMs);
        waiters = new LiveIds(patienceMs);
    }

    /** What the recorded command has made will be made now, or not. */
    void announce(Decision decision) {
        Reply reply = decision.reply().orElseThrow();
        if (reply instanceof HoldReply hold && decision.command().showId() != 0) {
            holds.announce(hold.holdId());
        } else if (reply instanceof BookingReply booking) {
            bookings.announce(booking.bookingId());
        } else if (reply instanceof WaiterReply waiter) {
            waiters.announce(waiter.waiterId());
        }
    }

    /** So will the offers that came of it. */
    void announceOffers(Decision decision) {
        for (Event event : decision.events()) {
            // An offer is a hold that carries its waiter's id.
            if (event instanceof Event.SeatsOffered && shows.contains(event.showId())) {
                holds.announce(event.holdId());
            }
        }
    }

    /** What a command is about, by the server's id, once that is known; empty when the server made no such thing. */
    Optional<SignedId> await(Command command) throws InterruptedException {
        if (command instanceof Command.CancelBooking) {
            return bookings.await(command.bookingId());
        }
        return command instanceof Command.LeaveLine ? waiters.await(command.waiterId()) : holds.await(command.holdId());
    }

    /** Lets nobody wait any more for what was not made yet; any thread. */
    void giveUp() {
        holds.giveUp();
        bookings.giveUp();
        waiters.giveUp();
    }

    /** A command was answered, with the id of what it made; empty when it made nothing. */
    void settle(Decision decision, Optional<SignedId> live) {
        Reply reply = decision.reply().orElseThrow();
        if (reply instanceof HoldReply hold && decision.command().showId() != 0) {
            holds.settle(hold.holdId(), live);
        } else if (reply instanceof BookingReply booking && decision.command() instanceof Command.ConfirmHold) {
            bookings.settle(booking.bookingId(), live);
        } else if (reply instanceof WaiterReply waiter) {
            waiters.settle(waiter.waiterId(), live);
            if (live.isEmpty() && decision.command() instanceof Command.JoinLine) {
                // Who is not in line is offered nothing.
                settleOffer(waiter.waiterId(), live);
            }
        }
    }

    /** A wait has ended, with an offer or without. */
    void settleOffer(long recordedWaiterId, Optional<SignedId> hold) {
        holds.settle(recordedWaiterId, hold);
    }
}
