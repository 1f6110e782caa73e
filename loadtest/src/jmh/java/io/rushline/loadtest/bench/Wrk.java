package io.rushline.loadtest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs of wrk, each a process with one thread. */
final class Wrk {
    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("(?m)^.*(?:Non-2xx|Socket errors|refused: ).*$");
    private static final int MARGIN_SECONDS = 20;

    private final Path program;
    private final int connections;

    Wrk(Path program, int connections) {
        this.program = program;
        this.connections = connections;
    }

    int connections() {
        return connections;
    }

    /**
     * Requests for each second.
     *
     * @throws IllegalStateException when not all were answered with success
     */
    double run(int port, Path script, int seconds) throws IOException, InterruptedException {
        Path log = script.resolveSibling("wrk.log");
        try {
            return rate(port, script, seconds, log);
        } finally {
            Files.delete(log);
        }
    }

    /** To a file, since reading from a process that hangs has no end. */
    private double rate(int port, Path script, int seconds, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        program.toString(),
                        "--threads",
                        "1",
                        "--connections",
                        Integer.toString(connections),
                        "--duration",
                        seconds + "s",
                        "--script",
                        script.toString(),
                        String.format(Locale.ROOT, "http://127.0.0.1:%d", port)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ServerProcess running = ServerProcess.of(process);
        boolean hasEnded;
        try (running) {
            hasEnded = process.waitFor(seconds + MARGIN_SECONDS, TimeUnit.SECONDS);
        }
        String said = Files.readString(log);
        Matcher rate = RATE.matcher(said);
        Matcher failed = FAILED.matcher(said);
        if (!hasEnded || !rate.find()) {
            throw new IllegalStateException("wrk failed: " + said.strip());
        }
        if (failed.find()) {
            throw new IllegalStateException("wrk: " + failed.group().strip());
        }
        return Double.parseDouble(rate.group(1));
    }
}
