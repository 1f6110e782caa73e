package io.rushline.journal.snapshot;

import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.JournalPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    private final Path directory;
    private final Path file;
    private final Path temporary;
    private final JournalPosition position;
    private final FileChannel channel;
    private final ByteBuffer block = SnapshotLayout.buffer(SnapshotLayout.MAX_BLOCK_BYTES);
    private final UnsafeBuffer blockBuffer = new UnsafeBuffer(block);
    private int blockEnd = SnapshotLayout.BLOCK_HEADER_BYTES;
    private long lengthBytes = SnapshotLayout.HEADER_BYTES;
    private long partCount;
    private boolean isComplete;

    SnapshotFileWriter(Path directory, String name, JournalPosition position) {
        this.directory = directory;
        file = directory.resolve(name);
        this.position = position;
        temporary = directory.resolve(name + "." + ProcessHandle.current().pid() + SnapshotStore.TEMPORARY);
        try {
            Files.deleteIfExists(temporary);
            channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel.position(lengthBytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }

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
            channel.position(0);
            writeFully();
            channel.force(true);
            channel.close();
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            DataDirectory.forceDirectory(directory);
        } catch (IOException e) {
            throw failed(e);
        }
        isComplete = true;
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
        if (isComplete) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeBlock() {
        SnapshotLayout.sealBlock(block, blockEnd, lengthBytes);
        try {
            writeFully();
        } catch (IOException e) {
            throw failed(e);
        }
        lengthBytes += blockEnd;
        blockEnd = SnapshotLayout.BLOCK_HEADER_BYTES;
    }

    private void writeFully() throws IOException {
        while (block.hasRemaining()) {
            channel.write(block);
        }
        block.clear();
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Cannot write the snapshot " + file + ": " + e.getMessage(), e);
    }
}
