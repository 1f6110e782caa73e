package io.rushline.loadtest.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Prints the figures of a run for people. */
public final class TextReport {
    private final PrintStream out;

    public TextReport(PrintStream out) {
        this.out = out;
    }

    public void print(Figures figures) {
        printRun(figures);
        printCounts(figures.counts());
        printLatencies(figures.latencies());
        printVerdict(figures.verdict(), figures.journal(), figures.judgement());
    }

    /** Prints what was found, and what it comes to. */
    public void printVerdict(Verdict verdict, Optional<JournalFindings> journal, Judgement judgement) {
        printVerdict(verdict);
        journal.ifPresent(this::printJournal);
        line("%s%s", judgement.line(), verdict.remark());
    }

    /** Prints how far the tester was behind its own schedule. */
    public void printLag(double lagMaxMs) {
        line("the tester was %.1f ms late at worst", lagMaxMs);
    }

    /** Prints both latencies of each operation. */
    public void printLatencies(Latencies latencies) {
        printLatencies("from the intended send time", latencies.responses());
        printLatencies("from the real send time", latencies.services());
        if (latencies.waits().count() > 0) {
            printLatencies("in the line", List.of(latencies.waits()));
        }
    }

    private void printRun(Figures figures) {
        Setup setup = figures.setup();
        line(
                "on-sale of %s at %s over %s, seed %s",
                String.join(", ", figures.shows()),
                setup.option("url"),
                setup.option("protocol"),
                setup.option("seed"));
        line(
                "%,d customers arrived in %.1f s, %,.0f a second; the run took %.1f s",
                figures.customers(), figures.arrivalSeconds(), figures.arrivalsPerSecond(), figures.runSeconds());
        printLag(figures.lagMaxMs());
        String when = figures.soldOut()
                ? String.format(Locale.ROOT, "sold out after %.1f s", figures.sellOutSeconds())
                : "not sold out";
        line(
                "%,d of %,d seats sold in %,d bookings, %s",
                figures.seatsSold(), figures.seatsForSale(), figures.bookings(), when);
        if (!setup.option("set").isEmpty()) {
            line("customers are unusual in %s", setup.option("set"));
        }
        line("");
        line("%-34s %9s", "what became of customers", "count");
        figures.fates().forEach((fate, count) -> line("%-34s %,9d", fate, count));
    }

    /** Prints how often each operation was answered how. */
    public void printCounts(Map<Operation, SortedMap<String, Long>> counts) {
        line("");
        line("%-22s %-34s %9s", "request", "answer", "count");
        counts.forEach((operation, outcomes) ->
                outcomes.forEach((outcome, count) -> line("%-22s %-34s %,9d", operation.label(), outcome, count)));
    }

    private void printLatencies(String since, List<Latencies.Row> rows) {
        line("");
        line("milliseconds %s", since);
        line("%-22s %9s %8s %8s %8s %8s %8s", "", "count", "p50", "p90", "p99", "p99.9", "max");
        for (Latencies.Row row : rows) {
            line(
                    "%-22s %,9d %8.2f %8.2f %8.2f %8.2f %8.2f",
                    row.name(), row.count(), row.p50Ms(), row.p90Ms(), row.p99Ms(), row.p999Ms(), row.maxMs());
        }
    }

    private void printVerdict(Verdict verdict) {
        line("");
        line("%-34s %9s", "verdict from replies", "count");
        line("%-34s %,9d", "seats sold twice", verdict.seatsSoldTwice());
        line("%-34s %,9d", "seats held twice", verdict.seatsHeldTwice());
        line("%-34s %,9d", "waiters overtaken by a waiter", verdict.waitersOvertaken());
        line("%-34s %,9d", "waiters overtaken by a newcomer", verdict.waitersOvertakenByNewcomers());
        line("%-34s %,9d", "acknowledged bookings lost", verdict.bookingsLost());
        line("%-34s %,9d", "double clicks answered in two ways", verdict.answersInTwoWays());
        if (verdict.waitsUnproven() > 0) {
            line("%-34s %,9d", "waits with an unknown end", verdict.waitsUnproven());
        }
        if (verdict.bookingsUnproven() > 0) {
            line("%-34s %,9d", "bookings with an unknown end", verdict.bookingsUnproven());
        }
        if (verdict.sentToAndFro() > 0) {
            line("%-34s %,9d", "customers sent to and fro", verdict.sentToAndFro());
        }
        verdict.findings().forEach(finding -> line("  %s", finding));
    }

    private void printJournal(JournalFindings journal) {
        line("%-34s", "verdict from the journal");
        line("%-34s %,9d of %,d", "replies lost by the journal", journal.lost(), journal.compared());
        line("%-34s %,9d of %,d", "replies other than the journal", journal.differing(), journal.compared());
        line("%-34s %,9d in %,d commands", "breaches of rules in the journal", journal.unfair(), journal.commands());
        journal.findings().forEach(finding -> line("  %s", finding));
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
