package io.rushline.journal.snapshot;

import io.rushline.journal.DataDirectory;
import io.rushline.journal.Disk;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.event.EventFile;
import io.rushline.journal.event.EventLog;
import io.rushline.journal.replay.ReplayFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can go from a data directory when a few snapshots are kept: older snapshots, and files of the journal and of the
 * event queue that end before the oldest kept one.
 *
 * <p>Every kept snapshot is read to its end, and the journal behind the oldest of them is replayed, before anything is
 * removed: what is kept must be enough. The event queue must reach to the oldest one, too, for what it lacks is told by
 * the journal that would go.
 *
 * @param files what can go, the oldest of each kind first
 * @param damaged snapshots that are not counted among the kept ones, and stay
 * @param firstKeptSequence of the first command that stays in the journal
 */
public record JournalPruning(List<Path> files, List<Path> damaged, long firstKeptSequence) {
    /**
     * Finds out what can go.
     *
     * @param data held by this process
     * @param kept how many good snapshots stay, at least 1
     * @return nothing when there are fewer
     * @throws EventsBehindException when the event queue ends before the oldest kept snapshot, or what is whole of it
     * @throws io.rushline.journal.event.EventsDamagedException when a newer build wrote it
     * @throws io.rushline.journal.JournalCorruptException when a start from the oldest kept snapshot would be refused
     * @throws UncheckedIOException when files can't be read
     */
    public static Optional<JournalPruning> plan(DataDirectory data, int kept) {
        List<Path> damaged = new ArrayList<>();
        List<Path> removed = new ArrayList<>();
        JournalPosition oldest = JournalPosition.START;
        OptionalLong oldestEventId = OptionalLong.empty();
        int good = 0;
        for (Path path : new SnapshotStore(data.snapshots()).newestFirst()) {
            if (good == kept) {
                removed.add(0, path);
                continue;
            }
            try {
                SnapshotFile file = SnapshotFile.open(path);
                file.verify();
                oldest = file.position();
                oldestEventId = file.lastEventId();
                good++;
            } catch (SnapshotDamagedException e) {
                damaged.add(path);
            }
        }
        if (good < kept) {
            return Optional.empty();
        }
        try {
            ReplayFiles replay = ReplayFiles.behind(data.journal(), oldest);
            removed.addAll(replay.before());
            removed.addAll(eventFilesUpTo(data, oldestEventId.orElse(0)));
            return Optional.of(new JournalPruning(List.copyOf(removed), List.copyOf(damaged), replay.firstSequence()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal in " + data.journal(), e);
        }
    }

    private static List<Path> eventFilesUpTo(DataDirectory data, long eventId) throws IOException {
        if (eventId == 0) {
            return List.of();
        }
        // Opened as at a start, so that only what is whole counts, and closed, which forces it: no replay brings it
        // back.
        try (EventLog queue = EventLog.open(data.files())) {
            if (queue.lastEventId() < eventId) {
                throw new EventsBehindException(data.events(), queue.lastEventId(), eventId);
            }
        }
        List<EventFile> files = EventFile.list(data.events());
        List<Path> before = new ArrayList<>();
        // A file ends where the next begins. The last one stays, since it says how far the queue is.
        for (int i = 0; i + 1 < files.size() && files.get(i + 1).firstEventId() <= eventId + 1; i++) {
            before.add(files.get(i).path());
        }
        return before;
    }

    /** Removes them, one after the other on disk. */
    public void remove(Disk disk) {
        try {
            for (Path file : files) {
                Files.delete(file);
                disk.forceDirectory(file.resolveSibling("."));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove old files: " + e.getMessage(), e);
        }
    }
}
