package io.rushline.loadtest.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long answers took, twice for each operation: from the intended send time (response), and from when the request
 * really went out (service). The first is what a customer sees; the second leaves out the queue in front.
 *
 * <p>Threading: one thread.
 */
public final class Latencies {
    private static final long MAX_US = TimeUnit.HOURS.toMicros(1);
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final double US_PER_MS = 1000;

    private final Map<Operation, Histogram> responses = new EnumMap<>(Operation.class);
    private final Map<Operation, Histogram> services = new EnumMap<>(Operation.class);
    private final Histogram waits = histogram();

    /** Percentiles of one operation. */
    public record Row(String name, long count, double p50Ms, double p90Ms, double p99Ms, double p999Ms, double maxMs) {}

    /** Takes one answer; both times in nanoseconds. */
    public void record(Operation operation, long responseNs, long serviceNs) {
        record(responses.computeIfAbsent(operation, absent -> histogram()), responseNs);
        record(services.computeIfAbsent(operation, absent -> histogram()), serviceNs);
    }

    /** Takes the time from joining the line to the offer. */
    public void recordWait(long waitNs) {
        record(waits, waitNs);
    }

    /** Of the operation, from intended send times; 0 when nothing was recorded. */
    public double responseMs(Operation operation, double percentile) {
        Histogram histogram = responses.get(operation);
        return histogram == null ? 0 : histogram.getValueAtPercentile(percentile) / US_PER_MS;
    }

    /** The same from the real send times. */
    public double serviceMs(Operation operation, double percentile) {
        Histogram histogram = services.get(operation);
        return histogram == null ? 0 : histogram.getValueAtPercentile(percentile) / US_PER_MS;
    }

    public List<Row> responses() {
        return rows(responses);
    }

    public List<Row> services() {
        return rows(services);
    }

    /** From joining the line to the offer. */
    public Row waits() {
        return row("line, to offer", waits);
    }

    /** The same as a histogram in microseconds; not to be changed. */
    public Histogram waitHistogram() {
        return waits;
    }

    /** The histograms in microseconds by the operations' names, from intended send times; not to be changed. */
    public Map<String, Histogram> responseHistograms() {
        return named(responses);
    }

    /** The same from real send times. */
    public Map<String, Histogram> serviceHistograms() {
        return named(services);
    }

    private static Map<String, Histogram> named(Map<Operation, Histogram> histograms) {
        Map<String, Histogram> named = new LinkedHashMap<>();
        histograms.forEach((operation, histogram) -> named.put(operation.label(), histogram));
        return named;
    }

    private static List<Row> rows(Map<Operation, Histogram> histograms) {
        List<Row> rows = new ArrayList<>();
        histograms.forEach((operation, histogram) -> rows.add(row(operation.label(), histogram)));
        return rows;
    }

    private static Row row(String name, Histogram histogram) {
        return new Row(
                name,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50) / US_PER_MS,
                histogram.getValueAtPercentile(90) / US_PER_MS,
                histogram.getValueAtPercentile(99) / US_PER_MS,
                histogram.getValueAtPercentile(99.9) / US_PER_MS,
                histogram.getMaxValue() / US_PER_MS);
    }

    private static Histogram histogram() {
        return new Histogram(MAX_US, SIGNIFICANT_DIGITS);
    }

    private static void record(Histogram histogram, long ns) {
        histogram.recordValue(Math.min(MAX_US, Math.max(0, TimeUnit.NANOSECONDS.toMicros(ns))));
    }
}
