package io.rushline.gateway.server;

import io.rushline.engine.Engine;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SnapshotEndDecoder;
import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.gateway.view.Views;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.append.WrittenFiles;
import io.rushline.journal.snapshot.SnapshotFileWriter;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an engine and its views into a snapshot of their data directory; nothing may change meanwhile. */
final class StateWriter implements SnapshotSink {
    private static final Logger LOG = LoggerFactory.getLogger(StateWriter.class);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SnapshotEndDecoder end = new SnapshotEndDecoder();
    private final SnapshotSink sink;
    private long stateHash;

    private StateWriter(SnapshotSink sink) {
        this.sink = sink;
    }

    /**
     * Writes a snapshot, and removes those that are too many then.
     *
     * @param kept how many snapshots stay, this one among them
     * @return the file and its state
     * @throws UncheckedIOException when files can't be written
     */
    static WrittenSnapshot write(DataDirectory data, Engine engine, Views views, int kept) {
        long startedNanos = System.nanoTime();
        forceJournal(data);
        SnapshotStore store = new SnapshotStore(data.snapshots());
        JournalPosition position = new JournalPosition(engine.lastSequence(), engine.epoch(), engine.lastTimestampMs());
        WrittenSnapshot written;
        try (SnapshotFileWriter file = store.begin(position)) {
            StateWriter writer = new StateWriter(file);
            engine.writeSnapshot(writer);
            views.writeSnapshot(writer);
            file.complete(writer.stateHash);
            written = new WrittenSnapshot(file.file(), position.sequence(), writer.stateHash, file.lengthBytes());
        }
        store.keepNewest(kept);
        LOG.info(
                "snapshot {} of {} bytes written in {} ms",
                written.file().getFileName(),
                written.lengthBytes(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        return written;
    }

    /** With durability cache it was not, and a snapshot of what is lost with the power would be of no journal. */
    private static void forceJournal(DataDirectory data) {
        try {
            WrittenFiles.force(data.journal());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot force the journal in " + data.journal(), e);
        }
    }

    @Override
    public void onPart(DirectBuffer buffer, int offset, int length) {
        if (header.wrap(buffer, offset).templateId() == SnapshotEndDecoder.TEMPLATE_ID) {
            stateHash = end.wrapAndApplyHeader(buffer, offset, header).stateHash();
        }
        sink.onPart(buffer, offset, length);
    }
}
