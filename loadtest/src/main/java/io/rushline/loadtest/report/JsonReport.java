package io.rushline.loadtest.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Writes the figures of a run as one JSON object on one line. */
public final class JsonReport {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonReport() {}

    public static String of(Figures figures) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writeRun(json, figures);
            writeMeasured(
                    json,
                    figures.counts(),
                    figures.latencies(),
                    figures.timeline().moments());
            writeLatencies(json, "lineMs", List.of(figures.latencies().waits()));
            writeVerdict(json, figures.verdict(), figures.journal(), figures.judgement());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    /** Writes counts of answers, both latencies, and what each second was like, as fields. */
    public static void writeMeasured(
            JsonGenerator json,
            Map<Operation, SortedMap<String, Long>> counts,
            Latencies latencies,
            List<Moment> moments)
            throws IOException {
        writeSeconds(json, moments);
        writeCounts(json, counts);
        writeLatencies(json, "responseMs", latencies.responses());
        writeLatencies(json, "serviceMs", latencies.services());
    }

    /** Writes what was found as fields, and what it comes to. */
    public static void writeVerdict(
            JsonGenerator json, Verdict verdict, Optional<JournalFindings> journal, Judgement judgement)
            throws IOException {
        writeVerdict(json, verdict);
        if (journal.isPresent()) {
            writeJournal(json, journal.get());
        }
        json.writeStringField("judgement", judgement.name());
        json.writeBooleanField("clean", judgement == Judgement.CLEAN);
    }

    private static void writeRun(JsonGenerator json, Figures figures) throws IOException {
        figures.setup().write(json);
        json.writeArrayFieldStart("shows");
        for (String show : figures.shows()) {
            json.writeString(show);
        }
        json.writeEndArray();
        json.writeNumberField("customers", figures.customers());
        json.writeNumberField("arrivalSeconds", figures.arrivalSeconds());
        json.writeNumberField("arrivalsPerSecond", figures.arrivalsPerSecond());
        json.writeNumberField("lagMaxMs", figures.lagMaxMs());
        json.writeNumberField("runSeconds", figures.runSeconds());
        json.writeNumberField("seatsForSale", figures.seatsForSale());
        json.writeNumberField("seatsSold", figures.seatsSold());
        json.writeNumberField("bookings", figures.bookings());
        if (figures.soldOut()) {
            json.writeNumberField("sellOutSeconds", figures.sellOutSeconds());
        }
        json.writeObjectFieldStart("fates");
        for (Map.Entry<String, Integer> fate : figures.fates().entrySet()) {
            json.writeNumberField(fate.getKey(), fate.getValue());
        }
        json.writeEndObject();
    }

    private static void writeSeconds(JsonGenerator json, List<Moment> moments) throws IOException {
        json.writeArrayFieldStart("bySecond");
        for (Moment moment : moments) {
            json.writeStartObject();
            json.writeNumberField("second", moment.second());
            json.writeNumberField("fromSeconds", moment.fromSeconds());
            json.writeNumberField("toSeconds", moment.toSeconds());
            json.writeNumberField("arrivals", moment.arrivals());
            json.writeNumberField("answers", moment.answers());
            json.writeNumberField("refusals", moment.refusals());
            json.writeNumberField("failures", moment.failures());
            json.writeNumberField("responseP50Ms", moment.responseP50Ms());
            json.writeNumberField("responseP99Ms", moment.responseP99Ms());
            json.writeNumberField("responseMaxMs", moment.responseMaxMs());
            json.writeNumberField("serviceP99Ms", moment.serviceP99Ms());
            json.writeNumberField("inFlight", moment.gauges().inFlight());
            json.writeNumberField("seatsSold", moment.gauges().seatsSold());
            json.writeNumberField("waiting", moment.gauges().waiting());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeCounts(JsonGenerator json, Map<Operation, SortedMap<String, Long>> counts)
            throws IOException {
        json.writeObjectFieldStart("answers");
        for (var operation : counts.entrySet()) {
            json.writeObjectFieldStart(operation.getKey().label());
            for (Map.Entry<String, Long> outcome : operation.getValue().entrySet()) {
                json.writeNumberField(outcome.getKey(), outcome.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeLatencies(JsonGenerator json, String name, List<Latencies.Row> rows) throws IOException {
        json.writeObjectFieldStart(name);
        for (Latencies.Row row : rows) {
            json.writeObjectFieldStart(row.name());
            json.writeNumberField("count", row.count());
            json.writeNumberField("p50", row.p50Ms());
            json.writeNumberField("p90", row.p90Ms());
            json.writeNumberField("p99", row.p99Ms());
            json.writeNumberField("p99.9", row.p999Ms());
            json.writeNumberField("max", row.maxMs());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeVerdict(JsonGenerator json, Verdict verdict) throws IOException {
        json.writeObjectFieldStart("verdict");
        json.writeBooleanField("clean", verdict.clean());
        json.writeNumberField("seatsSoldTwice", verdict.seatsSoldTwice());
        json.writeNumberField("seatsHeldTwice", verdict.seatsHeldTwice());
        json.writeNumberField("waitersOvertaken", verdict.waitersOvertaken());
        json.writeNumberField("waitersOvertakenByNewcomers", verdict.waitersOvertakenByNewcomers());
        json.writeNumberField("bookingsLost", verdict.bookingsLost());
        json.writeNumberField("answersInTwoWays", verdict.answersInTwoWays());
        json.writeNumberField("waitsUnproven", verdict.waitsUnproven());
        json.writeNumberField("bookingsUnproven", verdict.bookingsUnproven());
        json.writeNumberField("sentToAndFro", verdict.sentToAndFro());
        json.writeArrayFieldStart("findings");
        for (String finding : verdict.findings()) {
            json.writeString(finding);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeJournal(JsonGenerator json, JournalFindings journal) throws IOException {
        json.writeObjectFieldStart("journal");
        json.writeBooleanField("clean", journal.clean());
        json.writeNumberField("commands", journal.commands());
        json.writeNumberField("repliesCompared", journal.compared());
        json.writeNumberField("repliesLost", journal.lost());
        json.writeNumberField("repliesDiffering", journal.differing());
        json.writeNumberField("breaches", journal.unfair());
        json.writeArrayFieldStart("findings");
        for (String finding : journal.findings()) {
            json.writeString(finding);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
