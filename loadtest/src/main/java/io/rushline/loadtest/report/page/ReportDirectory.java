package io.rushline.loadtest.report.page;

import io.rushline.loadtest.report.Latencies;
import io.rushline.loadtest.report.Operation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** The directory of a run's report: {@code report.html}, {@code result.json}, and an {@code .hgrm} file a histogram. */
public final class ReportDirectory {
    private static final double US_PER_MS = 1000;
    private static final String RESPONSE = ".response.hgrm";
    private static final String SERVICE = ".service.hgrm";
    private static final String WAITS = "line.wait.hgrm";

    private final Path directory;

    private ReportDirectory(Path directory) {
        this.directory = directory;
    }

    /** The directory, which is made when it is not there. */
    public static ReportDirectory in(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new ReportDirectory(directory);
    }

    /** Writes all files in place of those of an earlier run; answers the page. */
    public Path write(RunReport run) throws IOException {
        Files.writeString(directory.resolve("result.json"), run.json() + "\n");
        Latencies latencies = run.latencies();
        Set<String> written = new HashSet<>();
        for (Map.Entry<String, Histogram> each : latencies.responseHistograms().entrySet()) {
            written.add(writeHistogram(fileName(each.getKey(), RESPONSE), each.getValue()));
        }
        for (Map.Entry<String, Histogram> each : latencies.serviceHistograms().entrySet()) {
            written.add(writeHistogram(fileName(each.getKey(), SERVICE), each.getValue()));
        }
        if (latencies.waits().count() > 0) {
            written.add(writeHistogram(WAITS, latencies.waitHistogram()));
        }
        Path page = directory.resolve("report.html");
        Files.writeString(page, new HtmlPage(run).html());
        deleteHistogramsBut(written);
        return page;
    }

    /** Another run need not have measured the same, and one run's figures beside another's would be taken for its own. */
    private void deleteHistogramsBut(Set<String> written) throws IOException {
        Set<String> earlier = new HashSet<>(Set.of(WAITS));
        for (Operation operation : Operation.values()) {
            earlier.add(fileName(operation.label(), RESPONSE));
            earlier.add(fileName(operation.label(), SERVICE));
        }
        earlier.removeAll(written);
        for (String name : earlier) {
            Files.deleteIfExists(directory.resolve(name));
        }
    }

    private static String fileName(String operation, String kind) {
        return operation.replaceAll("[^a-z0-9]+", "-") + kind;
    }

    /** Answers the name. */
    private String writeHistogram(String name, Histogram histogram) throws IOException {
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(directory.resolve(name)), false, StandardCharsets.US_ASCII)) {
            histogram.outputPercentileDistribution(out, US_PER_MS);
        }
        return name;
    }
}
