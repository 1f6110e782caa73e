package io.rushline.journal.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event queue behind some event, also while it is written, in this process or another.
 *
 * <p>A consumer remembers the id of the last event that it has dealt with, and begins behind it: then it deals with each
 * exactly once, whatever dies in between.
 *
 * <p>Threading: one thread. Allocation: 256 KiB for each reader, 2 MiB when it meets a long event.
 */
public final class EventReader implements AutoCloseable {
    private final Path directory;
    private final Listing listing;
    private long position;
    private @Nullable BlockCursor cursor;
    private long nextBlock;

    /**
     * A reader of the queue in a directory, which need not exist.
     *
     * @param after id of the last event that is not wanted; 0 for all
     */
    public EventReader(Path directory, long after) {
        this(directory, after, EventFile::list);
    }

    /** As above, with a test in between whenever the directory is looked at. */
    EventReader(Path directory, long after, Listing listing) {
        this.directory = directory;
        this.listing = listing;
        position = after;
    }

    /** The files of a directory, in the order of their events. */
    @FunctionalInterface
    interface Listing {
        List<EventFile> list(Path directory) throws IOException;
    }

    /** The id of the last event that was handed out, or need not be. */
    public long position() {
        return position;
    }

    /**
     * Hands out the next events that are there, and never waits for more.
     *
     * @param maxEvents how many at most
     * @param maxBytes so many bytes of them are enough; may be exceeded by the last one
     * @return how many
     * @throws EventsGoneException when the next is not in the queue any more, or the position is behind its end
     * @throws EventsDamagedException when something is not what was written
     * @throws UncheckedIOException when files can't be read
     */
    public int read(int maxEvents, int maxBytes, EventHandler handler) throws EventsGoneException {
        try {
            int events = 0;
            long bytes = 0;
            for (BlockCursor at = find(); at != null && events < maxEvents && bytes < maxBytes; at = find()) {
                int from = (int) (position + 1 - nextBlock);
                int handedOut = at.handOut(from, maxEvents - events, maxBytes - bytes, handler);
                position += handedOut;
                events += handedOut;
                bytes += at.handedOutBytes();
            }
            return events;
        } catch (NoSuchFileException e) {
            close();
            throw gone();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Goes to the block in which the next event is; null when that is not there yet. */
    private @Nullable BlockCursor find() throws IOException, EventsGoneException {
        BlockCursor at = cursor == null ? enter() : cursor;
        while (at != null) {
            if (!isWhole(at)) {
                at.refresh();
            }
            if (!isWhole(at)) {
                at = goOn(at);
            } else if (nextBlock + at.count() > position + 1) {
                return at;
            } else {
                nextBlock += at.count();
                at.advance();
            }
        }
        return null;
    }

    /** Blocks that are passed over need not be read. */
    private boolean isWhole(BlockCursor at) throws IOException {
        if (!at.isAt(nextBlock)) {
            return false;
        }
        return nextBlock + at.count() > position + 1 ? at.isIntact() : at.isComplete();
    }

    private @Nullable BlockCursor enter() throws IOException, EventsGoneException {
        List<EventFile> files = listing.list(directory);
        if (files.isEmpty() && position == 0) {
            return null;
        }
        int index = EventFile.indexOf(files, position + 1);
        if (index < 0) {
            throw gone();
        }
        return open(files.get(index));
    }

    private BlockCursor open(EventFile file) throws IOException {
        forget();
        BlockCursor opened = new BlockCursor(file);
        cursor = opened;
        nextBlock = file.firstEventId();
        return opened;
    }

    /** Behind the last whole block of a file: in the next file, if there is one by now. */
    private @Nullable BlockCursor goOn(BlockCursor at) throws IOException, EventsGoneException {
        List<EventFile> files = listing.list(directory);
        int index = files.indexOf(at.file());
        if (index < 0 || nextBlock > position + 1) {
            forget();
            throw gone();
        }
        if (index == files.size() - 1) {
            if (nextBlock <= position) {
                throw gone();
            }
            return null;
        }
        // The next file was begun behind what has been written here meanwhile.
        at.refresh();
        if (isWhole(at)) {
            return at;
        }
        if (files.get(index + 1).firstEventId() != nextBlock) {
            throw new EventsDamagedException(
                    at.file().path(), at.position(), "it is not whole, or the next file does not follow it");
        }
        return open(files.get(index + 1));
    }

    private EventsGoneException gone() {
        try (EventTail tail = new EventTail(directory)) {
            List<EventFile> files = listing.list(directory);
            return new EventsGoneException(files.isEmpty() ? 1 : files.get(0).firstEventId(), tail.lastEventId());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot read the events in " + directory + ": " + e.getMessage(), e);
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
            throw failed(e);
        }
    }
}
