package io.rushline.journal.snapshot;

import io.rushline.journal.JournalPosition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The layout of a snapshot file: a header, then blocks of parts. Little-endian, nothing padded.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                             Magic                             |   0
 *  |                          "RUSHSNAP"                           |
 *  +---------------------------------------------------------------+
 *  |            CRC32C of the header from offset 12 on             |   8
 *  +---------------------------------------------------------------+
 *  |                        Format version                         |  12
 *  +---------------------------------------------------------------+
 *  |                   Sequence of the last command                |  16
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                             Epoch                             |  24
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |          Timestamp of the last command in milliseconds        |  32
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                          State hash                           |  40
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                    Length of the file in bytes                |  48
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         Count of parts                        |  56
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                            Blocks                            ...  64
 *
 *  Each block:
 *  +---------------------------------------------------------------+
 *  |          CRC32C of the block from offset 4 to its end         |   0
 *  +---------------------------------------------------------------+
 *  |                    Payload length in bytes                    |   4
 *  +---------------------------------------------------------------+
 *  |              Offset of this block in the file                 |   8
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |        For each part: its length in bytes, its bytes         ...  16
 * </pre>
 *
 * <p>The offset in each block tells blocks in the wrong place from right ones.
 */
final class SnapshotLayout {
    /** The bytes "RUSHSNAP". */
    static final long MAGIC = 0x5041_4E53_4853_5552L;

    static final int FORMAT_VERSION = 1;
    static final int HEADER_BYTES = 64;
    static final int BLOCK_HEADER_BYTES = 16;

    /** A block is as large as pays, and no part of a snapshot is larger: commands end at 1 MiB. */
    static final int MAX_BLOCK_BYTES = 4 * 1024 * 1024;

    private static final int HEADER_CRC_OFFSET = 8;
    private static final int VERSION_OFFSET = 12;
    private static final int SEQUENCE_OFFSET = 16;
    private static final int EPOCH_OFFSET = 24;
    private static final int TIMESTAMP_OFFSET = 32;
    private static final int HASH_OFFSET = 40;
    private static final int LENGTH_OFFSET = 48;
    private static final int PART_COUNT_OFFSET = 56;

    private static final int BLOCK_CRC_OFFSET = 0;
    private static final int BLOCK_LENGTH_OFFSET = 4;
    private static final int BLOCK_PLACE_OFFSET = 8;

    private SnapshotLayout() {}

    /** Memory for a header or a block; on the heap, where the engine reads what it is given. */
    static ByteBuffer buffer(int lengthBytes) {
        return ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Fills a buffer with a header, ready to be written. */
    static void seal(ByteBuffer header, JournalPosition position, long stateHash, long lengthBytes, long partCount) {
        header.clear().limit(HEADER_BYTES);
        header.putLong(0, MAGIC);
        header.putInt(VERSION_OFFSET, FORMAT_VERSION);
        header.putLong(SEQUENCE_OFFSET, position.sequence());
        header.putLong(EPOCH_OFFSET, position.epoch());
        header.putLong(TIMESTAMP_OFFSET, position.timestampMs());
        header.putLong(HASH_OFFSET, stateHash);
        header.putLong(LENGTH_OFFSET, lengthBytes);
        header.putLong(PART_COUNT_OFFSET, partCount);
        header.putInt(HEADER_CRC_OFFSET, checksum(header, VERSION_OFFSET, HEADER_BYTES));
    }

    static boolean hasMagic(ByteBuffer header) {
        return header.getLong(0) == MAGIC;
    }

    static boolean headerIsIntact(ByteBuffer header) {
        return header.getInt(HEADER_CRC_OFFSET) == checksum(header, VERSION_OFFSET, HEADER_BYTES);
    }

    static int version(ByteBuffer header) {
        return header.getInt(VERSION_OFFSET);
    }

    static JournalPosition position(ByteBuffer header) {
        return new JournalPosition(
                header.getLong(SEQUENCE_OFFSET), header.getLong(EPOCH_OFFSET), header.getLong(TIMESTAMP_OFFSET));
    }

    static long stateHash(ByteBuffer header) {
        return header.getLong(HASH_OFFSET);
    }

    static long lengthBytes(ByteBuffer header) {
        return header.getLong(LENGTH_OFFSET);
    }

    static long partCount(ByteBuffer header) {
        return header.getLong(PART_COUNT_OFFSET);
    }

    /** Completes a block whose payload ends at a place, ready to be written. */
    static void sealBlock(ByteBuffer block, int endOffset, long place) {
        block.clear().limit(endOffset);
        block.putInt(BLOCK_LENGTH_OFFSET, endOffset - BLOCK_HEADER_BYTES);
        block.putLong(BLOCK_PLACE_OFFSET, place);
        block.putInt(BLOCK_CRC_OFFSET, checksum(block, BLOCK_LENGTH_OFFSET, endOffset));
    }

    static int payloadLengthBytes(ByteBuffer block) {
        return block.getInt(BLOCK_LENGTH_OFFSET);
    }

    static boolean blockIsIntact(ByteBuffer block, int endOffset, long place) {
        return block.getLong(BLOCK_PLACE_OFFSET) == place
                && block.getInt(BLOCK_CRC_OFFSET) == checksum(block, BLOCK_LENGTH_OFFSET, endOffset);
    }

    private static int checksum(ByteBuffer bytes, int fromOffset, int endOffset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().limit(endOffset).position(fromOffset));
        return (int) crc.getValue();
    }
}
