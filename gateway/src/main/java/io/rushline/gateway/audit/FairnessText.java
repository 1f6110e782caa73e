package io.rushline.gateway.audit;

import io.rushline.engine.protocol.WaitEnd;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.fairness.FairnessAudit;
import io.rushline.journal.audit.fairness.Finding;
import io.rushline.journal.audit.fairness.ShowTally;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a fairness audit found, for people and for programs. */
final class FairnessText {
    private static final int MAX_PRINTED = 100;

    private FairnessText() {}

    static void print(PrintWriter out, ScanReport report, FairnessAudit audit, @Nullable Long showId) {
        out.printf(
                Locale.ROOT,
                "%,d commands, sequences %d to %d, were followed through %,d shows.%n%n",
                audit.commands(),
                report.firstSequence(),
                report.lastSequence(),
                audit.tallies().shows().size());
        out.println("Each event was compared with what all events before it allow:");
        for (Finding.Rule rule : Finding.Rule.values()) {
            long broken = audit.findings().stream()
                    .filter(found -> found.rule() == rule)
                    .count();
            out.printf(Locale.ROOT, "  %-18s %s%n", title(rule), broken == 0 ? "held" : "BROKEN " + broken + " times");
        }
        out.println();
        List<ShowTally> shows = shows(audit, showId);
        List<ShowTally> touched = shows.stream().filter(ShowTally::isTouched).toList();
        touched.forEach(show -> print(out, show));
        if (touched.size() < shows.size()) {
            out.printf(Locale.ROOT, "In %,d shows nobody asked for anything.%n%n", shows.size() - touched.size());
        }
        List<Finding> findings = findings(audit, showId);
        for (Finding found : findings.subList(0, Math.min(MAX_PRINTED, findings.size()))) {
            out.printf(
                    Locale.ROOT,
                    "at %d%s, %s: %s%n",
                    found.sequence(),
                    found.showId() == 0 ? "" : " in show " + found.showId(),
                    title(found.rule()),
                    found.text());
        }
        if (findings.size() > MAX_PRINTED) {
            out.printf(Locale.ROOT, "and %,d more; --json has them%n", audit.findingCount() - MAX_PRINTED);
        }
        out.println(
                audit.findingCount() == 0
                        ? "Verdict: fair. Nobody was overtaken, no seat was sold twice."
                        : String.format(Locale.ROOT, "Verdict: NOT FAIR, %,d findings.", audit.findingCount()));
    }

    private static void print(PrintWriter out, ShowTally show) {
        out.printf(
                Locale.ROOT,
                "show %d, %s, %s, %,d seats: %s%n",
                show.showId(),
                show.hall(),
                show.policy(),
                show.seatCount(),
                show.findings() == 0 ? "fair" : show.findings() + " FINDINGS");
        out.printf(
                Locale.ROOT,
                "  sold   %,d seats in %,d bookings, %,d of them late; %,d were cancelled%n",
                show.bookedSeats(),
                show.bookings(),
                show.lateBookings(),
                show.cancelledBookings());
        out.printf(
                Locale.ROOT,
                "  held   %,d times; %,d released, %,d expired, %,d exchanged%n",
                show.holds(),
                show.releases(),
                show.expiries(),
                show.exchanges());
        out.printf(
                Locale.ROOT,
                "  line   %,d joined, %,d were offered seats, %,d left, %,d timed out, %,d could not be served; %,d skips,"
                        + " each explained%n",
                show.joins(),
                show.offers(),
                show.waitEnds().getOrDefault(WaitEnd.LEFT, 0L),
                show.waitEnds().getOrDefault(WaitEnd.TIMED_OUT, 0L),
                show.waitEnds().getOrDefault(WaitEnd.INSUFFICIENT, 0L)
                        + show.waitEnds().getOrDefault(WaitEnd.SHOW_FULL, 0L)
                        + show.waitEnds().getOrDefault(WaitEnd.SHOW_CANCELLED, 0L),
                show.skips());
        out.printf(Locale.ROOT, "  refused %s%n%n", show.refusals().isEmpty() ? "nobody" : show.refusals());
    }

    /** Whether there is anything to report on a show. */
    static boolean knows(FairnessAudit audit, long showId) {
        return !shows(audit, showId).isEmpty();
    }

    static void json(PrintWriter out, ScanReport report, FairnessAudit audit, @Nullable Long showId) {
        JournalOptions.printJson(
                out,
                json -> json.field("fair", audit.findingCount() == 0)
                        .field("commands", audit.commands())
                        .field("firstSequence", report.firstSequence())
                        .field("lastSequence", report.lastSequence())
                        .field("findingCount", audit.findingCount())
                        .objects(
                                "findings",
                                findings(audit, showId),
                                (each, found) -> each.field("rule", found.rule().name())
                                        .field("sequence", found.sequence())
                                        .field("showId", found.showId())
                                        .field("text", found.text()))
                        .objects("shows", shows(audit, showId), FairnessText::write));
    }

    static void write(JsonWriter json, ShowTally show) {
        json.field("showId", show.showId())
                .field("hall", show.hall())
                .field("linePolicy", show.policy().name())
                .field("seats", show.seatCount())
                .field("findings", show.findings())
                .field("holds", show.holds())
                .field("offers", show.offers())
                .field("bookings", show.bookings())
                .field("lateBookings", show.lateBookings())
                .field("cancelledBookings", show.cancelledBookings())
                .field("bookedSeats", show.bookedSeats())
                .field("releases", show.releases())
                .field("expiries", show.expiries())
                .field("exchanges", show.exchanges())
                .field("joins", show.joins())
                .field("skips", show.skips())
                .object(
                        "waitEnds",
                        each -> show.waitEnds().forEach((reason, count) -> each.field(reason.name(), count)))
                .object("refusals", each -> show.refusals().forEach((code, count) -> each.field(code.name(), count)));
    }

    static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<ShowTally> shows(FairnessAudit audit, @Nullable Long showId) {
        return audit.tallies().shows().stream()
                .filter(show -> showId == null || show.showId() == showId)
                .toList();
    }

    private static List<Finding> findings(FairnessAudit audit, @Nullable Long showId) {
        return audit.findings().stream()
                .filter(found -> showId == null || found.showId() == showId)
                .toList();
    }

    private static String title(Finding.Rule rule) {
        return rule.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
