package io.rushline.journal.append;

import io.rushline.journal.Disk;
import io.rushline.journal.JournalQueue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Forces a queue's files to disk, through descriptors of its own that stay open.
 *
 * <p>On Linux an fsync of any descriptor writes out all dirty pages of the file, those of Chronicle's mappings too.
 * Chronicle's own sync is not used: it does nothing in the default mode, and forgets the tail of the block or file before
 * when a batch crosses into the next.
 */
final class QueueFileForcer implements AutoCloseable {
    private final Path directory;
    private final Disk disk;
    private Disk.@Nullable DiskFile current;
    private long count;

    QueueFileForcer(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** How often a batch was made durable. */
    long count() {
        return count;
    }

    /** Makes all that was written to the file in use durable. */
    void force() throws IOException {
        if (current == null) {
            throw new IllegalStateException("No queue file is open");
        }
        current.force(false);
        count++;
    }

    /**
     * Makes durable what was written across a change of files: the former file with its end mark, the new file, and its
     * name in the directory.
     */
    void forceRoll(File newFile) throws IOException {
        if (current != null) {
            current.force(false);
            current.close();
        }
        current = disk.open(newFile.toPath());
        current.force(true);
        try (Disk.DiskFile metadata = disk.open(JournalQueue.metadata(directory))) {
            metadata.force(true);
        }
        disk.forceDirectory(directory);
        count++;
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }
}
