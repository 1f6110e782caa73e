package io.rushline.loadtest.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rushline bench scale}: the memory of a whole process with a million shows on sale. */
@Command(
        name = "scale",
        description = "The memory of a whole process with a million shows of 1,000 seats on sale.",
        mixinStandardHelpOptions = true)
final class ScaleBench implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 3;

    /** What the process may use for its heap; the rest of it is code, threads and the collector's tables. */
    private static final String HEAP = "-Xmx2560m";

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
                        .println("rushline: a process with " + HEAP
                                + " did not get to the end of a million shows; what it said stands above");
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
        List<String> command = new ArrayList<>();
        command.add(Fork.java());
        command.addAll(Fork.options());
        command.add(HEAP);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-cp");
        command.add(Fork.classPath());
        command.add(MillionShows.class.getName());
        command.add(String.valueOf(MillionShows.SHOWS));
        command.add(String.valueOf(options.quick ? MillionShows.SHOWS / 10 : MillionShows.SHOWS));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MillionShows.RESULT)) {
                    String[] bytes =
                            line.substring(MillionShows.RESULT.length()).split(" ", 2);
                    double resident = Double.parseDouble(bytes[0]);
                    double peak = Double.parseDouble(bytes[1]);
                    figures.put("scale.1m-shows.rss-bytes", new Figure(resident, "bytes", resident, peak));
                } else {
                    System.out.println(line);
                }
            }
            return process.waitFor();
        } finally {
            process.destroy();
        }
    }
}
