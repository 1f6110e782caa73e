package io.rushline.gateway.server;

import io.rushline.engine.Engine;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SnapshotEndDecoder;
import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.gateway.view.Views;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.DataFiles;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.append.WrittenFiles;
import io.rushline.journal.snapshot.SnapshotFileWriter;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an engine and its views into a snapshot of their data directory; nothing may change meanwhile. */
final class StateWriter implements SnapshotSink {
    private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotEndDecoder end = new SnapshotEndDecoder();
    private final SnapshotSink sink;
    private final BooleanSupplier isWanted;
    private long stateHash;

    private StateWriter(SnapshotSink sink, BooleanSupplier isWanted) {
        this.sink = sink;
        this.isWanted = isWanted;
    }

    /**
     * Writes a snapshot, and removes those that are too many then.
     *
     * @param kept how many snapshots stay, this one among them
     * @return the file and its state
     * @throws UncheckedIOException when files can't be written
     */
    static WrittenSnapshot write(DataDirectory data, Engine engine, Views views, int kept) {
        forceJournal(data.files());
        SnapshotStore store = new SnapshotStore(data.snapshots(), data.files().disk());
        WrittenSnapshot written = write(store, engine, views, () -> true, () -> true)
                .orElseThrow(() -> new IllegalStateException("it was wanted"));
        store.keepNewest(kept);
        return written;
    }

    /**
     * Writes a snapshot, if it is wanted until its end. Otherwise nothing of it stays.
     *
     * @param isWanted asked at each part
     * @param mayBeNamed asked when all is written: whether what the snapshot is of is on disk
     * @throws UncheckedIOException when files can't be written
     */
    static Optional<WrittenSnapshot> write(
            SnapshotStore store, Engine engine, Views views, BooleanSupplier isWanted, BooleanSupplier mayBeNamed) {
        long startedNanos = System.nanoTime();
        JournalPosition position = new JournalPosition(engine.lastSequence(), engine.epoch(), engine.lastTimestampMs());
        WrittenSnapshot written;
        try (SnapshotFileWriter file = store.begin(position)) {
            StateWriter writer = new StateWriter(file, isWanted);
            engine.writeSnapshot(writer);
            views.writeSnapshot(writer);
            if (!mayBeNamed.getAsBoolean()) {
                return Optional.empty();
            }
            file.complete(writer.stateHash);
            written = new WrittenSnapshot(file.file(), position.sequence(), writer.stateHash, file.lengthBytes());
        } catch (UnwantedException e) {
            return Optional.empty();
        }
        LOG.info(
                "snapshot {} of {} bytes, state hash {}, written in {} ms",
                written.file().getFileName(),
                written.lengthBytes(),
                Long.toHexString(written.stateHash()),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        return Optional.of(written);
    }

    /** The way out of the middle of an engine's parts. */
    private static final class UnwantedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnwantedException() {
            super("not wanted any more", null, false, false);
        }
    }

    /** With durability cache it was not, and a snapshot of what is lost with the power would be of no journal. */
    static void forceJournal(DataFiles files) {
        try {
            WrittenFiles.force(files.journal(), files.disk());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot force the journal in " + files.journal(), e);
        }
    }

    @Override
    public void onPart(DirectBuffer buffer, int offset, int length) {
        if (!isWanted.getAsBoolean()) {
            throw new UnwantedException();
        }
        if (header.wrap(buffer, offset).templateId() == SnapshotEndDecoder.TEMPLATE_ID) {
            stateHash = end.wrapAndApplyHeader(buffer, offset, header).stateHash();
        }
        sink.onPart(buffer, offset, length);
    }
}
