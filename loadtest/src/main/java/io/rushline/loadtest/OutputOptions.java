package io.rushline.loadtest;

import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.page.ReportDirectory;
import io.rushline.loadtest.report.page.RunReport;
import io.rushline.loadtest.schedule.Interruption;
import io.rushline.loadtest.workload.CouldNotRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where the figures of a run go: to people, to a directory, to programs. */
final class OutputOptions {
    static final int COULD_NOT_RUN = 3;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.html, result.json and histograms there.")
    @Nullable
    Path report;

    @Option(names = "--json", description = "Print one JSON object on the last line.")
    boolean json;

    /** Ends the run before its time. */
    final Interruption interruption = new Interruption();

    /** A run that tells of each second, and in the end what it has measured. */
    interface Run {
        Measured measure(Consumer<Moment> live) throws CouldNotRun;
    }

    /**
     * What a run has measured.
     *
     * @param text prints it for people
     */
    record Measured(Consumer<PrintStream> text, RunReport report) {}

    /** Runs it, shows what it has measured, and answers the exit code. */
    int show(CommandSpec spec, Run run) {
        // Before the run: who has waited for it wants to have it.
        if (report != null && !isFit(spec, report)) {
            return COULD_NOT_RUN;
        }
        CountDownLatch shown = interruption.byShutdown();
        try {
            return runAndShow(spec, run);
        } finally {
            System.out.flush();
            shown.countDown();
        }
    }

    private int runAndShow(CommandSpec spec, Run run) {
        LiveView live = LiveView.on(System.err, json);
        Measured measured;
        try {
            measured = run.measure(live);
        } catch (CouldNotRun e) {
            spec.commandLine().getErr().println("rushline: " + e.getMessage());
            return COULD_NOT_RUN;
        } finally {
            live.end();
        }
        measured.text().accept(System.out);
        if (report != null && !write(spec, report, measured.report())) {
            return COULD_NOT_RUN;
        }
        if (json) {
            System.out.println(measured.report().json());
        }
        return measured.report().judgement().exitCode();
    }

    private static boolean isFit(CommandSpec spec, Path directory) {
        Path above = directory.toAbsolutePath();
        while (Files.notExists(above) && above.getParent() != null) {
            above = above.getParent();
        }
        boolean isFit = Files.isDirectory(above) && Files.isWritable(above);
        if (!isFit) {
            String what = Files.isDirectory(above) ? " may not be written to" : " is no directory";
            spec.commandLine().getErr().println("rushline: --report " + directory + ": " + above + what);
        }
        return isFit;
    }

    private static boolean write(CommandSpec spec, Path directory, RunReport report) {
        try {
            Path page = ReportDirectory.in(directory).write(report);
            spec.commandLine().getErr().println("report: " + page.toAbsolutePath());
            return true;
        } catch (IOException e) {
            spec.commandLine().getErr().println("rushline: can't write the report to " + directory + ": " + e);
            return false;
        }
    }
}
