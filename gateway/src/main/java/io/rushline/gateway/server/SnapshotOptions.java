package io.rushline.gateway.server;

import io.rushline.journal.DataDirectory;
import io.rushline.journal.snapshot.SnapshotStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What commands on a data directory's snapshots are told: which directory, and how many of them stay. */
final class SnapshotOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Data directory (${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "" + SnapshotStore.DEFAULT_KEPT,
            description = "How many good snapshots stay, with all that a start from the oldest of them needs"
                    + " (${DEFAULT-VALUE}).")
    private int kept = SnapshotStore.DEFAULT_KEPT;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    int kept() {
        return kept;
    }

    /**
     * Takes the directory, which must be there.
     *
     * @throws io.rushline.journal.DataDirectoryLockedException when a server has it
     */
    DataDirectory open() {
        if (kept < 1) {
            CommandSpec of = Objects.requireNonNull(command, "set by picocli");
            throw new ParameterException(of.commandLine(), "--keep must be at least 1");
        }
        if (!Files.isDirectory(data)) {
            throw new CouldNotRunException("there is no data directory " + data);
        }
        if (!Files.isDirectory(data.resolve("journal"))) {
            throw new CouldNotRunException(
                    "there is no journal in " + data + ": give the data directory with --data DIR");
        }
        return DataDirectory.open(data);
    }
}
