package io.rushline.journal.snapshot;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SnapshotStartDecoder;
import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.journal.JournalPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One snapshot in its file, read block by block.
 *
 * <p>Allocation: one block of memory for each reading, however large the snapshot is.
 */
public final class SnapshotFile {
    private final Path path;
    private final JournalPosition position;
    private final long stateHash;
    private final long lengthBytes;
    private final long partCount;

    private SnapshotFile(Path path, ByteBuffer header) {
        this.path = path;
        position = SnapshotLayout.position(header);
        stateHash = SnapshotLayout.stateHash(header);
        lengthBytes = SnapshotLayout.lengthBytes(header);
        partCount = SnapshotLayout.partCount(header);
    }

    /**
     * Reads the header.
     *
     * @throws SnapshotDamagedException when it is not what was written, or by a newer build
     * @throws UncheckedIOException when the file can't be read
     */
    public static SnapshotFile open(Path path) {
        ByteBuffer header = SnapshotLayout.buffer(SnapshotLayout.HEADER_BYTES);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            boolean isRead = readFully(channel, header, 0);
            if (!isRead || !SnapshotLayout.hasMagic(header)) {
                throw new SnapshotDamagedException(path, "no snapshot starts here");
            }
            if (SnapshotLayout.version(header) > SnapshotLayout.FORMAT_VERSION) {
                throw new SnapshotDamagedException(
                        path,
                        "format version " + SnapshotLayout.version(header) + " is newer than this build's "
                                + SnapshotLayout.FORMAT_VERSION);
            }
            if (!SnapshotLayout.headerIsIntact(header)) {
                throw new SnapshotDamagedException(path, "the header's checksum does not match");
            }
            SnapshotFile file = new SnapshotFile(path, header);
            if (channel.size() != file.lengthBytes) {
                throw new SnapshotDamagedException(
                        path, "it has " + channel.size() + " bytes instead of " + file.lengthBytes);
            }
            return file;
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    public Path path() {
        return path;
    }

    /** Behind the last command that is in the snapshot. */
    public JournalPosition position() {
        return position;
    }

    public long stateHash() {
        return stateHash;
    }

    public long lengthBytes() {
        return lengthBytes;
    }

    /**
     * Hands out all parts, in order. What the sink took before an exception must be thrown away.
     *
     * @throws SnapshotDamagedException when the file is not what was written
     * @throws UncheckedIOException when it can't be read
     */
    public void forEachPart(SnapshotSink sink) {
        ByteBuffer block = SnapshotLayout.buffer((int) Math.min(SnapshotLayout.MAX_BLOCK_BYTES, lengthBytes));
        UnsafeBuffer buffer = new UnsafeBuffer(block);
        long parts = 0;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            for (long place = SnapshotLayout.HEADER_BYTES; place < lengthBytes; ) {
                int end = readBlock(channel, block, place);
                parts += handOut(buffer, end, place, sink);
                place += end;
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
        if (parts != partCount) {
            throw new SnapshotDamagedException(path, "it has " + parts + " parts instead of " + partCount);
        }
    }

    /**
     * The last event that came before the snapshot was made, as its first part says; empty when that is no engine's.
     *
     * @throws SnapshotDamagedException when the first block is not what was written
     * @throws UncheckedIOException when it can't be read
     */
    public OptionalLong lastEventId() {
        ByteBuffer block = SnapshotLayout.buffer((int) Math.min(SnapshotLayout.MAX_BLOCK_BYTES, lengthBytes));
        UnsafeBuffer buffer = new UnsafeBuffer(block);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            readBlock(channel, block, SnapshotLayout.HEADER_BYTES);
        } catch (IOException e) {
            throw failed(path, e);
        }
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        int part = SnapshotLayout.BLOCK_HEADER_BYTES + Integer.BYTES;
        if (header.wrap(buffer, part).templateId() != SnapshotStartDecoder.TEMPLATE_ID) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(new SnapshotStartDecoder()
                .wrapAndApplyHeader(buffer, part, header)
                .lastEventId());
    }

    /** Reads the whole file, as {@link #forEachPart} does, for its checksums only. */
    public void verify() {
        forEachPart((buffer, offset, length) -> {});
    }

    /** Answers where the block ends, counted from its start. */
    private int readBlock(FileChannel channel, ByteBuffer block, long place) throws IOException {
        int available = (int) Math.min(SnapshotLayout.MAX_BLOCK_BYTES, lengthBytes - place);
        block.clear().limit(available);
        if (available < SnapshotLayout.BLOCK_HEADER_BYTES || !readFully(channel, block, place)) {
            throw damagedAt(place);
        }
        int payload = SnapshotLayout.payloadLengthBytes(block);
        if (payload <= 0 || payload > available - SnapshotLayout.BLOCK_HEADER_BYTES) {
            throw damagedAt(place);
        }
        int end = SnapshotLayout.BLOCK_HEADER_BYTES + payload;
        if (!SnapshotLayout.blockIsIntact(block, end, place)) {
            throw damagedAt(place);
        }
        return end;
    }

    private int handOut(UnsafeBuffer block, int end, long place, SnapshotSink sink) {
        int parts = 0;
        int offset = SnapshotLayout.BLOCK_HEADER_BYTES;
        while (offset < end) {
            int length =
                    offset + Integer.BYTES <= end ? block.getInt(offset, ByteOrder.LITTLE_ENDIAN) : Integer.MAX_VALUE;
            if (length < 0 || length > end - offset - Integer.BYTES) {
                throw damagedAt(place);
            }
            sink.onPart(block, offset + Integer.BYTES, length);
            offset += Integer.BYTES + length;
            parts++;
        }
        return parts;
    }

    private SnapshotDamagedException damagedAt(long place) {
        return new SnapshotDamagedException(path, "the block at offset " + place + " is not what was written");
    }

    private static boolean readFully(FileChannel channel, ByteBuffer target, long place) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target, place + target.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private static UncheckedIOException failed(Path path, IOException e) {
        return new UncheckedIOException("Cannot read the snapshot " + path + ": " + e.getMessage(), e);
    }
}
