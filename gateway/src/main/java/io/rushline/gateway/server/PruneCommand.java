package io.rushline.gateway.server;

import io.rushline.journal.DataDirectory;
import io.rushline.journal.DataDirectoryLockedException;
import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.event.EventsDamagedException;
import io.rushline.journal.snapshot.EventsBehindException;
import io.rushline.journal.snapshot.JournalPruning;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rushline journal prune}: removes the hours of a journal that no kept snapshot needs. */
@Command(
        name = "prune",
        description = {
            "Removes old snapshots, and the files of the journal and of the event queue that none of the kept ones needs.",
            "What is removed can be neither replayed nor audited any more, and its events can't be read. No server may use",
            "the data directory.",
            "Exit codes: 0 done, 3 nothing was removed, since something is in the way."
        },
        mixinStandardHelpOptions = true)
public final class PruneCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Mixin
    private final SnapshotOptions options = new SnapshotOptions();

    /** For picocli. */
    public PruneCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (DataDirectory directory = options.open()) {
            JournalPruning pruning = JournalPruning.plan(directory, options.kept())
                    .orElseThrow(() -> new CouldNotRunException(
                            "there are fewer than " + options.kept() + " good snapshots in " + directory.snapshots()
                                    + ": write one with rushline snapshot, or give a smaller --keep"));
            pruning.damaged().forEach(file -> out.println("Damaged, and left where it is: " + file));
            pruning.remove(directory.files().disk());
            pruning.files().forEach(file -> out.println("Removed " + file));
            out.println("Removed " + pruning.files().size() + " files; sequences from " + pruning.firstKeptSequence()
                    + " on are kept");
        } catch (DataDirectoryLockedException
                | EventsBehindException
                | EventsDamagedException
                | JournalCorruptException
                | UncheckedIOException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        }
        return 0;
    }
}
