package io.rushline.loadtest.bench;

import io.rushline.loadtest.workload.CouldNotRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rushline bench failover}: how long nobody answers when a primary is killed beside its standby. */
@Command(
        name = "failover",
        description = "How long nobody answers when a primary is killed beside its standby, idle and under load.",
        mixinStandardHelpOptions = true)
final class FailoverBench implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 3;
    private static final int ROUNDS = 20;
    private static final int QUICK_ROUNDS = 4;
    private static final long LOAD_MS = 3_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        String machine = Machine.description();
        Map<String, Figure> figures = new LinkedHashMap<>();
        int rounds = options.quick ? QUICK_ROUNDS : ROUNDS;
        try (FailoverPair pair = FailoverPair.start()) {
            List<Double> idle = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                idle.add(pair.killPrimary());
                pair.startStandby();
            }
            print("idle", idle);
            figures.put("failover.idle.p50-ms", new Figure(median(idle), "ms", Collections.min(idle), max(idle)));
            figures.put("failover.idle.max-ms", Figure.single(max(idle), "ms"));
            List<Double> loaded = new ArrayList<>();
            try (HoldLoad load = HoldLoad.start(pair.url())) {
                for (int round = 0; round < rounds; round++) {
                    load.awaitAnswers(LOAD_MS);
                    loaded.add(pair.killPrimary());
                    pair.startStandby();
                }
                System.out.printf(Locale.ROOT, "%,d answers under load%n", load.answerCount());
            }
            print("loaded", loaded);
            figures.put("failover.loaded.max-ms", new Figure(max(loaded), "ms", Collections.min(loaded), max(loaded)));
        } catch (IOException | CouldNotRun e) {
            spec.commandLine().getErr().println("rushline: could not measure: " + e.getMessage());
            return COULD_NOT_RUN;
        }
        options.print(machine, figures);
        return 0;
    }

    private static void print(String name, List<Double> values) {
        StringBuilder line = new StringBuilder(name).append(", ms from the kill to readyz 200, in order of size:");
        values.stream().sorted().forEach(value -> line.append(String.format(Locale.ROOT, " %.0f", value)));
        System.out.println(line);
    }

    private static double max(List<Double> values) {
        return Collections.max(values);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }
}
