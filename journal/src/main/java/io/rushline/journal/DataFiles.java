package io.rushline.journal;

import java.nio.file.Path;

/**
 * Where a data directory has the journal and what is made of it, whoever holds it.
 *
 * @param root the data directory
 * @param disk that it is on
 */
public record DataFiles(Path root, Disk disk) {
    /** The directory of the command queue, which may be read beside its writer. */
    public Path journal() {
        return root.resolve("journal");
    }

    /** The directory of snapshots, which need not exist. */
    public Path snapshots() {
        return root.resolve("snapshots");
    }

    /** The directory of the event queue, which need not exist, and may be read beside its writer. */
    public Path events() {
        return root.resolve("events");
    }

    /** Where the holder shows that it is alive. */
    Path heartbeat() {
        return root.resolve("heartbeat");
    }

    Path lock() {
        return root.resolve("lock");
    }
}
