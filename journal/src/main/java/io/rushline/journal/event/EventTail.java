package io.rushline.journal.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches how far an event queue is that another process may be writing.
 *
 * <p>Only the heads of blocks are read, and believed when as much as they say is there.
 *
 * <p>Threading: one thread.
 */
public final class EventTail implements AutoCloseable {
    private static final int WINDOW_BYTES = 4 * 1024;

    private final Path directory;
    private @Nullable BlockCursor cursor;
    private long next;

    /** The tail of the queue in a directory, which need not exist. */
    public EventTail(Path directory) {
        this.directory = directory;
    }

    /**
     * The last event of the queue now; 0 when there is none.
     *
     * @throws UncheckedIOException when files can't be read
     */
    public long lastEventId() {
        try {
            List<EventFile> files = EventFile.list(directory);
            if (cursor != null && !files.isEmpty() && cursor.file().equals(files.get(files.size() - 1))) {
                cursor.refresh();
                goToEnd(cursor);
                return next - 1;
            }
            forget();
            for (int i = files.size() - 1; i >= 0; i--) {
                BlockCursor opened = new BlockCursor(files.get(i), WINDOW_BYTES);
                next = files.get(i).firstEventId();
                goToEnd(opened);
                if (next > files.get(i).firstEventId()) {
                    cursor = opened;
                    return next - 1;
                }
                opened.close();
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the events in " + directory + ": " + e.getMessage(), e);
        }
    }

    private void goToEnd(BlockCursor at) throws IOException {
        while (at.isAt(next) && at.isComplete()) {
            next += at.count();
            at.advance();
        }
    }

    private void forget() throws IOException {
        BlockCursor open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        try {
            forget();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the events in " + directory, e);
        }
    }
}
