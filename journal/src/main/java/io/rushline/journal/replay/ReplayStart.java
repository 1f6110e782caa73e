package io.rushline.journal.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The queue file with which a replay behind some sequence begins: the last whose first record is not behind it.
 *
 * <p>That file has the command of the sequence itself, so that the journal's end is known and what the snapshot was made
 * from can be compared, even when nothing follows. When there is no such file the replay begins with the first, and finds
 * out what is missing.
 *
 * @param file index in the list of files
 * @param sequenceBefore of the command in front of the file's first record
 */
record ReplayStart(int file, long sequenceBefore) {
    private static final ReplayStart FIRST_FILE = new ReplayStart(0, 0);

    /** Looks for the file, from the end. */
    static ReplayStart find(List<Path> files, long sequence) throws IOException {
        for (int file = files.size() - 1; file >= 0 && sequence > 0; file--) {
            try (TailScan scan = new TailScan(files.get(file))) {
                if (scan.findRecord(0).isPresent() && scan.foundSequence() <= sequence) {
                    return new ReplayStart(file, scan.foundSequence() - 1);
                }
            }
        }
        return FIRST_FILE;
    }
}
