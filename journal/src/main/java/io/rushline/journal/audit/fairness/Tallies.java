package io.rushline.journal.audit.fairness;

import io.rushline.engine.protocol.Code;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply.Refused;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.audit.picture.ShowPicture;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts what happened, show by show. Archived shows stay in it. */
public final class Tallies {
    private final Map<Long, ShowTally> shows = new LinkedHashMap<>();

    /** Takes in a command whose events are all in the picture. */
    public void count(Decision decision, Picture picture) {
        for (Event event : decision.events()) {
            if (event instanceof Event.ShowCreated) {
                picture.show(event.showId()).ifPresent(this::add);
            }
            ShowTally tally = shows.get(event.showId());
            if (tally != null) {
                tally.count(event);
            }
        }
        decision.reply()
                .filter(reply -> reply instanceof Refused && !reply.replayed())
                .ifPresent(reply -> countRefusal(decision, picture, reply.code()));
    }

    private void add(ShowPicture show) {
        shows.put(
                show.showId(),
                new ShowTally(
                        show.showId(),
                        show.plan().hall(),
                        show.terms().linePolicy(),
                        show.plan().seatCount()));
    }

    private void countRefusal(Decision decision, Picture picture, Code code) {
        long showId = picture.showOf(decision.command());
        ShowTally tally = shows.get(showId);
        if (tally != null) {
            tally.countRefusal(code);
        }
    }

    void countFinding(long showId) {
        ShowTally tally = shows.get(showId);
        if (tally != null) {
            tally.countFinding();
        }
    }

    /** The tally of a show, also of one that is archived. */
    public Optional<ShowTally> show(long showId) {
        return Optional.ofNullable(shows.get(showId));
    }

    /** All of them, in the order in which the shows were created. */
    public Collection<ShowTally> shows() {
        return Collections.unmodifiableCollection(shows.values());
    }
}
