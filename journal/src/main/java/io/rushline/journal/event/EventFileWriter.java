package io.rushline.journal.event;

import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * The file of the event queue that gets the next blocks.
 *
 * <p>When a force fails, the system takes the pages for clean all the same, and a later force succeeds without writing
 * them. So what another process left in the file is written again, with the same bytes, before this one forces it for the
 * first time.
 *
 * <p>Threading: one thread at a time.
 */
final class EventFileWriter implements AutoCloseable {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final EventFile file;
    private final Disk.DiskFile disk;
    private long suspectEnd;
    private long end;

    private EventFileWriter(EventFile file, Disk.DiskFile disk, long end) {
        this.file = file;
        this.disk = disk;
        this.end = end;
        suspectEnd = end;
    }

    /** Begins an empty file. */
    static EventFileWriter begin(EventFile file, Disk disk) throws IOException {
        FileChannel.open(
                        file.path(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)
                .close();
        EventFileWriter begun = new EventFileWriter(file, disk.open(file.path()), 0);
        disk.forceDirectory(file.path().resolveSibling("."));
        return begun;
    }

    /** Goes on in a file, of which nothing stays behind an offset. */
    static EventFileWriter goOn(EventFile file, long offset, Disk disk) throws IOException {
        try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
            channel.truncate(offset);
        }
        return new EventFileWriter(file, disk.open(file.path()), offset);
    }

    /** How much is in it. */
    long lengthBytes() {
        return end;
    }

    /** Appends what stands in a buffer from its start on. */
    void append(ByteBuffer block, int lengthBytes) throws IOException {
        write(block, lengthBytes, end);
        end += lengthBytes;
    }

    /** Makes all that is in the file survive the power. */
    void force() throws IOException {
        if (suspectEnd > 0) {
            writeAgain();
            suspectEnd = 0;
        }
        disk.force(true);
    }

    private void writeAgain() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try (FileChannel from = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            for (long at = 0; at < suspectEnd; at += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, suspectEnd - at);
                chunk.clear().limit(length);
                while (chunk.hasRemaining() && from.read(chunk, at + chunk.position()) > 0) {
                    // A read may end early.
                }
                write(chunk, chunk.position(), at);
            }
        }
    }

    private void write(ByteBuffer from, int lengthBytes, long offset) throws IOException {
        from.clear().limit(lengthBytes);
        while (from.hasRemaining()) {
            disk.write(from, offset + from.position());
        }
        from.clear();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
