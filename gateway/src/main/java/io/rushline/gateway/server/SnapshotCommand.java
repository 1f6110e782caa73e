package io.rushline.gateway.server;

import io.rushline.engine.EngineLimits;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.DataDirectoryLockedException;
import io.rushline.journal.JournalCorruptException;
import io.rushline.journal.event.EventLog;
import io.rushline.journal.event.EventsDamagedException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rushline snapshot}: writes a snapshot of a data directory that no server uses. */
@Command(
        name = "snapshot",
        description = {
            "Brings a data directory's newest snapshot up to the end of its journal, while no server uses it.",
            "Exit codes: 0 it is there, 3 it could not be written."
        },
        mixinStandardHelpOptions = true)
final class SnapshotCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Mixin
    private final SnapshotOptions options = new SnapshotOptions();

    @Override
    public Integer call() {
        try (DataDirectory directory = options.open();
                EventLog events = EventLog.open(directory.files());
                Recovery recovery = Recovery.begin(
                        directory.snapshots(),
                        directory.journal(),
                        EngineLimits.SERVER,
                        events.lastEventId(),
                        events)) {
            recovery.replay(directory);
            recovery.complete(events);
            events.force();
            say(write(directory, recovery));
        } catch (DataDirectoryLockedException
                | JournalCorruptException
                | EventsDamagedException
                | UncheckedIOException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private String write(DataDirectory directory, Recovery recovery) {
        long sequence = recovery.engine().lastSequence();
        if (sequence == 0) {
            return "The journal is empty: there is nothing to write";
        }
        if (sequence == recovery.start().sequence()) {
            return "The snapshot of sequence " + sequence + " is there already";
        }
        WrittenSnapshot written = StateWriter.write(directory, recovery.engine(), recovery.views(), options.kept());
        return String.format(
                Locale.ROOT,
                "Snapshot of sequence %d, state hash %016x: %s, %,d bytes",
                written.sequence(),
                written.stateHash(),
                written.file(),
                written.lengthBytes());
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}
