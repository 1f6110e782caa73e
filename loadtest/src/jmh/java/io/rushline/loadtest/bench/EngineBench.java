package io.rushline.loadtest.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rushline bench engine}: what a command costs the engine, without the ring, the journal and the wire. */
@Command(
        name = "engine",
        description = "What a command costs the engine, without the ring, the journal and the wire.",
        mixinStandardHelpOptions = true)
final class EngineBench implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 3;
    private static final String BYTES = "gc.alloc.rate.norm";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() {
        String machine = Machine.description();
        Collection<RunResult> results;
        try {
            results = new Runner(runnerOptions().build()).run();
        } catch (RunnerException e) {
            spec.commandLine().getErr().println("rushline: the benchmarks could not run: " + e.getMessage());
            return COULD_NOT_RUN;
        }
        System.out.println();
        System.out.print(tableOverShows(results));
        options.print(machine, figures(results));
        return 0;
    }

    private ChainedOptionsBuilder runnerOptions() {
        ChainedOptionsBuilder builder = new OptionsBuilder()
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .jvmArgsPrepend(Fork.onSaleOptions().toArray(String[]::new));
        for (Class<?> benchmark :
                List.of(MixedDriver.class, MixedCommands.class, BestSeats.class, Expiry.class, WaitingLine.class)) {
            builder.include(benchmark.getName().replace(".", "\\.") + "\\.");
        }
        if (options.quick) {
            builder.forks(1)
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.seconds(1));
        }
        return builder;
    }

    static Map<String, Figure> figures(Collection<RunResult> results) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        List<RunResult> lines = new ArrayList<>();
        for (RunResult result : results) {
            switch (name(result)) {
                case "MixedCommands.apply" -> addMixed(figures, result);
                case "BestSeats.hold" -> figures.put("engine.best-available.ns", nanoseconds(result));
                case "Expiry.expire" -> figures.put("engine.expiry.ns", nanoseconds(result));
                case "WaitingLine.join", "WaitingLine.leave", "WaitingLine.offer" -> lines.add(result);
                default -> {}
            }
        }
        // The dearest of joining, leaving and offering, at whatever length of the line.
        lines.stream()
                .map(EngineBench::nanoseconds)
                .max((one, other) -> Double.compare(one.value(), other.value()))
                .ifPresent(dearest -> figures.put("engine.line.ns", dearest));
        return figures;
    }

    private static void addMixed(Map<String, Figure> figures, RunResult result) {
        switch (result.getParams().getParam("shows")) {
            case "1" -> {
                figures.put("engine.mixed.ns", nanoseconds(result));
                Result<?> bytes = result.getSecondaryResults().get(BYTES);
                if (bytes != null) {
                    figures.put("engine.mixed.bytes-allocated", figure(bytes, "bytes"));
                }
            }
            case "1000000" -> figures.put("engine.mixed.1m-shows.ns", nanoseconds(result));
            default -> {}
        }
    }

    /** Cost per command over the number of shows, and without an engine. */
    static String tableOverShows(Collection<RunResult> results) {
        StringBuilder table = new StringBuilder("cost per command of the mixed workload, in ns\n");
        table.append(String.format(Locale.ROOT, "%10s %10s %24s%n", "shows", "mean", "least to most"));
        for (RunResult result : results) {
            boolean isDriver = name(result).equals("MixedDriver.driverAlone");
            if (!isDriver && !name(result).equals("MixedCommands.apply")) {
                continue;
            }
            String what = isDriver ? "no engine" : result.getParams().getParam("shows");
            Figure figure = nanoseconds(result);
            String range = String.format(Locale.ROOT, "%.0f to %.0f", figure.min(), figure.max());
            table.append(String.format(Locale.ROOT, "%10s %10.0f %24s%n", what, figure.value(), range));
        }
        return table.toString();
    }

    private static String name(RunResult result) {
        String name = result.getParams().getBenchmark();
        int method = name.lastIndexOf('.');
        return name.substring(name.lastIndexOf('.', method - 1) + 1);
    }

    private static Figure nanoseconds(RunResult result) {
        return figure(result.getPrimaryResult(), "ns");
    }

    private static Figure figure(Result<?> result, String unit) {
        return new Figure(
                result.getScore(),
                unit,
                result.getStatistics().getMin(),
                result.getStatistics().getMax());
    }
}
