package io.rushline.journal.snapshot;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary name of a snapshot that is being written, locked by its writer until the file has its own name.
 *
 * <pre>
 *   SEQUENCE.snapshot.UUID.tmp    locked: somebody writes it     not locked: its writer is dead, and it may go
 * </pre>
 *
 * <p>The kernel frees the lock when the writer ends, however it ends, and knows all who share the directory: process ids
 * are not the same in two containers, and are given again.
 *
 * <p>Threading: any thread makes and removes. Caveats: a process loses its locks on a file when it closes that file anywhere.
 * So those of this process are known by their paths and not looked at.
 */
final class UnfinishedFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedFile.class);

    /** Earlier builds put a process id there, or nothing. */
    private static final Pattern NAME = Pattern.compile("\\d{19}\\.snapshot(?:\\.[0-9a-f-]+)?\\.tmp");

    private static final int ATTEMPTS = 10;
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel locked;
    private final Disk.DiskFile content;

    private UnfinishedFile(Path path, FileChannel locked, Disk.DiskFile content) {
        this.path = path;
        this.locked = locked;
        this.content = content;
    }

    /**
     * Makes an empty file that nobody else has.
     *
     * @param name that the snapshot will have
     */
    static UnfinishedFile create(Path directory, String name, Disk disk) throws IOException {
        Path real = directory.toRealPath();
        for (int i = 0; i < ATTEMPTS; i++) {
            UnfinishedFile created = tryCreate(real.resolve(name + "." + UUID.randomUUID() + ".tmp"), disk);
            if (created != null) {
                return created;
            }
        }
        throw new IOException("somebody removes what is made in " + directory);
    }

    private static @Nullable UnfinishedFile tryCreate(Path path, Disk disk) throws IOException {
        OWN.add(path);
        UnfinishedFile created = null;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            // Whoever looked for abandoned files in between may have had the lock, and then has removed this one.
            if (channel.tryLock() != null && Files.exists(path)) {
                created = new UnfinishedFile(path, channel, disk.open(path));
            }
            return created;
        } finally {
            if (created == null) {
                if (channel != null) {
                    Files.deleteIfExists(path);
                    channel.close();
                }
                OWN.remove(path);
            }
        }
    }

    Path path() {
        return path;
    }

    /** What is written to it. */
    Disk.DiskFile content() {
        return content;
    }

    /** Removes what its writers did not come to finish, and never what is being written. */
    static void removeAbandoned(Path directory) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.list(directory.toRealPath())) {
            found = all.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
        for (Path file : found) {
            if (!OWN.contains(file) && removeUnlessLocked(file)) {
                LOG.info("removed {}, which its writer did not finish", file.getFileName());
            }
        }
    }

    private static boolean removeUnlessLocked(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock != null && Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            return false;
        } catch (OverlappingFileLockException e) {
            // Another thread of this process has found it as well, and removes it.
            return false;
        }
    }

    /** Removes the file, unless it has another name by now, and only then unlocks it. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(path);
        } finally {
            try {
                content.close();
            } finally {
                locked.close();
                OWN.remove(path);
            }
        }
    }
}
