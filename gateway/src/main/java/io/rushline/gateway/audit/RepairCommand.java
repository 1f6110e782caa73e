package io.rushline.gateway.audit;

import io.rushline.gateway.server.CouldNotRunException;
import io.rushline.gateway.server.FileFailure;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.audit.Damage;
import io.rushline.journal.audit.Repair;
import io.rushline.journal.audit.ScanReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rushline journal repair}: what is good of a damaged data directory, in another one. */
@Command(
        name = "repair",
        description = {
            "Copies the journal up to its first damage, the keys and the catalogue into a new data directory. The old one "
                    + "is left as it is.",
            "Exit codes: 0 nothing acknowledged was lost, 1 something was, and how much is printed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RepairCommand implements Callable<Integer> {
    @Mixin
    private final JournalOptions options = new JournalOptions();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "The new data directory; it must not exist, or be empty.")
    private Path to = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path journal = options.journal();
        ScanReport report;
        try (TerminalProgress progress = TerminalProgress.start("Copying " + journal)) {
            if (DataDirectory.isInUse(options.data)) {
                throw new CouldNotRunException(options.data
                        + " is in use by a primary: a damaged journal is repaired while nobody writes to it");
            }
            options.requireWhole();
            refuseWithin();
            report = new Repair(options.data, to).run(progress);
        } catch (FileAlreadyExistsException e) {
            throw new CouldNotRunException(whatIsThere(e.getFile()));
        } catch (IOException | UncheckedIOException e) {
            throw new CouldNotRunException("can't copy " + options.data + " to " + to + ": " + FileFailure.text(e));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (options.json) {
            JournalOptions.printJson(out, json -> {
                json.field("to", to.toString()).field("lost", report.damage().isPresent());
                ReportText.write(json, report);
            });
        } else {
            print(out, report);
        }
        out.flush();
        return report.damage().isPresent() ? Outcome.FOUND : Outcome.GOOD;
    }

    /** A copy that contains itself has no end. */
    private void refuseWithin() throws IOException {
        Path existing = to.toAbsolutePath().normalize();
        while (Files.notExists(existing)) {
            existing = Objects.requireNonNull(existing.getParent(), "there is a root");
        }
        if (existing.toRealPath().startsWith(options.data.toRealPath())) {
            throw new CouldNotRunException(
                    to + " is within " + options.data + ": give a directory outside of it with --to");
        }
    }

    private String whatIsThere(String file) {
        return file.equals(to.toString())
                ? "there is something in " + file + ": give a directory that does not exist with --to"
                : "there is " + file
                        + ", left by a repair that was interrupted: remove it, or give another directory with --to";
    }

    private void print(PrintWriter out, ScanReport report) {
        out.printf(
                Locale.ROOT,
                "%,d commands, up to sequence %d, are in %s%n",
                report.commands(),
                report.lastSequence(),
                to);
        report.tornEnd().ifPresent(torn -> out.println("left out, a torn end: " + ReportText.tornEnd(torn)));
        if (report.damage().isEmpty()) {
            out.println("nothing that was acknowledged is missing");
            return;
        }
        Damage damage = report.damage().get();
        out.println("left out: " + ReportText.damage(damage));
        if (damage.behind().records() > 0) {
            out.printf(
                    Locale.ROOT,
                    "LOST: sequences %d to %d, %,d commands; %,d of them are still whole behind the damage, in the old"
                            + " directory%n",
                    damage.sequence(),
                    damage.behind().lastSequence(),
                    damage.behind().lastSequence() - damage.sequence() + 1,
                    damage.behind().commands());
        }
    }
}
