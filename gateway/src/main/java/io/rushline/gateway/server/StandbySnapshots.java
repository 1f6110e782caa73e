package io.rushline.gateway.server;

import io.rushline.journal.DataFiles;
import io.rushline.journal.event.EventFile;
import io.rushline.journal.event.EventTail;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots that a standby writes while it follows, so that a start has little to replay although the primary never
 * stops.
 *
 * <p>Following rests while one is written, and goes on where it was. When there is something to take over in the middle,
 * the unfinished file is removed. A snapshot gets its name when the journal before it is on disk and the event queue has
 * come as far.
 *
 * <p>Caveat: a force of the journal or of the events that has begun is waited for, whatever is more urgent.
 *
 * <p>Threading: the following thread.
 */
final class StandbySnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(StandbySnapshots.class);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private final DataFiles files;
    private final Recovery recovery;
    private final EventTail events;
    private final SnapshotInterval interval;
    private final int kept;
    private final BooleanSupplier isWanted;
    private long sequence;
    private long writtenAtMs;
    private volatile long lastWritten;

    /**
     * Snapshots of a state that follows.
     *
     * @param kept how many stay
     * @param isWanted whether there is nothing more urgent
     */
    StandbySnapshots(
            DataFiles files,
            Recovery recovery,
            EventTail events,
            SnapshotInterval interval,
            int kept,
            BooleanSupplier isWanted,
            long nowMs) {
        this.files = files;
        this.recovery = recovery;
        this.events = events;
        this.interval = interval;
        this.kept = kept;
        this.isWanted = isWanted;
        sequence = recovery.start().sequence();
        writtenAtMs = nowMs;
    }

    /** The sequence of the last snapshot that was written; 0 before. */
    long lastWritten() {
        return lastWritten;
    }

    /** Writes one if it is due. A failure is only logged: the next is tried when it is due. */
    void writeWhenDue(long nowMs) {
        long now = recovery.engine().lastSequence();
        if (!interval.isDue(now - sequence, nowMs - writtenAtMs)) {
            return;
        }
        sequence = now;
        writtenAtMs = nowMs;
        try {
            SnapshotStore store = new SnapshotStore(files.snapshots(), files.disk());
            Optional<WrittenSnapshot> written =
                    StateWriter.write(store, recovery.engine(), recovery.views(), isWanted, this::isOnDisk);
            if (written.isPresent()) {
                lastWritten = written.get().sequence();
                removeOld(store);
            }
        } catch (RuntimeException e) {
            LOG.warn("no snapshot was written: {}", e.getMessage());
        }
    }

    /** Nothing ends a force that has begun, so before each it is asked whether the snapshot is still wanted. */
    private boolean isOnDisk() {
        if (!isWanted.getAsBoolean()) {
            return false;
        }
        StateWriter.forceJournal(files);
        if (!haveEventsComeAsFar() || !isWanted.getAsBoolean()) {
            return false;
        }
        try {
            EventFile.forceLast(files.events(), files.disk());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot force the events in " + files.events(), e);
        }
        return isWanted.getAsBoolean();
    }

    private boolean haveEventsComeAsFar() {
        long startedNs = System.nanoTime();
        while (events.lastEventId() < recovery.engine().lastEventId()) {
            if (!isWanted.getAsBoolean()) {
                return false;
            }
            if (System.nanoTime() - startedNs > PATIENCE_NS) {
                LOG.warn("no snapshot was written: the primary is behind with its events");
                return false;
            }
            LockSupport.parkNanos(this, PAUSE_NS);
        }
        return true;
    }

    /** Reads the snapshots that stay, which following must not wait for. */
    private void removeOld(SnapshotStore store) {
        Thread removing = new Thread(
                () -> {
                    try {
                        store.keepNewest(kept);
                    } catch (RuntimeException e) {
                        LOG.warn("old snapshots stay: {}", e.getMessage());
                    }
                },
                "snapshots");
        removing.setDaemon(true);
        removing.start();
    }
}
