package io.rushline.journal.snapshot;

import io.rushline.journal.Disk;
import io.rushline.journal.JournalPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshots of a data directory, a file each, named by sequence.
 *
 * <p>Threading: the process that holds the data directory may write and remove, and so may standbys beside it, each with
 * one thread at a time. Each writes under a temporary name of its own, and what two write of one sequence is the same.
 */
public final class SnapshotStore {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);
    /** How many snapshots are kept when nothing else is said: the newest, and one more should that be damaged. */
    public static final int DEFAULT_KEPT = 2;

    private static final Pattern FILE_NAME = Pattern.compile("\\d{19}\\.snapshot");

    private final Path directory;
    private final Disk disk;

    /** The snapshots in a directory, which need not exist. */
    public SnapshotStore(Path directory) {
        this(directory, Disk.SYSTEM);
    }

    /** As above, on a disk that is not the system's. */
    public SnapshotStore(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** The files, the newest first; nothing is said about what is in them. */
    public List<Path> newestFirst() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file ->
                            FILE_NAME.matcher(file.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the snapshots in " + directory + ": " + e.getMessage(), e);
        }
    }

    /**
     * Begins a snapshot.
     *
     * @param position behind the last command that will be in it
     * @return to be given all parts, completed, and closed
     * @throws UncheckedIOException when the file can't be made
     */
    public SnapshotFileWriter begin(JournalPosition position) {
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(directory);
                disk.forceDirectory(directory.resolve(".."));
            }
            UnfinishedFile.removeAbandoned(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write snapshots to " + directory + ": " + e.getMessage(), e);
        }
        String name = String.format(Locale.ROOT, "%019d.snapshot", position.sequence());
        return new SnapshotFileWriter(directory, name, position, disk);
    }

    /**
     * Removes what is older than the newest good ones. A damaged one does not count, and stays until it is older, too.
     *
     * @param kept how many good ones stay, at least 1; all of each is read
     * @return those that were removed
     */
    public List<Path> keepNewest(int kept) {
        if (kept < 1) {
            throw new IllegalArgumentException("cannot keep " + kept + " snapshots");
        }
        List<Path> all = newestFirst();
        int good = 0;
        int index = 0;
        while (index < all.size() && good < kept) {
            good += isGood(all.get(index)) ? 1 : 0;
            index++;
        }
        List<Path> old = List.copyOf(all.subList(index, all.size()));
        try {
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
            if (!old.isEmpty()) {
                disk.forceDirectory(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove old snapshots in " + directory + ": " + e.getMessage(), e);
        }
        return old;
    }

    private static boolean isGood(Path file) {
        try {
            SnapshotFile.open(file).verify();
            return true;
        } catch (SnapshotDamagedException | UncheckedIOException e) {
            LOG.warn("{} does not count as a snapshot: {}", file, e.getMessage());
            return false;
        }
    }
}
