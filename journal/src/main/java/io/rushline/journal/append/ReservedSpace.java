package io.rushline.journal.append;

import io.rushline.journal.Disk;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Disk space behind the end of the queue file in use, taken before it is written to.
 *
 * <p>The queue writes its headers and its index to mapped memory. Where the file has no space on the disk yet and the disk is full, that ends in a
 * signal, which may kill the process or be told too late. So zeros are written there first, the ordinary way: what the
 * disk refuses then is an exception in time. Behind the end of a queue file are only zeros anyway.
 *
 * <p>Threading: the thread that appends. Allocation: none but when the queue goes on to another file.
 */
final class ReservedSpace implements AutoCloseable {
    /** What is taken at a time. */
    private static final int STEP_BYTES = 64 * 1024;

    /** Enough for the headers and the index that the queue itself adds with an excerpt. */
    private static final int MARGIN_BYTES = 192 * 1024;

    /** Enough for all that the queue writes into a new file before its first excerpt, with room to spare. */
    private static final int NEW_FILE_BYTES = 2 * 1024 * 1024;

    private final Path directory;
    private final Disk disk;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(STEP_BYTES);
    private Disk.@Nullable DiskFile file;
    private long endOffset;

    ReservedSpace(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** Refuses to begin a file that would not find room; nobody can take the space of one that is not there. */
    void requireForNewFile(long lengthBytes) throws IOException {
        if (disk.usableBytes(directory) < NEW_FILE_BYTES + lengthBytes) {
            throw new IOException("No space left on device");
        }
    }

    /** Goes on in another file, in which everything from an offset on is zero. */
    void switchTo(File newFile, long fromOffset) throws IOException {
        close();
        file = disk.open(newFile.toPath());
        endOffset = fromOffset;
    }

    /**
     * Takes space for an excerpt, and for what may stand around it.
     *
     * @param excerptEnd where the excerpt will end, in bytes from the start of the file
     */
    void require(long excerptEnd) throws IOException {
        while (endOffset < excerptEnd + MARGIN_BYTES) {
            zeros.clear();
            endOffset += open().write(zeros, endOffset);
        }
    }

    /**
     * Writes all that remains of a buffer into space that was taken: past the mapping, since each mapped page that was written to
     * is to be protected again by the next force, which interrupts all processors that the process runs on; see
     * docs/decisions/0073.
     */
    void write(ByteBuffer from, long offset) throws IOException {
        long to = offset;
        while (from.hasRemaining()) {
            to += open().write(from, to);
        }
    }

    private Disk.DiskFile open() {
        if (file == null) {
            throw new IllegalStateException("No queue file is open");
        }
        return file;
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
