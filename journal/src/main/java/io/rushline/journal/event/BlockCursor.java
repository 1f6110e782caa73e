package io.rushline.journal.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A place in a file of the event queue, which moves from block to block while another may be appending.
 *
 * <p>Threading: one thread.
 */
final class BlockCursor implements AutoCloseable {
    private static final int WINDOW_BYTES = 256 * 1024;

    private final EventFile file;
    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private ByteBuffer window;
    private long windowStart;
    private long handedOutBytes;
    private long position;

    /** At the start of a file, to read all of it. */
    BlockCursor(EventFile file) throws IOException {
        this(file, WINDOW_BYTES);
    }

    /**
     * At the start of a file.
     *
     * @param windowBytes how much is read at a time; little when only the heads of blocks matter
     */
    BlockCursor(EventFile file, int windowBytes) throws IOException {
        this.file = file;
        window = EventBlock.allocate(windowBytes).limit(0);
        channel = FileChannel.open(file.path(), StandardOpenOption.READ);
        view.wrap(window);
    }

    EventFile file() {
        return file;
    }

    /** Where the next block stands, or will. */
    long position() {
        return position;
    }

    /** Whether the head of a block with a given first event is there. Says nothing about the rest of it. */
    boolean isAt(long firstEventId) throws IOException {
        return fill(EventBlock.HEADER_BYTES)
                && EventBlock.hasHeader(window, offset())
                && EventBlock.firstEventId(window, offset()) == firstEventId;
    }

    /**
     * Whether the block at the place, whose head is there, is whole and all right.
     *
     * @throws EventsDamagedException when a newer build wrote it
     */
    boolean isIntact() throws IOException {
        // A newer format may have its checksum elsewhere, or none.
        if (EventBlock.version(window, offset()) > EventBlock.FORMAT_VERSION) {
            throw EventsDamagedException.newer(file.path(), position);
        }
        return fill(EventBlock.lengthBytes(window, offset())) && EventBlock.isIntact(window, offset(), crc);
    }

    /**
     * The sequence of the command that the first event of the block at the place came of, whose head is there; none when
     * that event is not there yet.
     */
    OptionalLong firstSequence() throws IOException {
        return fill(EventBlock.FIRST_EVENT_HEAD_BYTES)
                ? OptionalLong.of(EventBlock.firstSequence(window, offset()))
                : OptionalLong.empty();
    }

    /** Whether so much of the file is there as the block at the place, whose head is there, says. */
    boolean isComplete() throws IOException {
        return channel.size() >= position + EventBlock.lengthBytes(window, offset());
    }

    /** How many events the block at the place has. */
    int count() {
        return EventBlock.count(window, offset());
    }

    /**
     * Hands out events of the block at the place, which is intact.
     *
     * @param from index of the first
     * @param maxEvents how many at most
     * @param maxBytes so many bytes of them are enough
     * @return how many
     * @throws EventsDamagedException when what it says of its events makes no sense
     */
    int handOut(int from, int maxEvents, long maxBytes, EventHandler handler) {
        int end = offset() + EventBlock.lengthBytes(window, offset());
        int at = offset() + EventBlock.HEADER_BYTES;
        int count = count();
        int events = 0;
        handedOutBytes = 0;
        for (int i = 0; i < count && events < maxEvents && handedOutBytes < maxBytes; i++) {
            int length = at + EventBlock.EVENT_HEADER_BYTES <= end ? EventBlock.eventLength(window, at) : -1;
            int message = at + EventBlock.EVENT_HEADER_BYTES;
            if (length < 0 || length > end - message) {
                throw new EventsDamagedException(file.path(), position, "its events do not fit it");
            }
            if (i >= from) {
                handler.onEvent(EventBlock.planId(window, at), EventBlock.currency(window, at), view, message, length);
                handedOutBytes += length;
                events++;
            }
            at = message + length;
        }
        return events;
    }

    /** Of the events that were handed out last. */
    long handedOutBytes() {
        return handedOutBytes;
    }

    /** Goes behind the block at the place. */
    void advance() {
        position += EventBlock.lengthBytes(window, offset());
    }

    /** Forgets what was read ahead: there may be more now. */
    void refresh() {
        window.limit(0);
    }

    private int offset() {
        return (int) (position - windowStart);
    }

    /** Sees to it that so many bytes from the place on are in the window; false when the file does not have them. */
    private boolean fill(int lengthBytes) throws IOException {
        if (position >= windowStart && position + lengthBytes <= windowStart + window.limit()) {
            return true;
        }
        if (lengthBytes > window.capacity()) {
            window = EventBlock.allocate(EventBlock.MAX_BYTES);
            view.wrap(window);
        }
        window.clear();
        windowStart = position;
        while (window.hasRemaining() && channel.read(window, windowStart + window.position()) > 0) {
            // A read may end early; what is not there yet ends it, too.
        }
        window.flip();
        return window.limit() >= lengthBytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
