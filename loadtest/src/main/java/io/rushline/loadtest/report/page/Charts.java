package io.rushline.loadtest.report.page;

import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.page.LineChart.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** The pictures of a run, by their titles. */
final class Charts {
    private static final int OPERATIONS_MAX = 3;
    private static final double US_PER_MS = 1000;
    private static final double[] PERCENTILES = {0, 50, 90, 99, 99.9, 99.99, 99.999};
    private static final int STEPS_PER_TEN = 12;

    private final RunReport run;

    Charts(RunReport run) {
        this.run = run;
    }

    Map<String, String> svgs() {
        Map<String, String> charts = new LinkedHashMap<>();
        add(charts, "Response times by percentile", percentiles());
        add(charts, "Response times, second by second", latencyOverTime());
        add(charts, "Throughput", throughput());
        if (run.seatsForSale() > 0) {
            add(charts, "Seats sold", sellThrough());
            add(charts, "Parties waiting in line", waiting());
        }
        add(charts, "Requests in flight", inFlight());
        return charts;
    }

    private static void add(Map<String, String> charts, String title, LineChart chart) {
        charts.put(title, chart.legend() + chart.svg(title));
    }

    /** The further to the right, the rarer: each step is another nine. */
    private LineChart percentiles() {
        Map<String, Histogram> responses = most(run.latencies().responseHistograms());
        Map<String, Histogram> services = run.latencies().serviceHistograms();
        double greatest = 1;
        double least = 1;
        double nines = 1;
        for (Histogram histogram : responses.values()) {
            greatest = Math.max(greatest, histogram.getMaxValue() / US_PER_MS);
            least = Math.min(least, histogram.getValueAtPercentile(1) / US_PER_MS);
            nines = Math.max(nines, Math.ceil(Math.log10(Math.max(10, (double) histogram.getTotalCount()))));
        }
        LineChart chart = new LineChart(
                "ms", "percentile", new Scale(0, nines, false), Scale.logarithmic(Math.max(least, 0.1), greatest));
        for (double percentile : PERCENTILES) {
            // A hair more, since the logarithm of 0.001 is not quite -3.
            if (nines(percentile) <= nines + 1e-9) {
                chart.mark(nines(percentile), Double.toString(percentile).replaceAll("\\.0$", ""));
            }
        }
        int colour = 1;
        for (Map.Entry<String, Histogram> entry : responses.entrySet()) {
            chart.line(entry.getKey(), colour, points(entry.getValue(), nines));
            Histogram service = services.get(entry.getKey());
            if (service != null) {
                // One name for all of them: three do not fit.
                chart.dashed(colour == 1 ? "dashed: from sending" : "", colour, points(service, nines));
            }
            colour++;
        }
        return chart;
    }

    private static Map<String, Histogram> most(Map<String, Histogram> histograms) {
        Map<String, Histogram> most = new LinkedHashMap<>();
        histograms.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("look"))
                .sorted((a, b) ->
                        Long.compare(b.getValue().getTotalCount(), a.getValue().getTotalCount()))
                .limit(OPERATIONS_MAX)
                .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
        return most;
    }

    private static double nines(double percentile) {
        return -Math.log10(1 - percentile / 100);
    }

    private static List<Point> points(Histogram histogram, double nines) {
        double end = Math.min(nines, Math.log10(Math.max(10, (double) histogram.getTotalCount())));
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= end * STEPS_PER_TEN; i++) {
            double at = (double) i / STEPS_PER_TEN;
            double percentile = 100 * (1 - Math.pow(10, -at));
            points.add(new Point(at, histogram.getValueAtPercentile(percentile) / US_PER_MS));
        }
        points.add(new Point(end, histogram.getMaxValue() / US_PER_MS));
        return points;
    }

    private LineChart latencyOverTime() {
        double greatest = greatest(Moment::responseMaxMs);
        return overTime("ms", Scale.logarithmic(0.1, Math.max(1, greatest)))
                .line("median", 1, answered(Moment::responseP50Ms))
                .line("99 %", 2, answered(Moment::responseP99Ms))
                .line("longest", 3, answered(Moment::responseMaxMs))
                .dashed("99 % from sending", 2, answered(Moment::serviceP99Ms));
    }

    private LineChart throughput() {
        List<Point> answers = rates(Moment::answers);
        List<Point> arrivals = rates(Moment::arrivals);
        List<Point> failures = rates(Moment::failures);
        double greatest = Stream.of(answers, arrivals, failures)
                .flatMap(List::stream)
                .mapToDouble(Point::y)
                .max()
                .orElse(0);
        return overTime("/s", Scale.counts(greatest))
                .area("answers", 1, answers)
                .line("arrivals", 4, arrivals)
                .line("refusals", 2, rates(Moment::refusals))
                .line("no answer", 3, failures);
    }

    private LineChart sellThrough() {
        return overTime("seats", Scale.counts(run.seatsForSale()))
                .area("sold", 5, fromNone(moment -> moment.gauges().seatsSold()));
    }

    private LineChart waiting() {
        return overTime(
                        "parties",
                        Scale.counts(greatest(moment -> moment.gauges().waiting())))
                .area("waiting", 6, fromNone(moment -> moment.gauges().waiting()));
    }

    private LineChart inFlight() {
        return overTime(
                        "requests",
                        Scale.counts(greatest(moment -> moment.gauges().inFlight())))
                .area("in flight", 4, fromNone(moment -> moment.gauges().inFlight()));
    }

    private LineChart overTime(String unit, Scale y) {
        double seconds = Math.ceil(greatest(Moment::toSeconds));
        return new LineChart(unit, "seconds", new Scale(0, Math.max(1, seconds), false), y);
    }

    private double greatest(ToDoubleFunction<Moment> value) {
        return run.moments().stream().mapToDouble(value).max().orElse(0);
    }

    /** Without seconds in which nothing was answered: those took no time at all, and not little. */
    private List<Point> answered(ToDoubleFunction<Moment> value) {
        return run.moments().stream()
                .filter(moment -> moment.responseMaxMs() > 0)
                .map(moment -> new Point(moment.toSeconds(), value.applyAsDouble(moment)))
                .toList();
    }

    /** Each by the time that it is of; without a moment at the end that is too short for a rate. */
    private List<Point> rates(ToLongFunction<Moment> count) {
        return run.moments().stream()
                .filter(moment -> moment.hasRates() || (run.moments().size() == 1 && moment.seconds() > 0))
                .map(moment -> new Point(moment.toSeconds(), moment.perSecond(count.applyAsLong(moment))))
                .toList();
    }

    /** What stands at the end of each second; at the start there is none of it. */
    private List<Point> fromNone(ToDoubleFunction<Moment> value) {
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, 0));
        points.addAll(points(value));
        return points;
    }

    private List<Point> points(ToDoubleFunction<Moment> value) {
        return run.moments().stream()
                .map(moment -> new Point(moment.toSeconds(), value.applyAsDouble(moment)))
                .toList();
    }
}
