package io.rushline.loadtest;

import io.rushline.loadtest.report.Figures;
import io.rushline.loadtest.report.JournalFindings;
import io.rushline.loadtest.report.JsonReport;
import io.rushline.loadtest.report.Latencies;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.report.Verdict;
import io.rushline.loadtest.report.page.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** An on-sale as the report directory shows it. */
final class OnsaleReport {
    private static final double MS_PER_SECOND = 1000;

    private OnsaleReport() {}

    static RunReport of(Figures figures) {
        Setup setup = figures.setup();
        List<String> findings = new ArrayList<>(figures.verdict().findings());
        figures.journal().ifPresent(journal -> findings.addAll(journal.findings()));
        return new RunReport(
                "On-sale of "
                        + (figures.shows().size() == 1
                                ? "a show"
                                : figures.shows().size() + " shows"),
                text(
                        "%,d customers in %.1f s for %,d seats at %s over %s, arrivals %s%s",
                        figures.customers(),
                        figures.arrivalSeconds(),
                        figures.seatsForSale(),
                        setup.option("url"),
                        setup.option("protocol"),
                        setup.option("shape") + setup.option("arrivals"),
                        setup.option("set").isEmpty() ? "" : ", customers unusual in " + setup.option("set")),
                tiles(figures),
                figures.judgement().headline() + figures.verdict().remark(),
                figures.judgement(),
                checks(figures.verdict(), figures.journal()),
                findings,
                mixes(figures),
                figures.latencies(),
                figures.timeline().moments(),
                figures.seatsForSale(),
                setup,
                JsonReport.of(figures));
    }

    private static Map<String, String> tiles(Figures figures) {
        Map<String, String> tiles = new LinkedHashMap<>();
        tiles.put(text("of %,d seats sold", figures.seatsForSale()), text("%,d", figures.seatsSold()));
        tiles.put("sold out after", figures.soldOut() ? text("%.1f s", figures.sellOutSeconds()) : "not sold out");
        tiles.put("customers a second", text("%,.0f", figures.arrivalsPerSecond()));
        Latencies latencies = figures.latencies();
        tiles.put("hold, median", time(latencies.responseMs(Operation.HOLD, 50)));
        tiles.put("hold, 99 %", time(latencies.responseMs(Operation.HOLD, 99)));
        tiles.put("hold, 99 % from sending", time(latencies.serviceMs(Operation.HOLD, 99)));
        tiles.put("tester late, at worst", time(figures.lagMaxMs()));
        return tiles;
    }

    /** What was looked for, and how often it was found. */
    static Map<String, Long> checks(Verdict verdict, Optional<JournalFindings> journal) {
        Map<String, Long> checks = new LinkedHashMap<>();
        checks.put("seats sold twice", (long) verdict.seatsSoldTwice());
        checks.put("seats held twice", (long) verdict.seatsHeldTwice());
        checks.put("waiters overtaken by a waiter", (long) verdict.waitersOvertaken());
        checks.put("waiters overtaken by a newcomer", (long) verdict.waitersOvertakenByNewcomers());
        checks.put("acknowledged bookings lost", (long) verdict.bookingsLost());
        checks.put("double clicks answered in two ways", (long) verdict.answersInTwoWays());
        journal.ifPresent(found -> {
            checks.put("replies lost by the journal", found.lost());
            checks.put("replies other than the journal", found.differing());
            checks.put("breaches of rules in the journal", found.unfair());
        });
        return checks;
    }

    /** Answers of all operations as one mix, the most frequent first. */
    static Map<String, Long> answers(Map<Operation, SortedMap<String, Long>> counts) {
        Map<String, Long> answers = new LinkedHashMap<>();
        counts.forEach((operation, outcomes) ->
                outcomes.forEach((outcome, count) -> answers.put(operation.label() + ": " + outcome, count)));
        return sorted(answers);
    }

    private static Map<String, Map<String, Long>> mixes(Figures figures) {
        Map<String, Map<String, Long>> mixes = new LinkedHashMap<>();
        Map<String, Long> fates = new LinkedHashMap<>();
        figures.fates().forEach((fate, count) -> fates.put(fate, (long) count));
        mixes.put("What became of customers", sorted(fates));
        mixes.put("Answers", answers(figures.counts()));
        putUnproven(mixes, figures.verdict());
        return mixes;
    }

    /** Adds what could not be proved either way, when there is something. */
    static void putUnproven(Map<String, Map<String, Long>> mixes, Verdict verdict) {
        Map<String, Long> unproven = new LinkedHashMap<>();
        if (verdict.waitsUnproven() > 0) {
            unproven.put("waits with an unknown end", (long) verdict.waitsUnproven());
        }
        if (verdict.bookingsUnproven() > 0) {
            unproven.put("bookings with an unknown end", (long) verdict.bookingsUnproven());
        }
        if (verdict.sentToAndFro() > 0) {
            unproven.put("customers sent to and fro", (long) verdict.sentToAndFro());
        }
        if (!unproven.isEmpty()) {
            mixes.put("Not proved either way", unproven);
        }
    }

    static Map<String, Long> sorted(Map<String, Long> counts) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    static String time(double ms) {
        return ms < MS_PER_SECOND ? text("%.1f ms", ms) : text("%.1f s", ms / MS_PER_SECOND);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
