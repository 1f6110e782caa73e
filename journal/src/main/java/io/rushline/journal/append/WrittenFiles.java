package io.rushline.journal.append;

import io.rushline.journal.Disk;
import io.rushline.journal.JournalQueue;
import java.io.IOException;
import java.nio.file.Path;

/** The queue files of a journal that nobody writes to now. */
public final class WrittenFiles {
    private WrittenFiles() {}

    /**
     * Makes durable what was written and perhaps never forced: it is about to be replayed, shown and built upon, or there
     * is a snapshot of what comes of it. What is on disk already costs nothing.
     */
    public static void force(Path directory, Disk disk) throws IOException {
        for (Path file : JournalQueue.files(directory)) {
            try (Disk.DiskFile open = disk.open(file)) {
                open.force(true);
            }
        }
        disk.forceDirectory(directory);
    }
}
