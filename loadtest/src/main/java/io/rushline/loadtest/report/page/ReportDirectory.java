package io.rushline.loadtest.report.page;

import io.rushline.loadtest.report.Latencies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The directory of a run's report: {@code report.html}, {@code result.json}, and an {@code .hgrm} file a histogram. */
public final class ReportDirectory {
    private static final double US_PER_MS = 1000;
    private static final String SUFFIX = ".hgrm";

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
        deleteHistograms();
        Files.writeString(directory.resolve("result.json"), run.json() + "\n");
        Latencies latencies = run.latencies();
        writeHistograms("response", latencies.responseHistograms());
        writeHistograms("service", latencies.serviceHistograms());
        if (latencies.waits().count() > 0) {
            writeHistograms("wait", Map.of("line", latencies.waitHistogram()));
        }
        Path page = directory.resolve("report.html");
        Files.writeString(page, new HtmlPage(run).html());
        return page;
    }

    /** Another run need not have measured the same, and one run's figures beside another's would be taken for its own. */
    private void deleteHistograms() throws IOException {
        try (DirectoryStream<Path> earlier =
                Files.newDirectoryStream(directory, "*.{response,service,wait}" + SUFFIX)) {
            for (Path file : earlier) {
                Files.delete(file);
            }
        }
    }

    private void writeHistograms(String kind, Map<String, Histogram> histograms) throws IOException {
        for (Map.Entry<String, Histogram> entry : histograms.entrySet()) {
            String name = entry.getKey().replaceAll("[^a-z0-9]+", "-") + "." + kind + SUFFIX;
            try (PrintStream out =
                    new PrintStream(Files.newOutputStream(directory.resolve(name)), false, StandardCharsets.US_ASCII)) {
                entry.getValue().outputPercentileDistribution(out, US_PER_MS);
            }
        }
    }
}
