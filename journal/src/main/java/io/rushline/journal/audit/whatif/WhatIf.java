package io.rushline.journal.audit.whatif;

import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.Replay;
import io.rushline.journal.audit.StateSummary;
import io.rushline.journal.audit.fairness.ShowTally;
import io.rushline.journal.audit.fairness.Tallies;
import io.rushline.journal.audit.picture.Picture;
import io.rushline.journal.replay.CommandHandler;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Decides each command twice: as it was, and under other terms. */
public final class WhatIf implements CommandHandler {
    private final OtherTerms.Rewriting rewriting;
    private final World was = new World();
    private final World would = new World();

    /** One outcome of the same commands. */
    private static final class World {
        private final Picture picture = new Picture();
        private final Tallies tallies = new Tallies();
        private final Replay replay = new Replay(Decision.reading(this::see));

        private void see(Decision decision) {
            decision.events().forEach(picture::apply);
            tallies.count(decision, picture);
        }
    }

    /** A show in both. */
    public record Difference(ShowTally was, ShowTally would) {
        /** Whether anything that is counted came out in another way. */
        public boolean isAny() {
            return was.holds() != would.holds()
                    || was.offers() != would.offers()
                    || was.bookings() != would.bookings()
                    || was.bookedSeats() != would.bookedSeats()
                    || was.joins() != would.joins()
                    || !was.refusals().equals(would.refusals())
                    || !was.waitEnds().equals(would.waitEnds());
        }
    }

    /** Terms that are none give the same twice. */
    public WhatIf(OtherTerms terms) {
        rewriting = terms.rewriting();
    }

    @Override
    public void onCommand(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        was.replay.onCommand(sequence, timestampMs, command, offset, length);
        if (rewriting.isConcerned(sequence, command, offset)) {
            DirectBuffer other = rewriting.rewritten(command, offset, length);
            would.replay.onCommand(sequence, timestampMs, other, 0, length);
        } else {
            would.replay.onCommand(sequence, timestampMs, command, offset, length);
        }
    }

    public StateSummary stateAsItWas() {
        return was.replay.state();
    }

    public StateSummary stateAsItWouldBe() {
        return would.replay.state();
    }

    /** All shows that there are in both, in the order in which they were created. */
    public List<Difference> shows() {
        List<Difference> shows = new ArrayList<>();
        for (ShowTally tally : was.tallies.shows()) {
            would.tallies.show(tally.showId()).ifPresent(other -> shows.add(new Difference(tally, other)));
        }
        return shows;
    }
}
