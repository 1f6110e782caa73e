package io.rushline.journal.audit.fairness;

import io.rushline.engine.EngineLimits;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows a sale decision by decision and says where it was not fair.
 *
 * <p>Threading: one thread. Allocation: as the picture; of findings, the first ten thousand are kept in words.
 */
public final class FairnessAudit implements Consumer<Decision> {
    private final Picture picture = new Picture();
    private final Tallies tallies = new Tallies();
    private final Findings findings = new Findings();
    private final OrderRules order = new OrderRules(findings);
    private final Asked asked = new Asked(picture);
    private final ExpiredHolds expired;
    private final ShowRules shows = new ShowRules(findings);
    private final SeatRules seats;
    private final LineRules line = new LineRules(picture, findings);
    private final ReplyRules replies = new ReplyRules(picture, asked, findings);
    private final ServiceRules service;
    private long commands;

    /** An audit of what a server decides. */
    public FairnessAudit() {
        this(EngineLimits.SERVER);
    }

    /** An audit of an engine that begins with these limits. */
    public FairnessAudit(EngineLimits limits) {
        expired = new ExpiredHolds(limits.maxEndedHolds());
        seats = new SeatRules(picture, expired, findings);
        service = new ServiceRules(picture, findings, limits.maxStepsPerCommand());
    }

    @Override
    public void accept(Decision decision) {
        int before = findings.kept().size();
        commands++;
        findings.begin(decision.sequence());
        order.check(decision);
        asked.begin();
        expired.begin(decision);
        line.begin();
        service.begin(decision);
        for (Event event : decision.events()) {
            Optional<ShowPicture> show = picture.show(event.showId());
            boolean needsShow = !(event instanceof Event.SeatPlanDefined
                    || event instanceof Event.SeatPlanRenamed
                    || event instanceof Event.ShowCreated);
            findings.require(
                    show.isPresent() || !needsShow,
                    Rule.ORDER,
                    event.showId(),
                    () -> event.name() + " is about a show that is not there");
            boolean isAsked = asked.isFor(decision, event);
            shows.checkAsked(event, isAsked);
            show.ifPresent(known -> {
                shows.check(event, known);
                seats.check(event, known, isAsked);
                line.check(event, known, isAsked);
                service.count(event, known);
            });
            picture.apply(event);
        }
        replies.check(decision);
        service.check(decision);
        tallies.count(decision, picture);
        for (Finding found : findings.kept().subList(before, findings.kept().size())) {
            tallies.countFinding(found.showId());
        }
    }

    /** What was decided so far. */
    public Picture picture() {
        return picture;
    }

    public Tallies tallies() {
        return tallies;
    }

    /** The first ten thousand findings. */
    public List<Finding> findings() {
        return findings.kept();
    }

    /** How many findings there are in all. */
    public long findingCount() {
        return findings.count();
    }

    public long commands() {
        return commands;
    }
}
