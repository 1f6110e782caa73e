package io.rushline.journal.audit.fairness;

import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Event.SaleOpened;
import io.rushline.journal.audit.message.Event.SeatsBlocked;
import io.rushline.journal.audit.message.Event.SeatsUnblocked;
import io.rushline.journal.audit.message.Event.ShowChanged;
import io.rushline.journal.audit.picture.ShowPicture;

/** Halls and shows are made and changed by an operator's command, and not to the harm of who has seats or waits. */
final class ShowRules {
    private final Findings findings;

    ShowRules(Findings findings) {
        this.findings = findings;
    }

    /** Looks at an event of whatever kind that the picture does not have yet. */
    void checkAsked(Event event, boolean isAsked) {
        boolean isOperators = event instanceof Event.SeatPlanDefined
                || event instanceof Event.SeatPlanRenamed
                || event instanceof Event.ShowCreated
                || event instanceof Event.ShowChanged
                || event instanceof Event.SaleOpened
                || event instanceof Event.SaleClosed
                || event instanceof Event.ShowCancelled
                || event instanceof Event.ShowArchived
                || event instanceof SeatsBlocked
                || event instanceof SeatsUnblocked;
        findings.require(
                isAsked || !isOperators,
                Rule.TERMS,
                event.showId(),
                () -> event.name() + " is not what an operator asked for");
    }

    /** Looks at an event that the picture does not have yet. */
    void check(Event event, ShowPicture show) {
        if (event instanceof ShowChanged e) {
            changed(e, show);
        } else if (event instanceof SaleOpened e) {
            require(
                    e.onSaleAtMs() == Math.min(show.onSaleAtMs(), e.timestampMs()),
                    show,
                    "the sale was opened from another time on than now, or than it had been open from");
        }
    }

    private void changed(ShowChanged event, ShowPicture show) {
        boolean isTaken =
                show.heldCount() + show.bookedCount() > 0 || !show.line().isEmpty();
        // After a payment that came late somebody has seats, although sales are still to begin.
        boolean isPutOff = event.onSaleAtMs() > event.timestampMs() && event.onSaleAtMs() != show.onSaleAtMs();
        require(!isTaken || !isPutOff, show, "sales were put off while somebody had seats or waited");
        require(
                !isTaken || (event.maxPerCustomer() == 0) == (show.terms().maxPerCustomer() == 0),
                show,
                "a limit per customer began or ended while somebody had seats or waited");
    }

    private void require(boolean holds, ShowPicture show, String otherwise) {
        findings.require(holds, Rule.TERMS, show.showId(), () -> otherwise);
    }
}
