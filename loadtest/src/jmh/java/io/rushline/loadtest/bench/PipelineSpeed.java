package io.rushline.loadtest.bench;

import io.rushline.journal.append.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Throughput and latencies of a pipeline; where it is durable, in turns with a bare loop that forces the same batches. */
final class PipelineSpeed {
    private static final int ROUNDS = 9;
    private static final int QUICK_ROUNDS = 5;
    private static final int SATURATED_COMMANDS = 1_000_000;
    private static final int STEADY_RATE = 50_000;
    private static final int[] RATES = {100_000, 250_000, 500_000, 1_000_000};
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
    private static final double MEDIAN = 50;
    private static final double HIGH = 99;

    private final MixedWorkload workload;
    private final int rounds;
    private final int saturatedCommands;
    private final double secondsPerRate;

    PipelineSpeed(MixedWorkload workload, boolean isQuick) {
        this.workload = workload;
        rounds = isQuick ? QUICK_ROUNDS : ROUNDS;
        saturatedCommands = isQuick ? SATURATED_COMMANDS / 2 : SATURATED_COMMANDS;
        secondsPerRate = isQuick ? 1 : 4;
    }

    /** Every reply after its command was forced to the disk. */
    void measureDurable(Path directory, Map<String, Figure> figures) throws IOException {
        try (PipelineLoad load = new PipelineLoad(workload, directory.resolve("disk"), Durability.DISK);
                BareBatches bare = new BareBatches(directory.resolve("bare"))) {
            measureThroughput(load, bare, figures);
            measureSteady(load, bare, figures);
            printLatencies("durable", load);
        }
    }

    /** Every reply after its command was handed to the kernel. */
    void measureCached(Path directory, Map<String, Figure> figures) {
        try (PipelineLoad load = new PipelineLoad(workload, directory.resolve("cache"), Durability.CACHE)) {
            List<Double> rates = new ArrayList<>();
            // The first round warms up, and is not counted.
            for (int round = 0; round <= rounds; round++) {
                double rate = load.saturated(saturatedCommands);
                if (round > 0) {
                    rates.add(rate);
                }
            }
            Figure rate = Rounds.figure(rates, "commands/s");
            System.out.printf(Locale.ROOT, "cache, saturated: %,.0f commands/s%n%n", rate.value());
            figures.put("pipeline.cache.commands-per-second", rate);
            printLatencies("cache", load);
        }
    }

    private void measureThroughput(PipelineLoad load, BareBatches bare, Map<String, Figure> figures)
            throws IOException {
        List<Double> rates = new ArrayList<>();
        List<Double> bareRates = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        long batchCount = 0;
        for (int round = 0; round <= rounds; round++) {
            double rate = load.saturated(saturatedCommands);
            int[] lengthsBytes = load.takeBatchLengths();
            double bareRate = rate(bare, lengthsBytes, saturatedCommands);
            // The first round of each warms up, and is not counted.
            if (round > 0) {
                rates.add(rate);
                bareRates.add(bareRate);
                ratios.add(rate / bareRate);
                batchCount += lengthsBytes.length;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "durable, saturated: %,.0f commands/s, a bare loop with the same batches (%.0f commands each): %,.0f%n",
                Rounds.figure(rates, "").value(),
                (double) saturatedCommands * rounds / batchCount,
                Rounds.figure(bareRates, "").value());
        figures.put("pipeline.durable.ratio-to-journal-loop", Rounds.figure(ratios, "ratio"));
    }

    private static double rate(BareBatches bare, int[] lengthsBytes, int commands) throws IOException {
        long startNs = System.nanoTime();
        bare.append(lengthsBytes);
        return commands * 1e9 / (System.nanoTime() - startNs);
    }

    private void measureSteady(PipelineLoad load, BareBatches bare, Map<String, Figure> figures) throws IOException {
        List<Double> medians = new ArrayList<>();
        List<Double> highs = new ArrayList<>();
        List<Double> pacedMedians = new ArrayList<>();
        List<Double> pacedHighs = new ArrayList<>();
        Histogram all = new Histogram(3);
        Histogram allBare = new Histogram(3);
        Histogram allPaced = new Histogram(3);
        int commands = (int) (STEADY_RATE * secondsPerRate / 2);
        for (int round = 0; round <= rounds; round++) {
            Histogram latencies = load.paced(STEADY_RATE, commands);
            int[] lengthsBytes = load.takeBatchLengths();
            Histogram forces = bare.append(lengthsBytes);
            int commandBytes = Arrays.stream(lengthsBytes).sum() / commands;
            Histogram pacedForces = bare.paced(STEADY_RATE, commands, commandBytes);
            if (round > 0) {
                medians.add(ratio(latencies, forces, MEDIAN));
                highs.add(ratio(latencies, forces, HIGH));
                pacedMedians.add(ratio(latencies, pacedForces, MEDIAN));
                pacedHighs.add(ratio(latencies, pacedForces, HIGH));
                all.add(latencies);
                allBare.add(forces);
                allPaced.add(pacedForces);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%n%,d commands/s, durable, from the intended time, in ms; each append and force of the same batches;"
                        + " and a bare loop at that rate, from the intended time%n"
                        + heading() + row("pipeline", all) + row("bare force", allBare) + row("bare loop", allPaced),
                STEADY_RATE);
        figures.put("pipeline.durable.50k.p50-ratio-to-bare-force", Rounds.figure(medians, "ratio"));
        figures.put("pipeline.durable.50k.p99-ratio-to-bare-force", Rounds.figure(highs, "ratio"));
        figures.put("pipeline.durable.50k.p50-ratio-to-bare-loop", Rounds.figure(pacedMedians, "ratio"));
        figures.put("pipeline.durable.50k.p99-ratio-to-bare-loop", Rounds.figure(pacedHighs, "ratio"));
    }

    private static double ratio(Histogram latencies, Histogram forces, double percentile) {
        return (double) latencies.getValueAtPercentile(percentile) / forces.getValueAtPercentile(percentile);
    }

    private void printLatencies(String name, PipelineLoad load) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT, "%n%s: latencies from the intended time, in ms, by commands/s%n%s", name, heading()));
        for (int rate : RATES) {
            Histogram latencies = load.paced(rate, (int) (rate * secondsPerRate));
            table.append(row(String.format(Locale.ROOT, "%,d", rate), latencies));
        }
        System.out.println(table);
    }

    private static String heading() {
        return String.format(Locale.ROOT, "%12s %9s %9s %9s %9s %9s%n", "", "p50", "p90", "p99", "p99.9", "max");
    }

    private static String row(String name, Histogram latencies) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%12s", name));
        Arrays.stream(PERCENTILES)
                .forEach(percentile -> row.append(
                        String.format(Locale.ROOT, " %9.3f", latencies.getValueAtPercentile(percentile) / 1e6)));
        return row.append(System.lineSeparator()).toString();
    }
}
