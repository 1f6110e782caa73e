package io.rushline.journal;

import io.rushline.pipeline.CommandJournal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The layout of one excerpt of the journal: a batch of commands behind a header. Little-endian, nothing padded.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------------------------------------------------------+
 *  |                             Magic                             |   0
 *  |                          "RUSHJRNL"                           |
 *  +---------------------------------------------------------------+
 *  |              CRC32C of all that follows, to the end           |   8
 *  +---------------------------------------------------------------+
 *  |                        Format version                         |  12
 *  +---------------------------------------------------------------+
 *  |                             Epoch                             |  16
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                        First sequence                         |  24
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                         Command count                         |  32
 *  +---------------------------------------------------------------+
 *  |                    Payload length in bytes                    |  36
 *  +---------------------------------------------------------------+
 *  |                            Payload                           ...  40
 *
 *  The payload, for each command:
 *  +---------------------------------------------------------------+
 *  |                    Message length in bytes                    |   0
 *  +---------------------------------------------------------------+
 *  |              Timestamp in milliseconds since 1970             |   4
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |                  SBE message with its header                 ...  12
 * </pre>
 *
 * <p>Commands have consecutive sequences, from the first on.
 */
public final class Excerpt {
    /** The bytes "RUSHJRNL". */
    public static final long MAGIC = 0x4C4E_524A_4853_5552L;

    public static final int FORMAT_VERSION = 1;

    public static final int HEADER_BYTES = 40;
    public static final int COMMAND_HEADER_BYTES = 12;

    /**
     * Enough for the largest command alone, and for some ten thousand usual ones. No later version's records are longer, since
     * this build would take one for torn.
     */
    public static final int MAX_BYTES = HEADER_BYTES + COMMAND_HEADER_BYTES + CommandJournal.MAX_COMMAND_BYTES;

    private static final int CRC_OFFSET = 8;
    private static final int VERSION_OFFSET = 12;
    private static final int EPOCH_OFFSET = 16;
    private static final int FIRST_SEQUENCE_OFFSET = 24;
    private static final int COUNT_OFFSET = 32;
    private static final int PAYLOAD_LENGTH_OFFSET = 36;

    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final CRC32C crc = new CRC32C();

    /** Makes one on the heap, where the engine reads commands. */
    public Excerpt() {
        this(ByteBuffer.allocate(MAX_BYTES));
    }

    private Excerpt(ByteBuffer memory) {
        bytes = memory.order(ByteOrder.LITTLE_ENDIAN);
        buffer = new UnsafeBuffer(bytes);
    }

    /** Makes one outside of the heap, from where it is written to a file without another copy. */
    public static Excerpt direct() {
        return new Excerpt(ByteBuffer.allocateDirect(MAX_BYTES));
    }

    /** The memory of one excerpt, of {@link #MAX_BYTES}. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** The same memory, for reading into. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Ends an excerpt whose payload is in place already. */
    public void seal(long epoch, long firstSequence, int count, int payloadLengthBytes) {
        buffer.putLong(0, MAGIC, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(VERSION_OFFSET, FORMAT_VERSION, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(EPOCH_OFFSET, epoch, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(FIRST_SEQUENCE_OFFSET, firstSequence, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(COUNT_OFFSET, count, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(PAYLOAD_LENGTH_OFFSET, payloadLengthBytes, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(CRC_OFFSET, checksum(payloadLengthBytes), ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Judges whether what stands in the buffer is whole. What a newer build wrote may be, too: a number alone does not make
     * a record, since customers choose bytes of the payload.
     *
     * @param availableBytes how much of the buffer was filled
     * @return what is wrong, or null when magic, lengths and checksum are right
     */
    public @Nullable String problem(int availableBytes) {
        if (availableBytes < HEADER_BYTES) {
            return "record of " + availableBytes + " bytes is shorter than its header";
        }
        if (buffer.getLong(0, ByteOrder.LITTLE_ENDIAN) != MAGIC) {
            return "no record starts here";
        }
        if (version() < FORMAT_VERSION) {
            return "format version is " + version();
        }
        int payloadLengthBytes = payloadLengthBytes();
        if (payloadLengthBytes < 0 || payloadLengthBytes > availableBytes - HEADER_BYTES) {
            return "payload length " + payloadLengthBytes + " does not fit the record";
        }
        if (buffer.getInt(CRC_OFFSET, ByteOrder.LITTLE_ENDIAN) != checksum(payloadLengthBytes)) {
            return "checksum does not match";
        }
        return null;
    }

    public int version() {
        return buffer.getInt(VERSION_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    public long epoch() {
        return buffer.getLong(EPOCH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    public long firstSequence() {
        return buffer.getLong(FIRST_SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    public int count() {
        return buffer.getInt(COUNT_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    public int payloadLengthBytes() {
        return buffer.getInt(PAYLOAD_LENGTH_OFFSET, ByteOrder.LITTLE_ENDIAN);
    }

    /** How long all of it is. */
    public int lengthBytes() {
        return HEADER_BYTES + payloadLengthBytes();
    }

    /** Writes one command at an offset of the buffer and answers where the next one goes. */
    public int putCommand(int offset, long timestampMs, DirectBuffer command, int commandOffset, int length) {
        buffer.putInt(offset, length, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(offset + Integer.BYTES, timestampMs, ByteOrder.LITTLE_ENDIAN);
        buffer.putBytes(offset + COMMAND_HEADER_BYTES, command, commandOffset, length);
        return offset + COMMAND_HEADER_BYTES + length;
    }

    public int commandLength(int offset) {
        return buffer.getInt(offset, ByteOrder.LITTLE_ENDIAN);
    }

    public long commandTimestampMs(int offset) {
        return buffer.getLong(offset + Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    private int checksum(int payloadLengthBytes) {
        bytes.limit(HEADER_BYTES + payloadLengthBytes).position(VERSION_OFFSET);
        crc.reset();
        crc.update(bytes);
        bytes.clear();
        return (int) crc.getValue();
    }

    /**
     * What a whole record says that it must not, or null: such a record was written so, which no torn tail explains. All
     * commands are looked at, so that nobody is handed half of them.
     *
     * @param lastEpoch of the record before
     * @param lastTimestampMs of the last command of the record before
     */
    public @Nullable String contradiction(long lastEpoch, long lastTimestampMs) {
        if (version() != FORMAT_VERSION) {
            return "format version " + version() + " is newer than this build's " + FORMAT_VERSION;
        }
        if (epoch() < lastEpoch) {
            return "epoch " + epoch() + " after epoch " + lastEpoch + ": two processes have written";
        }
        int position = HEADER_BYTES;
        int end = position + payloadLengthBytes();
        long timestampMs = lastTimestampMs;
        for (int i = 0; i < count(); i++) {
            if (position + COMMAND_HEADER_BYTES > end) {
                return "payload ends before its " + count() + " commands";
            }
            int length = commandLength(position);
            if (length < 0 || length > end - position - COMMAND_HEADER_BYTES) {
                return "command length " + length + " does not fit the payload";
            }
            if (commandTimestampMs(position) < timestampMs) {
                return "timestamp " + commandTimestampMs(position) + " after " + timestampMs;
            }
            timestampMs = commandTimestampMs(position);
            position += COMMAND_HEADER_BYTES + length;
        }
        return position == end && count() > 0 ? null : "payload does not end with its last command";
    }
}
