package io.rushline.loadtest.bench;

import io.rushline.journal.DataDirectory;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.CommandHandler;
import io.rushline.journal.replay.JournalFollower;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** Puts commands into the journal of a new data directory, in batches of 256. */
final class RecordedCommands implements CommandHandler, AutoCloseable {
    private static final int BATCH = 256;

    private final DataDirectory directory;
    private final JournalWriter writer;

    RecordedCommands(Path data) {
        directory = DataDirectory.open(data);
        writer = JournalWriter.open(
                directory,
                JournalFollower.replay(
                        directory.journal(),
                        JournalPosition.START,
                        (sequence, timestampMs, command, offset, length) -> {}),
                Durability.CACHE);
    }

    @Override
    public void onCommand(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        writer.append(sequence, timestampMs, command, offset, length);
        if (sequence % BATCH == 0) {
            writer.commit();
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } finally {
            directory.close();
        }
    }
}
