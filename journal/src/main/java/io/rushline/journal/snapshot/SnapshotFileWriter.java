package io.rushline.journal.snapshot;

import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.journal.Disk;
import io.rushline.journal.JournalPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes one snapshot under a temporary name, and gives it its own when all of it is on disk.
 *
 * <p>Allocation: one block of memory, however large the snapshot is.
 *
 * <p>Threading: one thread.
 */
public final class SnapshotFileWriter implements SnapshotSink, AutoCloseable {
    /** So much is forced at a time, so that whoever writes is never held up by the disk for longer than that takes. */
    static final int FORCED_BYTES = 8 * 1024 * 1024;

    private final Path directory;
    private final Disk disk;
    private final Path file;
    private final UnfinishedFile temporary;
    private final JournalPosition position;
    private final ByteBuffer block = SnapshotLayout.buffer(SnapshotLayout.MAX_BLOCK_BYTES);
    private final UnsafeBuffer blockBuffer = new UnsafeBuffer(block);
    private int blockEnd = SnapshotLayout.BLOCK_HEADER_BYTES;
    private long lengthBytes = SnapshotLayout.HEADER_BYTES;
    private long forcedBytes;
    private long partCount;

    SnapshotFileWriter(Path directory, String name, JournalPosition position, Disk disk) {
        this.directory = directory;
        this.disk = disk;
        file = directory.resolve(name);
        this.position = position;
        try {
            temporary = UnfinishedFile.create(directory, name, disk);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Takes a part. Some of them wait until 8 MiB are on disk. */
    @Override
    public void onPart(DirectBuffer buffer, int offset, int length) {
        if (length > SnapshotLayout.MAX_BLOCK_BYTES - SnapshotLayout.BLOCK_HEADER_BYTES - Integer.BYTES) {
            throw new IllegalArgumentException("a part of " + length + " bytes is too large for a snapshot");
        }
        if (blockEnd + Integer.BYTES + length > SnapshotLayout.MAX_BLOCK_BYTES) {
            writeBlock();
        }
        block.putInt(blockEnd, length);
        blockBuffer.putBytes(blockEnd + Integer.BYTES, buffer, offset, length);
        blockEnd += Integer.BYTES + length;
        partCount++;
    }

    /**
     * Makes the snapshot durable and gives the file its name.
     *
     * @param stateHash of the state that was written
     * @throws UncheckedIOException when that fails; there is no snapshot then
     */
    public void complete(long stateHash) {
        if (blockEnd > SnapshotLayout.BLOCK_HEADER_BYTES) {
            writeBlock();
        }
        SnapshotLayout.seal(block, position, stateHash, lengthBytes, partCount);
        try {
            write(0);
            temporary.content().force(true);
            Files.move(temporary.path(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            disk.forceDirectory(directory);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The name of the file, once it is complete. */
    public Path file() {
        return file;
    }

    public long lengthBytes() {
        return lengthBytes;
    }

    /** Removes what was not completed. */
    @Override
    public void close() {
        try {
            temporary.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeBlock() {
        SnapshotLayout.sealBlock(block, blockEnd, lengthBytes);
        try {
            write(lengthBytes);
            lengthBytes += blockEnd;
            if (lengthBytes - forcedBytes >= FORCED_BYTES) {
                temporary.content().force(false);
                forcedBytes = lengthBytes;
            }
        } catch (IOException e) {
            throw failed(e);
        }
        blockEnd = SnapshotLayout.BLOCK_HEADER_BYTES;
    }

    private void write(long offset) throws IOException {
        while (block.hasRemaining()) {
            temporary.content().write(block, offset + block.position());
        }
        block.clear();
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot write the snapshot " + file + ": " + e.getMessage(), e);
    }
}
