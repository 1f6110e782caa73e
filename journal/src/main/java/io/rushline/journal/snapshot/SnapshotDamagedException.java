package io.rushline.journal.snapshot;

import java.nio.file.Path;

/** A snapshot file is not what was written. The message is one line, fit for a log. */
public final class SnapshotDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SnapshotDamagedException(Path file, String problem) {
        super("Snapshot " + file + " is damaged: " + problem);
    }
}
