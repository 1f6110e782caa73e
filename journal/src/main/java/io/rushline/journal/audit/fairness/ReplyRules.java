package io.rushline.journal.audit.fairness;

import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Command.HoldBestAvailable;
import io.rushline.journal.audit.message.Command.HoldSeats;
import io.rushline.journal.audit.message.Command.JoinLine;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.message.Reply.Accepted;
import io.rushline.journal.audit.message.Reply.BookingReply;
import io.rushline.journal.audit.message.Reply.HoldReply;
import io.rushline.journal.audit.message.Reply.Refused;
import io.rushline.journal.audit.message.Reply.WaiterReply;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a client was told is what happened, and a refusal for want of seats is true. */
final class ReplyRules {
    private final Picture picture;
    private final Asked asked;
    private final Findings findings;

    ReplyRules(Picture picture, Asked asked, Findings findings) {
        this.picture = picture;
        this.asked = asked;
        this.findings = findings;
    }

    /** Looks at a command whose events are all in the picture. */
    void check(Decision decision) {
        boolean isTold = decision.command() instanceof Command.Tick || decision.command() instanceof Command.StartEpoch;
        if (isTold || decision.reply().isEmpty()) {
            findings.require(
                    isTold == decision.reply().isEmpty(),
                    Rule.TRUE_REPLY,
                    decision.command().showId(),
                    () -> decision.command().name() + " got no answer, or one that nobody waits for");
            return;
        }
        Reply reply = decision.reply().get();
        if (reply.replayed()) {
            require(decision, reply.sequence() < decision.sequence(), "it repeats an answer that was not given before");
            require(decision, asked.events().isEmpty(), "it repeats an answer and changed something all the same");
            return;
        }
        require(decision, reply.sequence() == decision.sequence(), "its answer bears another sequence");
        if (reply instanceof HoldReply r) {
            require(decision, tells(decision, r), "hold " + r.holdId() + " was told to somebody who did not get it so");
        } else if (reply instanceof BookingReply r) {
            require(decision, tells(decision, r), "booking " + r.bookingId() + " was told and is not so");
        } else if (reply instanceof WaiterReply r) {
            boolean isTrue = has(
                            decision,
                            event -> event instanceof Event.LineJoined e
                                    && e.waiterId() == r.waiterId()
                                    && e.expiresAtMs() == r.expiresAtMs())
                    && picture.show(r.showId())
                            .filter(show -> show.line().ahead(r.waiterId()) == r.ahead())
                            .isPresent();
            require(decision, isTrue, "waiter " + r.waiterId() + " was told a wrong place in line");
        } else if (reply instanceof Accepted r) {
            boolean isTrue = asked.events().stream().anyMatch(event -> subject(event) == r.subjectId());
            require(decision, isTrue, decision.command().name() + " was accepted and did not happen so");
        } else if (reply instanceof Refused r) {
            require(decision, asked.events().isEmpty(), "it was refused and changed something all the same");
            picture.show(decision.command().showId()).ifPresent(show -> refused(decision, r, show));
        }
    }

    /** What is named in the answer to somebody who asked for this. */
    private static long subject(Event event) {
        if (event instanceof Event.SeatPlanDefined e) {
            return e.planId();
        } else if (event instanceof Event.SeatPlanRenamed e) {
            return e.planId();
        } else if (event instanceof Event.HoldReleased e) {
            return e.holdId();
        }
        return event instanceof Event.WaitEnded e ? e.waiterId() : event.showId();
    }

    private static boolean tells(Decision decision, HoldReply reply) {
        return has(decision, event -> {
            if (event instanceof Event.SeatsHeld e) {
                return e.holdId() == reply.holdId()
                        && e.seats().equals(reply.seats())
                        && e.adjacent() == reply.adjacent()
                        && e.total() == reply.total()
                        && e.expiresAtMs() == reply.expiresAtMs();
            }
            return event instanceof Event.SeatsExchanged e
                    && e.holdId() == reply.holdId()
                    && e.seats().equals(reply.seats())
                    && e.adjacent() == reply.adjacent()
                    && e.total() == reply.total();
        });
    }

    private static boolean tells(Decision decision, BookingReply reply) {
        return has(decision, event -> {
            if (event instanceof Event.SeatsBooked e) {
                return e.bookingId() == reply.bookingId()
                        && e.seats().equals(reply.seats())
                        && e.total() == reply.total()
                        && reply.state() == (e.late() ? BookingState.BOOKED_LATE : BookingState.BOOKED);
            }
            return event instanceof Event.BookingCancelled e
                    && e.bookingId() == reply.bookingId()
                    && e.total() == reply.total()
                    && reply.state() == BookingState.CANCELLED;
        });
    }

    private static boolean has(Decision decision, Predicate<Event> wanted) {
        return decision.events().stream().anyMatch(wanted);
    }

    /** The refusals that depend on others; a refused command changes nothing, so the picture is the one it met. */
    private void refused(Decision decision, Refused reply, ShowPicture show) {
        if (reply.code() == Code.SEATS_UNAVAILABLE && decision.command() instanceof HoldSeats) {
            List<Integer> free = reply.seats().stream().filter(show::isFree).toList();
            require(decision, free.isEmpty(), "seats were refused as gone that are free: " + free);
        } else if (reply.code() == Code.SHOW_FULL) {
            int had = isForAnyKind(decision.command(), show)
                    ? show.freeCount() + show.heldCount()
                    : show.obtainable(category(decision.command()));
            require(decision, had < quantity(decision.command()), "the show was called full while seats could be had");
        } else if (reply.code() == Code.JOIN_LINE) {
            int free =
                    isForAnyKind(decision.command(), show) ? show.freeCount() : show.free(category(decision.command()));
            boolean isTrue = !show.line().isEmpty() || free < quantity(decision.command());
            require(decision, isTrue, "a newcomer was sent to a line that nobody stands in while seats are free");
        } else if (reply.code() == Code.SEATS_AVAILABLE) {
            boolean isTrue = show.free(category(decision.command())) >= quantity(decision.command())
                    && (!show.isStrict() || show.line().isEmpty());
            require(decision, isTrue, "a party was kept out of the line although it has to wait");
        }
    }

    /** Whether a place was chosen by name that nobody gets otherwise. */
    private static boolean isForAnyKind(Command command, ShowPicture show) {
        return command instanceof HoldSeats c && !c.seats().stream().allMatch(show.plan()::isOrdinary);
    }

    private static int category(Command command) {
        if (command instanceof HoldBestAvailable c) {
            return c.category();
        }
        return command instanceof JoinLine c ? c.category() : -1;
    }

    private static int quantity(Command command) {
        if (command instanceof HoldBestAvailable c) {
            return c.quantity();
        }
        return command instanceof JoinLine c ? c.quantity() : command.seats().size();
    }

    private void require(Decision decision, boolean holds, String otherwise) {
        if (!holds) {
            long showId = Stream.of(Stream.of(decision.command()), decision.reply().stream(), asked.events().stream())
                    .flatMap(each -> each)
                    .mapToLong(picture::showOf)
                    .filter(id -> id != 0)
                    .findFirst()
                    .orElse(0);
            findings.require(false, Rule.TRUE_REPLY, showId, () -> otherwise);
        }
    }
}
