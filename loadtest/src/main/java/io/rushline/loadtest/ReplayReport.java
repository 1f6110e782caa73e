package io.rushline.loadtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rushline.loadtest.replay.ReplayFigures;
import io.rushline.loadtest.report.JsonReport;
import io.rushline.loadtest.report.TextReport;
import io.rushline.loadtest.report.page.RunReport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A replay as text, as JSON, and as the report directory shows it. */
final class ReplayReport {
    private ReplayReport() {}

    static void print(ReplayFigures figures, PrintStream out) {
        out.println(text(
                "replay at %s of %,d commands in %.1f s, speed %s",
                figures.setup().option("url"),
                figures.commands(),
                figures.seconds(),
                figures.setup().option("speed")));
        out.println(text("%.1f ms behind the recorded times at worst", figures.lagMaxMs()));
        figures.shows().forEach((recorded, live) -> out.println("recorded show " + recorded + " is show " + live));
        out.println(text("%,d of %,d seats sold", figures.seatsSold(), figures.seatsForSale()));
        TextReport report = new TextReport(out);
        report.printCounts(figures.meter().tally().counts());
        report.printLatencies(figures.meter().latencies());
        out.println();
        out.println(text("%-50s %9s", "answers beside the recorded ones", "count"));
        out.println(text("%-50s %,9d", "the same", figures.same()));
        figures.differences().forEach((kind, count) -> out.println(text("%-50s %,9d", kind, count)));
        figures.examples().forEach(example -> out.println("  " + example));
        if (figures.unanswered() > 0) {
            out.println(text("%-50s %,9d", "commands without an answer", figures.unanswered()));
        }
        if (figures.unsent() > 0) {
            out.println(text("%-50s %,9d", "commands that were not sent any more", figures.unsent()));
        }
        report.printVerdict(figures.verdict(), figures.journal(), figures.judgement());
    }

    static String json(ReplayFigures figures) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            figures.setup().write(json);
            json.writeObjectFieldStart("shows");
            for (Map.Entry<Long, Long> show : figures.shows().entrySet()) {
                json.writeStringField(Long.toString(show.getKey()), Long.toString(show.getValue()));
            }
            json.writeEndObject();
            json.writeNumberField("commands", figures.commands());
            json.writeNumberField("unanswered", figures.unanswered());
            json.writeNumberField("unsent", figures.unsent());
            json.writeNumberField("seconds", figures.seconds());
            json.writeNumberField("lagMaxMs", figures.lagMaxMs());
            json.writeNumberField("seatsSold", figures.seatsSold());
            json.writeNumberField("seatsForSale", figures.seatsForSale());
            json.writeNumberField("same", figures.same());
            json.writeObjectFieldStart("differences");
            for (Map.Entry<String, Long> kind : figures.differences().entrySet()) {
                json.writeNumberField(kind.getKey(), kind.getValue());
            }
            json.writeEndObject();
            JsonReport.writeMeasured(
                    json,
                    figures.meter().tally().counts(),
                    figures.meter().latencies(),
                    figures.meter().timeline().moments());
            JsonReport.writeVerdict(json, figures.verdict(), figures.journal(), figures.judgement());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    static RunReport of(ReplayFigures figures) {
        Map<String, String> tiles = new LinkedHashMap<>();
        tiles.put("commands", text("%,d", figures.commands()));
        tiles.put(text("of %,d seats sold", figures.seatsForSale()), text("%,d", figures.seatsSold()));
        tiles.put("answered as recorded", text("%,d", figures.same()));
        tiles.put("answered otherwise", text("%,d", figures.differing()));
        tiles.put("commands a second", text("%,.0f", figures.commands() / Math.max(1e-3, figures.seconds())));
        tiles.put("behind the recorded times, at worst", OnsaleReport.time(figures.lagMaxMs()));
        List<String> findings = new ArrayList<>(figures.verdict().findings());
        figures.journal().ifPresent(journal -> findings.addAll(journal.findings()));
        findings.addAll(figures.examples());
        Map<String, Long> checks = OnsaleReport.checks(figures.verdict(), figures.journal());
        checks.put("commands without an answer", figures.unanswered());
        checks.put("commands that were not sent any more", figures.unsent());
        Map<String, Map<String, Long>> mixes = new LinkedHashMap<>();
        Map<String, Long> compared = new LinkedHashMap<>();
        compared.put("the same", figures.same());
        compared.putAll(OnsaleReport.sorted(figures.differences()));
        mixes.put("Answers beside the recorded ones", compared);
        mixes.put("Answers", OnsaleReport.answers(figures.meter().tally().counts()));
        OnsaleReport.putUnproven(mixes, figures.verdict());
        return new RunReport(
                "Replay of a recorded on-sale",
                text(
                        "%,d commands in %.1f s at %s, speed %s",
                        figures.commands(),
                        figures.seconds(),
                        figures.setup().option("url"),
                        figures.setup().option("speed")),
                tiles,
                figures.judgement().headline(),
                figures.judgement(),
                checks,
                findings,
                mixes,
                figures.meter().latencies(),
                figures.meter().timeline().moments(),
                figures.seatsForSale(),
                figures.setup(),
                json(figures));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
