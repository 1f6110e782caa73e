package io.rushline.loadtest;

import io.rushline.loadtest.report.page.ReportDirectory;
import io.rushline.loadtest.report.page.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Writes a report directory for a command, and says in one line when that fails. */
final class ReportWriter {
    private final CommandSpec spec;

    ReportWriter(CommandSpec spec) {
        this.spec = spec;
    }

    /** False when it could not be written. */
    boolean write(Path directory, RunReport report) {
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
