package io.rushline.gateway.audit;

import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.server.CouldNotRunException;
import io.rushline.gateway.server.FileFailure;
import io.rushline.journal.audit.CheckedReplay;
import io.rushline.journal.audit.ExcerptHandler;
import io.rushline.journal.audit.JournalScan;
import io.rushline.journal.audit.ScanReport;
import io.rushline.journal.audit.UndecidableException;
import io.rushline.journal.event.EventCheck;
import io.rushline.journal.event.EventsDamagedException;
import io.rushline.journal.replay.CommandHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
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

    private boolean hidesProgress;

    /** Shows no progress where the output goes into a pipe: behind it may be a pager, whose screen progress would spoil. */
    void keepProgressFromPager() {
        hidesProgress = StandardStream.OUTPUT.isPipe();
    }

    /**
     * Where a command writes what it finds while it reads; to be closed, also when reading fails.
     *
     * <p>On a terminal that shows progress as well, the two keep out of each other's way.
     */
    static PrintWriter results(CommandSpec command) {
        PrintWriter out = command.commandLine().getOut();
        return StandardStream.OUTPUT.isTerminal()
                ? ResultWriter.toTerminal(out, StatusLine.onStandardError())
                : ResultWriter.gathering(out, System::nanoTime);
    }

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
        journal();
        requireWhole();
        return scan(0, untilSequence, handler);
    }

    /** Refuses a journal whose start is gone. */
    void requireWhole() {
        try {
            if (CheckedReplay.isPruned(data)) {
                throw new CouldNotRunException("the start of the journal in " + data
                        + " was pruned: this needs all of it, such as in a backup; verify and replay do not");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads the event queue, all of it.
     *
     * @param beginEventId all behind this one is to be there
     * @throws CouldNotRunException when it can't be read
     */
    EventCheck checkedEvents(long beginEventId) {
        try {
            return EventCheck.of(data.resolve("events"), beginEventId);
        } catch (IOException | UncheckedIOException e) {
            throw new CouldNotRunException("can't read the events in " + data + ": " + FileFailure.text(e));
        } catch (EventsDamagedException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        }
    }

    /** A replay that is compared with the directory's snapshots, and may begin with one. */
    CheckedReplay checkedReplay() {
        journal();
        try {
            return CheckedReplay.of(data);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    /** Reads a journal that goes on behind a sequence, up to another. */
    ScanReport scan(long afterSequence, long untilSequence, CommandHandler handler) {
        Path journal = journal();
        try (TerminalProgress progress =
                hidesProgress ? TerminalProgress.none() : TerminalProgress.start("Reading " + journal)) {
            ExcerptHandler commands = ExcerptHandler.commandsUntil(untilSequence, handler);
            return new JournalScan(journal, afterSequence, commands, progress).scan();
        } catch (UncheckedIOException e) {
            throw unreadable(e);
        } catch (UndecidableException e) {
            throw new CouldNotRunException(e.getMessage() + "; use the build that wrote it, or a newer one");
        }
    }

    private CouldNotRunException unreadable(Exception e) {
        return new CouldNotRunException("can't read the journal in " + data + ": " + FileFailure.text(e));
    }

    /** Prints one JSON object on a line of its own. */
    static void printJson(PrintWriter out, Consumer<JsonWriter> members) {
        out.println(new String(JsonWriter.toBytes(members), StandardCharsets.UTF_8));
    }
}
