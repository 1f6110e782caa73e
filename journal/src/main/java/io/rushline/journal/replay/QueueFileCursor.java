package io.rushline.journal.replay;

import io.rushline.journal.Excerpt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import net.openhft.chronicle.wire.Wires;
import org.jspecify.annotations.Nullable;

/**
 * A place in a queue file, which moves from record to record while another process may be appending.
 *
 * <p>Only reads bytes: no mapping, nothing that could grow the file. The queue writes the word in front of a record
 * last, and a read copies upwards, so that a record whose word is complete is complete itself.
 *
 * <p>Allocation: 2 MiB for each cursor.
 */
public final class QueueFileCursor implements AutoCloseable {
    /** What stands at the place. */
    public enum State {
        /** A complete document, which ought to hold a record. */
        RECORD,
        /** Nothing, or nothing yet. */
        END,
        /** The queue's mark that the file is complete. */
        END_MARK,
        /** Something that is no complete document, or not yet. */
        UNFINISHED
    }

    private static final int CHUNK_BYTES = 2 * 1024 * 1024;

    /** What is read at a time at most, unless a record is longer: it is still in the processor's cache when it is used. */
    private static final int MAX_WINDOW_BYTES = 256 * 1024;

    private static final int MIN_WINDOW_BYTES = 4 * 1024;
    private static final int ALIGNMENT = 4;

    private final Path path;
    private final FileChannel file;
    private final Object identity;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
    private long chunkStart;
    private int windowBytes = MIN_WINDOW_BYTES;
    private long position;

    /** At the start of a file. */
    public QueueFileCursor(Path path) throws IOException {
        this.path = path;
        FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
        Object before = identity(path);
        while (before == null || !before.equals(identity(path))) {
            // It was replaced between the two: which of them was opened cannot be told.
            opened.close();
            before = identity(path);
            opened = FileChannel.open(path, StandardOpenOption.READ);
        }
        file = opened;
        identity = before;
    }

    Path path() {
        return path;
    }

    /** Whether the name has gone over to another file, or is gone: a torn tail was cut, or the file was pruned. */
    boolean isReplaced() throws IOException {
        return !identity.equals(identity(path));
    }

    private static @Nullable Object identity(Path path) throws IOException {
        return Files.exists(path)
                ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
                : null;
    }

    /** Where the word of the next document stands, or will. */
    public long position() {
        return position;
    }

    /** What stands at the place now, behind what belongs to the queue itself. */
    public State look() throws IOException {
        State state = lookInChunk();
        if (state == State.END || state == State.UNFINISHED) {
            refresh();
            state = lookInChunk();
        }
        return state;
    }

    /** Forgets what was read ahead. */
    public void refresh() {
        chunk.limit(0);
        windowBytes = MIN_WINDOW_BYTES;
    }

    private State lookInChunk() throws IOException {
        int word = word();
        while (word != 0 && Wires.isReadyMetaData(word)) {
            advance(Wires.lengthOf(word));
            word = word();
        }
        if (word == 0) {
            return State.END;
        }
        if (word == Wires.END_OF_DATA) {
            return State.END_MARK;
        }
        return Wires.isReadyData(word) ? State.RECORD : State.UNFINISHED;
    }

    /** Copies the document at the place, as much of it as an excerpt can have, and answers how much that was. */
    public int read(Excerpt target) throws IOException {
        int length = Math.min(Wires.lengthOf(word()), Excerpt.MAX_BYTES);
        fill(position, Integer.BYTES + length);
        int from = (int) (position - chunkStart) + Integer.BYTES;
        int available = Math.max(0, Math.min(length, chunk.limit() - from));
        target.bytes().clear().put(0, chunk, from, available);
        return available;
    }

    /** Whether the queue takes the document at the place to be so long, up to its padding. */
    boolean isAsLong(int lengthBytes) throws IOException {
        return behind(Wires.lengthOf(word())) == behind(lengthBytes);
    }

    /** Goes behind the document at the place, which is so long. */
    public void advance(int lengthBytes) {
        position = behind(lengthBytes);
    }

    private long behind(int lengthBytes) {
        return (position + Integer.BYTES + lengthBytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private int word() throws IOException {
        fill(position, Integer.BYTES);
        int from = (int) (position - chunkStart);
        return from + Integer.BYTES <= chunk.limit() ? chunk.getInt(from) : 0;
    }

    /** Sees to it that so many bytes from an offset on are in the chunk, if the file has them. */
    private void fill(long offset, int lengthBytes) throws IOException {
        if (offset >= chunkStart && offset + lengthBytes <= chunkStart + chunk.limit()) {
            return;
        }
        chunk.clear().limit(Math.max(lengthBytes, windowBytes));
        chunkStart = offset;
        // Who reads on gets more at a time; who waits at the end of a sparse file does not read its zeros.
        windowBytes = Math.min(MAX_WINDOW_BYTES, 2 * windowBytes);
        while (chunk.hasRemaining()) {
            if (file.read(chunk, offset + chunk.position()) < 0) {
                break;
            }
        }
        chunk.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
