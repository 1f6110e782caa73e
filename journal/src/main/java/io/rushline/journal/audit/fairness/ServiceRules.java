package io.rushline.journal.audit.fairness;

import io.rushline.engine.protocol.SaleState;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Event.SeatsOffered;
import io.rushline.journal.audit.message.Event.ShowArchived;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import io.rushline.journal.audit.picture.WaiterPicture;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whoever can be served is served in the step that makes it possible, and whoever can't be any more is told.
 *
 * <p>A command may do only so much (docs/rules.md, C4 and C5). Only after one that did less than that, nothing may be left.
 */
final class ServiceRules {
    private static final int STEPS_OF_AN_OFFER = 10;

    private final Picture picture;
    private final Findings findings;
    private final Set<Long> touched = new LinkedHashSet<>();
    private int maxSteps;
    private long steps;
    /** Bookings of archived shows that are being forgotten, which takes steps and makes no events. */
    private long beingForgotten;

    ServiceRules(Picture picture, Findings findings, int maxSteps) {
        this.picture = picture;
        this.findings = findings;
        this.maxSteps = maxSteps;
    }

    void begin(Decision decision) {
        steps = 0;
        if (decision.command() instanceof Command.StartEpoch c && c.maxStepsPerCommand() > 0) {
            maxSteps = c.maxStepsPerCommand();
        }
    }

    /** Looks at an event that the picture does not have yet. */
    void count(Event event, ShowPicture show) {
        steps += event instanceof SeatsOffered ? STEPS_OF_AN_OFFER : 1;
        touched.add(event.showId());
        if (event instanceof ShowArchived) {
            beingForgotten += show.bookedCount();
        }
    }

    /** Looks at a command whose events are all in the picture. */
    void check(Decision decision) {
        if (steps + beingForgotten >= maxSteps) {
            beingForgotten = Math.max(0, beingForgotten - Math.max(0, maxSteps - steps));
            return;
        }
        beingForgotten = 0;
        for (long showId : touched) {
            picture.show(showId).ifPresent(this::requireServed);
        }
        touched.clear();
    }

    private void requireServed(ShowPicture show) {
        if (show.line().isEmpty() || show.saleState() == SaleState.CANCELLED) {
            return;
        }
        Optional<WaiterPicture> hopeless =
                show.line().first(Long.MAX_VALUE, waiter -> show.obtainable(waiter.category()) < waiter.quantity());
        findings.require(
                hopeless.isEmpty(),
                Rule.NOBODY_FORGOTTEN,
                show.showId(),
                () -> "waiter " + hopeless.map(WaiterPicture::waiterId).orElse(0L)
                        + " is left waiting for more seats than can come free");
        if (show.saleState() == SaleState.OPEN) {
            Optional<WaiterPicture> next = show.isStrict()
                    ? show.line().head().filter(show::fits)
                    : show.line().first(Long.MAX_VALUE, show::fits);
            findings.require(
                    next.isEmpty(),
                    Rule.NOBODY_FORGOTTEN,
                    show.showId(),
                    () -> "waiter " + next.map(WaiterPicture::waiterId).orElse(0L)
                            + " is left waiting although enough seats are free");
        }
    }
}
