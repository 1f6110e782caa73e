package io.rushline.journal.replay;

import io.rushline.journal.JournalPosition;
import io.rushline.journal.JournalQueue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The queue files of a journal, seen from where a replay would begin.
 *
 * @param before those that the replay does not read
 * @param firstSequence of the first command in the others
 */
public record ReplayFiles(List<Path> before, long firstSequence) {
    /**
     * The sequence that a journal begins with: 1 unless its start was pruned, also when it is empty.
     *
     * @throws UncheckedIOException when files can't be read
     */
    public static long firstSequence(Path directory) {
        try {
            List<Path> files = Files.isDirectory(directory) ? JournalQueue.files(directory) : List.of();
            if (files.isEmpty()) {
                return 1;
            }
            try (TailScan scan = new TailScan(files.get(0))) {
                return scan.findRecord(0).isEmpty() ? 1 : scan.foundSequence();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the journal in " + directory, e);
        }
    }

    /**
     * Replays what is behind a position, to nobody, and says which files were not needed for it.
     *
     * @throws io.rushline.journal.JournalCorruptException when a replay from there is refused
     * @throws UncheckedIOException when files can't be read
     */
    public static ReplayFiles behind(Path directory, JournalPosition position) throws IOException {
        JournalFollower.replay(directory, position, (sequence, timestampMs, command, offset, length) -> {});
        List<Path> files = JournalQueue.files(directory);
        ReplayStart start = ReplayStart.find(files, position.sequence());
        return new ReplayFiles(files.subList(0, start.file()), start.sequenceBefore() + 1);
    }
}
