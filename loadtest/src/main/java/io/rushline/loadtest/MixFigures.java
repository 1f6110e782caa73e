package io.rushline.loadtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rushline.loadtest.report.JsonReport;
import io.rushline.loadtest.report.Judgement;
import io.rushline.loadtest.report.Latencies;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.report.TextReport;
import io.rushline.loadtest.report.page.RunReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a mix of requests has measured.
 *
 * @param requests that were due, and sent
 * @param seconds from the first to the last
 * @param lagMaxMs how far the tester was behind its schedule at worst
 * @param isInterrupted whether somebody ended it before its time
 */
record MixFigures(Setup setup, int requests, double seconds, double lagMaxMs, boolean isInterrupted, Meter meter) {
    void print(PrintStream out) {
        out.println(text("%s at %s, seed %s", setup.option("mix"), setup.option("url"), setup.option("seed")));
        out.println(text(
                "%,d requests in %.1f s over at most %s connections, %s a second",
                requests, seconds, setup.option("connections"), setup.option("rate")));
        TextReport report = new TextReport(out);
        report.printLag(lagMaxMs);
        report.printCounts(meter.tally().counts());
        report.printLatencies(meter.latencies());
        if (judgement() != Judgement.CLEAN) {
            out.println();
            out.println(judgement().line());
        }
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            setup.write(json);
            json.writeNumberField("requests", requests);
            json.writeNumberField("seconds", seconds);
            json.writeNumberField("lagMaxMs", lagMaxMs);
            JsonReport.writeMeasured(
                    json,
                    meter.tally().counts(),
                    meter.latencies(),
                    meter.timeline().moments());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    RunReport report() {
        Map<String, Long> answers = OnsaleReport.answers(meter.tally().counts());
        long failures = meter.tally().unanswered();
        Map<String, String> tiles = new LinkedHashMap<>();
        tiles.put("requests", text("%,d", requests));
        tiles.put("requests a second", setup.option("rate"));
        tiles.put("median, worst kind", OnsaleReport.time(worst(meter.latencies(), Latencies.Row::p50Ms)));
        tiles.put("99 %, worst kind", OnsaleReport.time(worst(meter.latencies(), Latencies.Row::p99Ms)));
        tiles.put("tester late, at worst", OnsaleReport.time(lagMaxMs));
        return new RunReport(
                "Requests at a fixed rate",
                text(
                        "%s, %s a second for %.0f s at %s",
                        setup.option("mix"), setup.option("rate"), seconds, setup.option("url")),
                tiles,
                headline(failures),
                judgement(),
                Map.of("requests without an answer", failures),
                List.of(),
                Map.of("Answers", answers),
                meter.latencies(),
                meter.timeline().moments(),
                0,
                setup,
                json());
    }

    /** A mix is asked nothing that could prove a promise broken. */
    private Judgement judgement() {
        return Judgement.of(true, !meter.isSilent(), isInterrupted);
    }

    private String headline(long failures) {
        if (judgement() != Judgement.CLEAN) {
            return judgement().headline();
        }
        return failures == 0 ? "Every request was answered" : "Some requests had no answer";
    }

    private static double worst(Latencies latencies, ToDoubleFunction<Latencies.Row> value) {
        return latencies.responses().stream().mapToDouble(value).max().orElse(0);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
