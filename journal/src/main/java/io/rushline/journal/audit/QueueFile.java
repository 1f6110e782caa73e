package io.rushline.journal.audit;

import io.rushline.journal.Excerpt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.wire.Wires;

/**
 * The bytes of one queue file, document by document: a word that says what follows and how long it is, then that much,
 * padded to four bytes.
 *
 * <p>Caveats: what another process writes becomes visible while this reads. A document counts once its word says that
 * it is complete, and that word is written last.
 */
final class QueueFile implements AutoCloseable {
    /** What stands at the position. */
    enum State {
        /** A complete document with data. */
        EXCERPT,
        /** The mark that nothing will be appended any more. */
        END_MARK,
        /** Nothing yet. */
        END,
        /** The word of a document that is being written, or that is no document. */
        UNFINISHED
    }

    private static final int CHUNK_BYTES = 4 * 1024 * 1024;
    private static final int ALIGNMENT = 4;

    private final FileChannel file;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long chunkStart;
    private long sizeBytes;
    private long position;

    QueueFile(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        sizeBytes = file.size();
        chunk.limit(0);
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Where the word of the document stands. */
    long position() {
        return position;
    }

    /** Where the document's own bytes start. */
    long contentOffset() {
        return position + Integer.BYTES;
    }

    /** Looks at the position, and goes on over what belongs to the queue itself. */
    State state() throws IOException {
        while (true) {
            int word = word();
            if (word != 0 && Wires.isReadyMetaData(word)) {
                position = align(contentOffset() + Wires.lengthOf(word));
            } else if (word == Wires.END_OF_DATA) {
                return State.END_MARK;
            } else if (word == 0) {
                return State.END;
            } else {
                boolean fits = contentOffset() + Wires.lengthOf(word) <= sizeBytes;
                return fits && Wires.isReadyData(word) ? State.EXCERPT : State.UNFINISHED;
            }
        }
    }

    /** Forgets what was read ahead, for it may have changed since. */
    void refresh() throws IOException {
        sizeBytes = file.size();
        chunk.limit(0);
    }

    /** Copies the document into an excerpt, as much as one can have, and answers how much that is. */
    int read(Excerpt target) throws IOException {
        int length = Math.min(Wires.lengthOf(word()), Excerpt.MAX_BYTES);
        fill(contentOffset(), length);
        int from = (int) (contentOffset() - chunkStart);
        int available = Math.min(length, chunk.limit() - from);
        target.bytes().clear();
        target.bytes().put(0, chunk, from, available);
        return available;
    }

    /** Goes behind the document at the position, which must be an excerpt. */
    void skip() throws IOException {
        position = align(contentOffset() + Wires.lengthOf(word()));
    }

    private int word() throws IOException {
        if (contentOffset() > sizeBytes) {
            return 0;
        }
        fill(position, Integer.BYTES);
        int from = (int) (position - chunkStart);
        return from + Integer.BYTES <= chunk.limit() ? chunk.getInt(from) : 0;
    }

    /** Sees to it that so many bytes from an offset on are in the chunk, if the file has them. */
    private void fill(long offset, int lengthBytes) throws IOException {
        if (offset >= chunkStart && offset + lengthBytes <= chunkStart + chunk.limit()) {
            return;
        }
        chunk.clear();
        chunkStart = offset;
        while (chunk.hasRemaining()) {
            if (file.read(chunk, chunkStart + chunk.position()) < 0) {
                break;
            }
        }
        chunk.flip();
    }

    private static long align(long offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
