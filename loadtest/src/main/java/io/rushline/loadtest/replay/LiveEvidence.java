package io.rushline.loadtest.replay;

import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.SignedId;
import io.rushline.journal.audit.message.Command;
import io.rushline.loadtest.report.Booking;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Grant;
import io.rushline.loadtest.report.Heard;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Wait;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the server's answers to a replay prove.
 *
 * <p>A hold whose seats are exchanged counts as released and held anew at that command. Waits in shows that are not
 * strictly first come, first served prove nothing and are left out. Nothing is taken from the shows' terms, which need
 * not be the recorded ones and may change meanwhile: when an offer was made, of which no answer says it, is bounded by the
 * times in the answers to later commands.
 *
 * <p>Threading: the event loop.
 */
final class LiveEvidence {
    private final Evidence evidence = new Evidence();
    private final Map<Long, String> nameOfHold = new HashMap<>();
    private final Set<String> strictShows;
    private final ServerTimes times = new ServerTimes();
    private final List<Grant> offers = new ArrayList<>();
    private final Map<Long, OpenWait> waits = new HashMap<>();
    private final Set<String> soldSeats = new HashSet<>();
    private int exchanges;

    private record OpenWait(String showId, String waiterId, long joinedSequence) {}

    /** @param strictShows the server's shows whose lines are strictly first come, first served */
    LiveEvidence(Set<String> strictShows) {
        this.strictShows = Set.copyOf(strictShows);
    }

    Evidence evidence() {
        return evidence;
    }

    int seatsSold() {
        return soldSeats.size();
    }

    int waitingCount() {
        return waits.size();
    }

    /** About to be sent: what it lets go of can't be proved to be there any more. */
    void sending(Command command, SignedId subject) {
        if (command instanceof Command.ReleaseHold || command instanceof Command.ExchangeSeats) {
            evidence.releasing(holdName(subject.id()));
        } else if (command instanceof Command.CancelBooking) {
            evidence.cancelling(subject.text(Kind.BOOKING));
        }
    }

    /**
     * Carried out.
     *
     * @param seats the answer's
     */
    void done(Command command, List<String> seats, String showId, SignedId subject, BinaryAnswer answer) {
        if (command instanceof Command.HoldSeats || command instanceof Command.HoldBestAvailable) {
            nameOfHold.put(answer.subjectId(), text(answer, Kind.HOLD));
            grant(showId, answer, seats);
        } else if (command instanceof Command.ReleaseHold) {
            evidence.released(holdName(subject.id()), answer.sequence());
        } else if (command instanceof Command.ExchangeSeats) {
            evidence.released(holdName(subject.id()), answer.sequence());
            nameOfHold.put(subject.id(), holdName(subject.id()) + "+" + ++exchanges);
            grant(showId, answer, seats);
        } else if (command instanceof Command.ConfirmHold) {
            evidence.booked(new Booking(
                    showId,
                    text(answer, Kind.BOOKING),
                    holdName(subject.id()),
                    seats,
                    answer.sequence(),
                    answer.isLate()));
            seats.forEach(seat -> soldSeats.add(showId + ' ' + seat));
        } else if (command instanceof Command.CancelBooking) {
            evidence.cancelled(subject.text(Kind.BOOKING), answer.sequence());
            seats.forEach(seat -> soldSeats.remove(showId + ' ' + seat));
        } else if (command instanceof Command.JoinLine) {
            waits.put(answer.subjectId(), new OpenWait(showId, text(answer, Kind.WAITER), answer.sequence()));
        } else if (command instanceof Command.LeaveLine) {
            end(subject.id(), answer.sequence(), Wait.End.WITHOUT_OFFER);
        }
    }

    /** Any answer of the engine's, for the server's own journal and its clock. */
    void heard(Operation operation, BinaryAnswer answer, Heard reply) {
        // One that is repeated may have the time of now.
        if (answer.sequence() > 0 && !answer.isReplayed()) {
            times.learn(answer.sequence(), answer.timestampMs());
        }
        if (answer.sequence() > 0 && operation != Operation.OPERATE) {
            evidence.heard(reply);
        }
    }

    /** The wait is over, as a reply to its watch says. */
    void waitEnded(long waiterId, String showId, Reply reply) {
        boolean isOffer = reply.answer().text("state").equals("OFFERED");
        end(waiterId, reply.bestSequence(), isOffer ? Wait.End.OFFERED : Wait.End.WITHOUT_OFFER);
        String holdId = reply.answer().hold().text("holdId");
        if (isOffer && !holdId.isEmpty()) {
            nameOfHold.put(waiterId, holdId);
            offers.add(offered(showId, reply));
        }
    }

    /** Nobody will hear any more how the others end, nor what else may tell when the offers were made. */
    void close() {
        for (Grant offer : offers) {
            evidence.granted(offer.grantedAt(times.latestMs(offer.sequence())));
        }
        offers.clear();
        Set.copyOf(waits.keySet()).forEach(waiterId -> end(waiterId, Wait.UNKNOWN, Wait.End.UNKNOWN));
    }

    private void end(long waiterId, long sequence, Wait.End end) {
        OpenWait wait = waits.remove(waiterId);
        if (wait != null && strictShows.contains(wait.showId())) {
            evidence.waited(new Wait(wait.showId(), wait.waiterId(), wait.joinedSequence(), sequence, end));
        }
    }

    private static Grant offered(String showId, Reply reply) {
        Answer hold = reply.answer().hold();
        return new Grant(
                showId,
                hold.text("holdId"),
                hold.seats(),
                reply.bestSequence(),
                Grant.UNKNOWN,
                hold.timeMs("expiresAt"),
                true);
    }

    private void grant(String showId, BinaryAnswer answer, List<String> seats) {
        evidence.granted(new Grant(
                showId,
                holdName(answer.subjectId()),
                seats,
                answer.sequence(),
                answer.timestampMs(),
                answer.expiresAtMs(),
                false));
    }

    private String holdName(long holdId) {
        return nameOfHold.getOrDefault(holdId, Long.toString(holdId));
    }

    private static String text(BinaryAnswer answer, Kind kind) {
        return answer.signed().map(signed -> signed.text(kind)).orElse("");
    }
}
