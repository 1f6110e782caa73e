package io.rushline.loadtest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rushline bench scale}: the memory of a whole process with a million shows on sale. */
@Command(
        name = "scale",
        description =
                "The memory of a process with a million shows of 1,000 seats on sale, and how fast its snapshot is.",
        mixinStandardHelpOptions = true)
final class ScaleBench implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 3;
    private static final double MB = 1e6;

    /** What the process may use for its heap; the rest of it is code, threads and the collector's tables. */
    private static final String HEAP = "-Xmx2560m";

    /** The snapshot lies in memory beside two engines, so that no disk is measured. */
    private static final List<String> SNAPSHOT_HEAP = List.of("-Xms8g", "-Xmx8g");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        String machine = Machine.description();
        Map<String, Figure> figures = new LinkedHashMap<>();
        try {
            int exitCode = measure(figures);
            if (exitCode != 0) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "rushline: a process (" + HEAP + " for the shows, " + String.join(" ", SNAPSHOT_HEAP)
                                        + " for the snapshot) did not get to the end of a million shows; what it said stands above");
                return COULD_NOT_RUN;
            }
        } catch (IOException e) {
            spec.commandLine().getErr().println("rushline: could not start " + Fork.java() + ": " + e.getMessage());
            return COULD_NOT_RUN;
        }
        options.print(machine, figures);
        return 0;
    }

    private int measure(Map<String, Figure> figures) throws IOException, InterruptedException {
        List<Double> resident = new ArrayList<>();
        List<Double> written = new ArrayList<>();
        List<Double> loaded = new ArrayList<>();
        int exitCode = run(MillionShows.class, Fork.options(), List.of(HEAP), Map.of(MillionShows.RESULT, resident));
        if (exitCode != 0) {
            return exitCode;
        }
        figures.put("scale.1m-shows.rss-bytes", new Figure(resident.get(0), "bytes", resident.get(0), resident.get(1)));
        exitCode = run(
                SnapshotSpeed.class,
                Fork.onSaleOptions(),
                SNAPSHOT_HEAP,
                Map.of(SnapshotSpeed.WRITTEN, written, SnapshotSpeed.LOADED, loaded));
        if (exitCode != 0) {
            return exitCode;
        }
        Figure slower = median(written) < median(loaded) ? figure(written) : figure(loaded);
        figures.put("scale.snapshot.bytes-per-second", slower);
        System.out.println("snapshot written: " + megabytes(figure(written)));
        System.out.println("snapshot loaded: " + megabytes(figure(loaded)));
        return 0;
    }

    private static Figure figure(List<Double> values) {
        return new Figure(median(values), "bytes/s", Collections.min(values), Collections.max(values));
    }

    private static String megabytes(Figure figure) {
        return String.format(
                Locale.ROOT, "%,.0f MB/s (%,.0f to %,.0f)", figure.value() / MB, figure.min() / MB, figure.max() / MB);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Runs a program in a process of its own, and collects the numbers on its lines that begin with a name. */
    private int run(Class<?> program, List<String> jvmOptions, List<String> heap, Map<String, List<Double>> results)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Fork.java());
        command.addAll(jvmOptions);
        command.addAll(heap);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-cp");
        command.add(Fork.classPath());
        command.add(program.getName());
        command.add(String.valueOf(MillionShows.SHOWS));
        command.add(String.valueOf(options.quick ? MillionShows.SHOWS / 10 : MillionShows.SHOWS));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = line;
                Optional<String> name =
                        results.keySet().stream().filter(text::startsWith).findFirst();
                if (name.isEmpty()) {
                    System.out.println(line);
                    continue;
                }
                for (String number : line.substring(name.get().length()).split(" ", -1)) {
                    results.getOrDefault(name.get(), new ArrayList<>()).add(Double.parseDouble(number));
                }
            }
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
