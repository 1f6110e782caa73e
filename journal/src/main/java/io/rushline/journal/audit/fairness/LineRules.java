package io.rushline.journal.audit.fairness;

import io.rushline.engine.protocol.SaleState;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Event.LineJoined;
import io.rushline.journal.audit.message.Event.SeatsBooked;
import io.rushline.journal.audit.message.Event.SeatsExchanged;
import io.rushline.journal.audit.message.Event.SeatsHeld;
import io.rushline.journal.audit.message.Event.SeatsOffered;
import io.rushline.journal.audit.message.Event.SkippedParty;
import io.rushline.journal.audit.message.Event.WaitEnded;
import io.rushline.journal.audit.message.Event.WaitersSkipped;
import io.rushline.journal.audit.picture.LinePicture;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import io.rushline.journal.audit.picture.WaiterPicture;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Nobody is served before somebody who has waited longer, but past those for whom too few seats are free. */
final class LineRules {
    private static final long EVERYBODY = Long.MAX_VALUE;

    private final Picture picture;
    private final Findings findings;
    private @Nullable WaitersSkipped skip;

    LineRules(Picture picture, Findings findings) {
        this.picture = picture;
        this.findings = findings;
    }

    /** Begins a command: explanations are for its own events. */
    void begin() {
        skip = null;
    }

    /**
     * Looks at an event that the picture does not have yet.
     *
     * @param isAsked whether it is what the command asked for
     */
    void check(Event event, ShowPicture show, boolean isAsked) {
        if (event instanceof WaitersSkipped e) {
            skip = e;
        } else if (event instanceof SeatsHeld e) {
            requireNobodyPassed(show, e.holdId(), EVERYBODY, "hold " + e.holdId() + " of " + e.customer());
        } else if (event instanceof SeatsOffered e) {
            offered(e, show);
        } else if (event instanceof SeatsExchanged e) {
            if (takesMore(show, e)) {
                requireNobodyPassed(show, e.holdId(), EVERYBODY, "the exchange of hold " + e.holdId());
            }
        } else if (event instanceof SeatsBooked e) {
            if (e.late()) {
                bookedLate(e, show);
            }
        } else if (event instanceof LineJoined e) {
            joined(e, show, isAsked);
        } else if (event instanceof WaitEnded e) {
            ended(e, show, isAsked);
        }
    }

    private void offered(SeatsOffered event, ShowPicture show) {
        Optional<WaiterPicture> waiter = picture.waiter(event.waiterId());
        if (waiter.isEmpty() || waiter.get().showId() != show.showId()) {
            require(false, Rule.NOBODY_OVERTAKEN, show, "an offer went to " + event.waiterId() + ", who does not wait");
            return;
        }
        String what = "offer " + event.waiterId() + " to " + event.customer();
        if (show.isStrict()) {
            long head = show.line().head().map(WaiterPicture::waiterId).orElse(0L);
            require(
                    head == event.waiterId(),
                    Rule.NOBODY_OVERTAKEN,
                    show,
                    what + " overtakes waiter " + head + ", who is first in line");
        } else {
            requireNobodyPassed(show, event.waiterId(), event.waiterId(), what);
        }
        boolean isWished = event.seats().size() == waiter.get().quantity()
                && event.customer().equals(waiter.get().customer())
                && event.seats().stream()
                        .allMatch(
                                seat -> show.plan().isWished(seat, waiter.get().category()));
        require(isWished, Rule.TERMS, show, what + " is not what the party waited for");
    }

    /** Who may not be passed is who could use one of the seats; with FIRST_FIT, only if enough are free for the party. */
    private void bookedLate(SeatsBooked event, ShowPicture show) {
        String what = "late booking " + event.bookingId() + " of " + event.customer();
        Predicate<WaiterPicture> isForSeats =
                waiter -> event.seats().stream().anyMatch(seat -> show.plan().isWished(seat, waiter.category()));
        if (show.isStrict()) {
            requireNotPassed(show, show.line().first(EVERYBODY, isForSeats), what);
        } else {
            // While the work on a show is not done, somebody may fit who waits for seats of another kind.
            requireNotPassed(show, show.line().first(EVERYBODY, isForSeats.and(show::fits)), what);
            requireExplained(show, event.holdId(), show.line().firsts(EVERYBODY), what);
        }
    }

    private void joined(LineJoined event, ShowPicture show, boolean isAsked) {
        require(
                isAsked,
                Rule.NOBODY_OVERTAKEN,
                show,
                "waiter " + event.waiterId() + " has a place in line that nobody asked for at this sequence");
        require(
                event.expiresAtMs() == event.timestampMs() + show.terms().waitMs(),
                Rule.TERMS,
                show,
                "waiter " + event.waiterId() + " has another time than "
                        + show.terms().waitMs() + " ms");
        require(
                !show.isOverLimit(event.customer(), event.quantity()),
                Rule.TERMS,
                show,
                "waiter " + event.waiterId() + " goes beyond the limit of "
                        + show.terms().maxPerCustomer() + " seats");
    }

    private void ended(WaitEnded event, ShowPicture show, boolean isAsked) {
        Optional<WaiterPicture> waiter = picture.waiter(event.waiterId());
        if (waiter.isEmpty() || waiter.get().showId() != show.showId()) {
            require(false, Rule.RIGHT_END, show, "a wait ended that there was not: " + event.waiterId());
            return;
        }
        int obtainable = show.obtainable(waiter.get().category());
        boolean isTrue = switch (event.reason()) {
            case LEFT -> isAsked;
            case TIMED_OUT -> event.timestampMs() >= waiter.get().expiresAtMs();
            case INSUFFICIENT -> obtainable < waiter.get().quantity() && obtainable > 0;
            case SHOW_FULL -> obtainable == 0;
            case SHOW_CANCELLED -> show.saleState() == SaleState.CANCELLED;
            default -> false;
        };
        require(
                isTrue,
                Rule.RIGHT_END,
                show,
                "the wait of " + described(waiter.get()) + " ended with " + event.reason() + " while " + obtainable
                        + " seats could still be had");
    }

    /** Nobody of those before an id may be passed by who is served now; with FIRST_FIT they may, if they are too many. */
    private void requireNobodyPassed(ShowPicture show, long servedId, long beforeId, String what) {
        LinePicture line = show.line();
        requireNotPassed(show, show.isStrict() ? line.head() : line.first(beforeId, show::fits), what);
        if (!show.isStrict()) {
            requireExplained(show, servedId, line.firsts(beforeId), what);
        }
    }

    private void requireNotPassed(ShowPicture show, Optional<WaiterPicture> passed, String what) {
        require(
                passed.isEmpty(),
                Rule.NOBODY_OVERTAKEN,
                show,
                what + " overtakes " + passed.map(LineRules::described).orElse("nobody"));
    }

    private void requireExplained(ShowPicture show, long servedId, List<WaiterPicture> ahead, String what) {
        if (ahead.isEmpty()) {
            return;
        }
        List<SkippedParty> told = skip == null || skip.holdId() != servedId ? List.of() : skip.parties();
        boolean isTold = told.size() == ahead.size();
        for (int i = 0; isTold && i < told.size(); i++) {
            SkippedParty party = told.get(i);
            WaiterPicture waiter = ahead.get(i);
            isTold = party.category() == waiter.category()
                    && party.quantity() == waiter.quantity()
                    && party.firstWaiterId() == waiter.waiterId()
                    && party.free() == show.free(party.category());
        }
        require(
                isTold,
                Rule.SKIP_EXPLAINED,
                show,
                what + " passes " + described(ahead.get(0)) + ", and the journal does not say rightly why");
        skip = null;
    }

    private static boolean takesMore(ShowPicture show, SeatsExchanged event) {
        for (int category = 0; category < show.plan().categoryCount(); category++) {
            if (wished(show, event.seats(), category) > wished(show, event.formerSeats(), category)) {
                return true;
            }
        }
        return false;
    }

    private static long wished(ShowPicture show, List<Integer> seats, int category) {
        return seats.stream()
                .filter(seat -> show.plan().isWished(seat, category))
                .count();
    }

    private static String described(WaiterPicture waiter) {
        return "waiter " + waiter.waiterId() + " (" + waiter.customer() + ", " + waiter.quantity() + " seats)";
    }

    private void require(boolean holds, Rule rule, ShowPicture show, String otherwise) {
        findings.require(holds, rule, show.showId(), () -> otherwise);
    }
}
