package io.rushline.gateway.audit;

import io.rushline.gateway.server.CouldNotRunException;
import io.rushline.gateway.server.FileFailure;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.Replay;
import io.rushline.journal.audit.ScanReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rushline journal export}: bookings, holds or events as rows. */
@Command(
        name = "export",
        description = {
            "Writes bookings, holds or events as CSV, or as JSON Lines with --json.",
            "A booking's or hold's row comes when it ends, and those that have not ended come last."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private final JournalOptions options = new JournalOptions();

    @Parameters(paramLabel = "bookings|holds|events", description = "What to export.")
    private What what = What.BOOKINGS;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to; a new file, which is FILE.unfinished until it has all. Default: standard output.")
    private @Nullable Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** What there is to export. */
    enum What {
        BOOKINGS,
        HOLDS,
        EVENTS
    }

    @Override
    public Integer call() {
        options.journal();
        ScanReport report = file == null ? exportToOutput() : exportTo(file);
        return ReportText.warnOfDamage(spec.commandLine().getErr(), report) ? Outcome.FOUND : Outcome.GOOD;
    }

    private ScanReport exportToOutput() {
        options.keepProgressFromPager();
        try (PrintWriter out = JournalOptions.results(spec)) {
            return export(out);
        }
    }

    private ScanReport exportTo(Path newFile) {
        try (NewFile to = NewFile.begin(newFile)) {
            ScanReport report = export(to.out());
            to.complete();
            return report;
        } catch (IOException e) {
            throw new CouldNotRunException("can't write " + newFile + ": " + FileFailure.text(e));
        }
    }

    private ScanReport export(PrintWriter out) {
        Rows rows =
                rows(options.json ? row -> JournalOptions.printJson(out, row::json) : row -> out.println(row.csv()));
        if (!options.json) {
            out.println(rows.heading());
        }
        ScanReport report = options.scan(new Replay(Decision.reading(rows)));
        rows.end();
        return report;
    }

    private Rows rows(Consumer<Row> consumer) {
        return switch (what) {
            case BOOKINGS -> new BookingRows(consumer);
            case HOLDS -> new HoldRows(consumer);
            case EVENTS -> new EventRows(consumer);
        };
    }
}
