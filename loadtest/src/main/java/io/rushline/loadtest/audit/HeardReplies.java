package io.rushline.loadtest.audit;

import io.rushline.gateway.binary.SignedId;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.PlanPicture;
import io.rushline.loadtest.report.Heard;
import io.rushline.loadtest.report.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The replies that a run has heard, looked for in the journal's decisions one by one.
 *
 * <p>Caveats: the catalogue has no say in the journal, so that only commands are compared, and offers that somebody was
 * told of.
 */
final class HeardReplies {
    private static final int FINDINGS_MAX_PER_KIND = 5;

    // What the engine calls CAPACITY is OVERLOADED over HTTP, and CAPACITY over the binary protocol.
    private static final Map<String, String> OTHER_NAMES = Map.of("CAPACITY", "OVERLOADED");

    private final Map<Long, List<Heard>> bySequence = new HashMap<>();
    private final List<String> findings = new ArrayList<>();
    private long compared;
    private long lost;
    private long differing;

    HeardReplies(List<Heard> heard) {
        for (Heard reply : heard) {
            bySequence
                    .computeIfAbsent(reply.sequence(), absent -> new ArrayList<>(1))
                    .add(reply);
        }
    }

    /** Takes the next decision; the picture has its events already. */
    void compare(Decision decision, Picture picture) {
        List<Heard> replies = bySequence.remove(decision.sequence());
        if (replies != null) {
            for (Heard heard : replies) {
                compared++;
                Optional<String> difference = heard.operation() == Operation.WATCH
                        ? offerDifference(heard, decision, picture)
                        : replyDifference(heard, decision, picture);
                difference.ifPresent(text -> differs(heard, text));
            }
        }
    }

    /** The journal is over: what was not in it is lost. */
    void end(long lastSequence) {
        List<Heard> missing = new ArrayList<>();
        bySequence.values().forEach(missing::addAll);
        missing.sort((a, b) -> Long.compare(a.sequence(), b.sequence()));
        compared += missing.size();
        lost = missing.size();
        missing.stream()
                .limit(FINDINGS_MAX_PER_KIND)
                .forEach(heard -> findings.add("a " + heard.operation().label() + " was answered " + heard.code()
                        + " with sequence " + heard.sequence() + ", which the journal does not have: it ends at "
                        + lastSequence));
        bySequence.clear();
    }

    long comparedCount() {
        return compared;
    }

    long lostCount() {
        return lost;
    }

    long differingCount() {
        return differing;
    }

    List<String> findings() {
        return Collections.unmodifiableList(findings);
    }

    private void differs(Heard heard, String text) {
        if (differing++ < FINDINGS_MAX_PER_KIND) {
            findings.add("a " + heard.operation().label() + " with sequence " + heard.sequence() + ": " + text);
        }
    }

    private static Optional<String> replyDifference(Heard heard, Decision decision, Picture picture) {
        if (decision.reply().isEmpty()) {
            return Optional.of("it was answered " + heard.code() + ", and the journal has "
                    + decision.command().name() + " there, which nobody sends");
        }
        Reply reply = decision.reply().get();
        String code = reply.code().name();
        if (!isSame(heard.code(), code)) {
            return Optional.of("it was answered " + heard.code() + ", and the journal says " + code);
        }
        if (!heard.code().equals(Heard.OK)) {
            return Optional.empty();
        }
        long subject = subject(heard.operation(), reply);
        if (!heard.id().isEmpty() && id(heard.id()) != subject) {
            return Optional.of("the answer was about " + id(heard.id()) + ", and the journal's is about " + subject);
        }
        boolean hasSeats = heard.operation() == Operation.HOLD
                || heard.operation() == Operation.HAMMER
                || heard.operation() == Operation.BOOK;
        return hasSeats ? seatDifference(heard.seats(), reply.showId(), reply.seats(), picture) : Optional.empty();
    }

    /** Whether a code that was heard is the journal's, by whichever of its names. */
    static boolean isSame(String heard, String journaled) {
        return heard.equals(journaled) || heard.equals(OTHER_NAMES.get(journaled));
    }

    private static Optional<String> offerDifference(Heard heard, Decision decision, Picture picture) {
        long holdId = id(heard.id());
        for (Event event : decision.events()) {
            if (event instanceof Event.SeatsOffered offer && offer.holdId() == holdId) {
                return seatDifference(heard.seats(), offer.showId(), offer.seats(), picture);
            }
        }
        return Optional.of("somebody was told of an offer, hold " + holdId + ", which the journal does not have there");
    }

    private static long subject(Operation operation, Reply reply) {
        return switch (operation) {
            case BOOK, CANCEL -> reply.bookingId();
            case JOIN, LEAVE -> reply.waiterId();
            default -> reply.holdId();
        };
    }

    private static Optional<String> seatDifference(
            List<String> told, long showId, List<Integer> seats, Picture picture) {
        Set<String> written = new HashSet<>();
        picture.show(showId).ifPresent(show -> {
            PlanPicture plan = show.plan();
            seats.forEach(seat -> written.add(plan.seatName(seat)));
        });
        return Set.copyOf(told).equals(written)
                ? Optional.empty()
                : Optional.of("the answer was about seats " + told + ", and the journal's is about " + written);
    }

    /** The engine's id in a signed one; -1 when it is none. */
    private static long id(String signed) {
        try {
            return SignedId.parse(signed).id();
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
