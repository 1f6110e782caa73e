package io.rushline.journal.replay;

import io.rushline.journal.Excerpt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import net.openhft.chronicle.wire.Wires;

/**
 * Looks at the raw bytes of a queue file behind its last readable excerpt.
 *
 * <p>Records are found by their magic at every fourth byte and judged by their checksum, so that damage to the queue's
 * own structures can't hide them.
 */
public final class TailScan implements AutoCloseable {
    /** What stands behind the last excerpt of a file. */
    public enum State {
        /** Nothing. */
        CLEAN,
        /** The queue's mark that the file is complete. */
        END_MARK,
        /** Something that is no excerpt; or the file lacks even its own header. */
        TORN
    }

    private static final int CHUNK_BYTES = 1024 * 1024;
    private static final int ALIGNMENT = 4;
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(CHUNK_BYTES).asReadOnlyBuffer();

    private final FileChannel file;
    private final long sizeBytes;
    private final Excerpt candidate = new Excerpt();
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** Of a file, which is only read. */
    public TailScan(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        sizeBytes = file.size();
    }

    /** Follows the queue's own structures from an offset on, 0 or the end of an excerpt. */
    public State state(long fromOffset) throws IOException {
        long position = align(fromOffset);
        int header = word(position);
        if (position == 0 && header == 0) {
            return State.TORN;
        }
        while (header != 0 && Wires.isReadyMetaData(header)) {
            position = align(position + Integer.BYTES + Wires.lengthOf(header));
            header = word(position);
        }
        if (header == Wires.END_OF_DATA) {
            return State.END_MARK;
        }
        return header == 0 && isZeroFrom(position) ? State.CLEAN : State.TORN;
    }

    /** Finds the next valid record at or behind an offset. */
    public OptionalLong findRecord(long fromOffset) throws IOException {
        long base = align(fromOffset);
        while (base + Excerpt.HEADER_BYTES <= sizeBytes) {
            int length = fill(base);
            for (int i = isZero(length) ? length : 0; i + Long.BYTES <= length; i += ALIGNMENT) {
                if (chunk.getLong(i) == Excerpt.MAGIC && isRecord(base + i)) {
                    return OptionalLong.of(base + i);
                }
            }
            // The last word of a chunk is looked at again as the first of the next: a magic has two words.
            base += Math.max(ALIGNMENT, length - ALIGNMENT);
        }
        return OptionalLong.empty();
    }

    /** The first sequence of the record that was found last. */
    public long foundSequence() {
        return candidate.firstSequence();
    }

    /** How many commands the record that was found last has; 0 when only a newer build can tell. */
    public int foundCount() {
        return candidate.version() == Excerpt.FORMAT_VERSION ? candidate.count() : 0;
    }

    /** Where the record that was found last, at an offset, ends: what looks like one inside of it is none. */
    public long foundEnd(long offset) {
        return offset + candidate.lengthBytes();
    }

    private boolean isRecord(long offset) throws IOException {
        ByteBuffer bytes = candidate.bytes();
        bytes.clear();
        int length = readFully(bytes, offset);
        bytes.clear();
        return candidate.problem(length) == null;
    }

    private boolean isZeroFrom(long offset) throws IOException {
        for (long base = offset; base < sizeBytes; base += CHUNK_BYTES) {
            if (!isZero(fill(base))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the chunk is zero, which behind the end of a file it mostly is; compared at the speed of memory. */
    private boolean isZero(int length) {
        chunk.position(0).limit(length);
        boolean isZero = chunk.mismatch(ZEROS.duplicate().limit(length)) < 0;
        chunk.clear();
        return isZero;
    }

    private int word(long offset) throws IOException {
        chunk.clear().limit(Integer.BYTES);
        return readFully(chunk, offset) == Integer.BYTES ? chunk.getInt(0) : 0;
    }

    private int fill(long offset) throws IOException {
        chunk.clear();
        return readFully(chunk, offset);
    }

    private int readFully(ByteBuffer target, long offset) throws IOException {
        int start = target.position();
        while (target.hasRemaining()) {
            int count = file.read(target, offset + target.position() - start);
            if (count < 0) {
                break;
            }
        }
        return target.position() - start;
    }

    private static long align(long offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
