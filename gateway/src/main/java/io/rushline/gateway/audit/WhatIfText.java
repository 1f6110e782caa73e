package io.rushline.gateway.audit;

import io.rushline.gateway.http.JsonWriter;
import io.rushline.journal.audit.StateSummary;
import io.rushline.journal.audit.fairness.ShowTally;
import io.rushline.journal.audit.whatif.WhatIf;
import io.rushline.journal.audit.whatif.WhatIf.Difference;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What would have been different, for people and for programs. */
final class WhatIfText {
    private WhatIfText() {}

    static void print(PrintWriter out, WhatIf whatIf) {
        List<Difference> all = whatIf.shows();
        List<Difference> different = all.stream().filter(Difference::isAny).toList();
        StateSummary was = whatIf.stateAsItWas();
        StateSummary would = whatIf.stateAsItWouldBe();
        ReportText.line(out, "as it was", "state hash %s after sequence %d", was.stateHashText(), was.lastSequence());
        ReportText.line(out, "as it would", "state hash %s", would.stateHashText());
        out.printf(Locale.ROOT, "%,d of %,d shows would have come out differently%n", different.size(), all.size());
        if (!different.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "%n%-12s %-13s %9s %9s %9s %9s %9s %9s %9s%n",
                    "show",
                    "",
                    "holds",
                    "offers",
                    "bookings",
                    "seats",
                    "joined",
                    "skips",
                    "refusals");
        }
        for (Difference show : different) {
            row(out, Long.toString(show.was().showId()), "as it was", show.was());
            row(out, "", "would be", show.would());
        }
    }

    private static void row(PrintWriter out, String show, String which, ShowTally tally) {
        out.printf(
                Locale.ROOT,
                "%-12s %-13s %9d %9d %9d %9d %9d %9d %9d%n",
                show,
                which,
                tally.holds(),
                tally.offers(),
                tally.bookings(),
                tally.bookedSeats(),
                tally.joins(),
                tally.skips(),
                FairnessText.sum(tally.refusals()));
    }

    static void json(PrintWriter out, WhatIf whatIf) {
        List<Difference> all = whatIf.shows();
        JournalOptions.printJson(
                out,
                json -> json.object("was", each -> ReportText.write(each, whatIf.stateAsItWas()))
                        .object("would", each -> ReportText.write(each, whatIf.stateAsItWouldBe()))
                        .field("shows", all.size())
                        .objects(
                                "differences",
                                all.stream().filter(Difference::isAny).toList(),
                                WhatIfText::write));
    }

    private static void write(JsonWriter json, Difference show) {
        json.field("showId", show.was().showId())
                .object("was", each -> FairnessText.write(each, show.was()))
                .object("would", each -> FairnessText.write(each, show.would()));
    }
}
