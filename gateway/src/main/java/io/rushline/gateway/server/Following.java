package io.rushline.gateway.server;

import io.rushline.engine.EngineLimits;
import io.rushline.gateway.event.EventBacklog;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.DataFiles;
import io.rushline.journal.event.EventLog;
import io.rushline.journal.event.EventTail;
import io.rushline.journal.replay.JournalFollower;
import io.rushline.journal.replay.ReplaySummary;
import java.util.function.BooleanSupplier;

/**
 * What a standby has of its primary: the state, the events that the primary has perhaps not written yet, and the
 * snapshots in between.
 *
 * <p>Threading: one thread at a time; any other may ask for the last snapshot.
 */
final class Following implements AutoCloseable {
    private final JournalFollower follower;
    private final Recovery recovery;
    private final EventBacklog events = new EventBacklog();
    private final StandbySnapshots snapshots;
    private long drainedEventId;

    /**
     * Loads the newest snapshot, to go on from there.
     *
     * @param queue of the primary
     * @param interval how often snapshots are written
     * @param kept how many of them stay
     * @param isWanted whether there is nothing more urgent than a snapshot
     */
    Following(
            DataFiles files,
            EventTail queue,
            SnapshotInterval interval,
            int kept,
            BooleanSupplier isWanted,
            long nowMs) {
        recovery = Recovery.begin(files.snapshots(), files.journal(), EngineLimits.SERVER, queue.lastEventId(), events);
        snapshots = new StandbySnapshots(files, recovery, queue, interval, kept, isWanted, nowMs);
        follower = new JournalFollower(files.journal(), recovery.start());
    }

    /** Applies what has appeared in the journal, and answers how many commands. */
    int poll() {
        return follower.poll(recovery);
    }

    /** Whether the last poll came to the end of what is there. */
    boolean isAtEnd() {
        return follower.isAtEnd();
    }

    long lastSequence() {
        return follower.lastSequence();
    }

    void writeSnapshotWhenDue(long nowMs) {
        snapshots.writeWhenDue(nowMs);
    }

    /** The sequence of the last snapshot that was written; 0 before. */
    long lastSnapshot() {
        return snapshots.lastWritten();
    }

    /** Forgets the events that the primary has written. */
    void dropUpTo(long queuedEventId) {
        events.dropUpTo(queuedEventId);
    }

    /** Whether all events behind the primary's queue are known here. */
    boolean follows(long queuedEventId) {
        return events.follows(queuedEventId, recovery.engine().lastEventId());
    }

    Recovery recovery() {
        return recovery;
    }

    /** Brings the state to the journal's end; the directory is held. */
    ReplaySummary drain() {
        ReplaySummary summary = follower.drain(recovery);
        follower.close();
        drainedEventId = recovery.engine().lastEventId();
        return summary;
    }

    /** The queue as the former primary left it, and what that did not come to write, up to the journal's end. */
    EventLog eventQueue(DataDirectory data) {
        EventLog queue = EventLog.open(data.files());
        try {
            events.complete(queue, drainedEventId);
            return queue;
        } catch (RuntimeException e) {
            queue.close();
            throw e;
        }
    }

    /** Throws the state away. */
    void discard() {
        close();
        recovery.close();
    }

    /** Lets go of the journal; the state belongs to whoever has taken over with it. */
    @Override
    public void close() {
        follower.close();
    }
}
