package io.rushline.journal.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * Finds the place in the event queue from which on the events of a command and of all later ones stand.
 *
 * <p>Sequences rise with event ids. So the file is found by halving, with one read for each step, and the block in it by the
 * heads of its blocks: what it takes hardly depends on how long the queue is.
 */
public final class EventSearch {
    private EventSearch() {}

    /**
     * An event behind which no event of a command and of those after it is missing: some hundred before the first of
     * them, as a rule. 0 when the queue does not reach back so far, or is empty; then a reader finds out what is gone.
     *
     * @param sequence of the command
     * @throws UncheckedIOException when files can't be read
     */
    public static long before(Path directory, long sequence) {
        try {
            List<EventFile> files = EventFile.list(directory);
            int low = 0;
            int high = files.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (beginsBefore(files.get(middle), sequence)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low == 0 ? 0 : lastBlockBefore(files.get(low - 1), sequence) - 1;
        } catch (NoSuchFileException e) {
            // Somebody has just removed it, and a reader will say so.
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the events in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static boolean beginsBefore(EventFile file, long sequence) throws IOException {
        try (BlockCursor cursor = new BlockCursor(file, EventBlock.FIRST_EVENT_HEAD_BYTES)) {
            return cursor.isAt(file.firstEventId()) && isBefore(cursor.firstSequence(), sequence);
        }
    }

    /** The id of the first event in the last block that begins before a command. */
    private static long lastBlockBefore(EventFile file, long sequence) throws IOException {
        long first = file.firstEventId();
        long next = first;
        try (BlockCursor cursor = new BlockCursor(file)) {
            while (cursor.isAt(next) && isBefore(cursor.firstSequence(), sequence)) {
                first = next;
                next += cursor.count();
                cursor.advance();
            }
        }
        return first;
    }

    private static boolean isBefore(OptionalLong found, long sequence) {
        // Zeros are of a block that has not been written to its end.
        return found.isPresent() && found.getAsLong() > 0 && found.getAsLong() < sequence;
    }
}
