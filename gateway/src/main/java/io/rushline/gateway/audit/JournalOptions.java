package io.rushline.gateway.audit;

import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.server.CouldNotRunException;
import io.rushline.journal.audit.ExcerptHandler;
import io.rushline.journal.audit.JournalScan;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.UndecidableException;
import io.rushline.journal.replay.CommandHandler;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What all commands on a journal are told: where it is, and how to answer. */
final class JournalOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Data directory (${DEFAULT-VALUE}).")
    Path data = Path.of("data");

    @Option(names = "--json", description = "Answer in JSON: one object, or one a line where there are many.")
    boolean json;

    /** The directory of the queue files. */
    Path journal() {
        Path journal = data.resolve("journal");
        if (!Files.isDirectory(journal)) {
            throw new CouldNotRunException(
                    "there is no journal in " + data + ": give the data directory with --data DIR");
        }
        return journal;
    }

    /** Reads the journal to its end or its damage, with a progress bar on a terminal. */
    ScanReport scan(CommandHandler handler) {
        return scan(Long.MAX_VALUE, handler);
    }

    /** Reads the journal up to a sequence, that one included. */
    ScanReport scan(long untilSequence, CommandHandler handler) {
        Path journal = journal();
        try (TerminalProgress progress = TerminalProgress.start("Reading " + journal)) {
            ExcerptHandler commands = ExcerptHandler.commandsUntil(untilSequence, handler);
            return new JournalScan(journal, 0, commands, progress).scan();
        } catch (UncheckedIOException e) {
            throw new CouldNotRunException("can't read the journal in " + data + ": " + e.getCause());
        } catch (UndecidableException e) {
            throw new CouldNotRunException(e.getMessage() + "; use the build that wrote it, or a newer one");
        }
    }

    /** Prints one JSON object on a line of its own. */
    static void printJson(PrintWriter out, Consumer<JsonWriter> members) {
        out.println(new String(JsonWriter.toBytes(members), StandardCharsets.UTF_8));
    }
}
