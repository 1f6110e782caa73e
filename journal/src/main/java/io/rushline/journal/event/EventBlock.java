package io.rushline.journal.event;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.pipeline.CommandJournal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * The layout of a block of the event queue: events that were written together, behind a header. Little-endian, nothing
 * padded.
 *
 * <pre>
 *   0  8 bytes  magic "RUSHEVNT"
 *   8  int32    CRC32C of all that follows, to the end
 *  12  int32    format version
 *  16  int64    id of the first event; those behind it count on
 *  24  int32    count of events
 *  28  int32    payload length in bytes
 *  32           payload, for each event:
 *               0  int32    length of the message in bytes
 *               4  int64    seat plan of the event's show, 0 when it is of none
 *              12  3 bytes  currency of the event's show, zeros when it is of none
 *              15  1 byte   zero
 *              16           SBE message with its header
 * </pre>
 */
final class EventBlock {
    /** The bytes "RUSHEVNT". */
    static final long MAGIC = 0x544E_5645_4853_5552L;

    static final int FORMAT_VERSION = 1;
    static final int HEADER_BYTES = 32;
    static final int EVENT_HEADER_BYTES = 16;

    /** The longest event says what the longest command defined. */
    static final int MAX_EVENT_BYTES = CommandJournal.MAX_COMMAND_BYTES + 4 * 1024;

    /** A block is written when so much is in it, or before. */
    static final int FULL_BYTES = 256 * 1024;

    /** As much of a block as says of which command its first event came. */
    static final int FIRST_EVENT_HEAD_BYTES = HEADER_BYTES
            + EVENT_HEADER_BYTES
            + MessageHeaderDecoder.ENCODED_LENGTH
            + SeatsHeldDecoder.sequenceEncodingOffset()
            + Long.BYTES;

    static final int MAX_BYTES = FULL_BYTES + EVENT_HEADER_BYTES + MAX_EVENT_BYTES;

    private static final int CRC_OFFSET = 8;
    private static final int VERSION_OFFSET = 12;
    private static final int FIRST_ID_OFFSET = 16;
    private static final int COUNT_OFFSET = 24;
    private static final int PAYLOAD_LENGTH_OFFSET = 28;
    private static final int PLAN_OFFSET = 4;
    private static final int CURRENCY_OFFSET = 12;

    private EventBlock() {}

    static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The id of an event, which stands at the same place in all of them. */
    static long eventId(DirectBuffer event, int offset) {
        return event.getLong(
                offset + MessageHeaderDecoder.ENCODED_LENGTH + SeatsHeldDecoder.eventIdEncodingOffset(),
                ByteOrder.LITTLE_ENDIAN);
    }

    /** The sequence of the command that an event came of, which stands at the same place in all of them. */
    static long sequence(DirectBuffer event, int offset) {
        return event.getLong(
                offset + MessageHeaderDecoder.ENCODED_LENGTH + SeatsHeldDecoder.sequenceEncodingOffset(),
                ByteOrder.LITTLE_ENDIAN);
    }

    /** The sequence of the command that a block's first event came of. The block must have an event. */
    static long firstSequence(ByteBuffer bytes, int offset) {
        return bytes.getLong(offset
                + HEADER_BYTES
                + EVENT_HEADER_BYTES
                + MessageHeaderDecoder.ENCODED_LENGTH
                + SeatsHeldDecoder.sequenceEncodingOffset());
    }

    /** Ends a block whose payload is in place from {@link #HEADER_BYTES} to an end. */
    static void seal(ByteBuffer block, long firstEventId, int count, int end, CRC32C crc) {
        block.putLong(0, MAGIC);
        block.putInt(VERSION_OFFSET, FORMAT_VERSION);
        block.putLong(FIRST_ID_OFFSET, firstEventId);
        block.putInt(COUNT_OFFSET, count);
        block.putInt(PAYLOAD_LENGTH_OFFSET, end - HEADER_BYTES);
        block.putInt(CRC_OFFSET, checksum(block, 0, end, crc));
    }

    static void putEventHeader(ByteBuffer block, int offset, int length, long planId, int currency) {
        block.putInt(offset, length);
        block.putLong(offset + PLAN_OFFSET, planId);
        block.putInt(offset + CURRENCY_OFFSET, currency);
    }

    /** Whether the header of a block stands at an offset, whose lengths make sense. */
    static boolean hasHeader(ByteBuffer bytes, int offset) {
        return bytes.getLong(offset) == MAGIC
                && count(bytes, offset) > 0
                && lengthBytes(bytes, offset) > HEADER_BYTES
                && lengthBytes(bytes, offset) <= MAX_BYTES;
    }

    static int version(ByteBuffer bytes, int offset) {
        return bytes.getInt(offset + VERSION_OFFSET);
    }

    static long firstEventId(ByteBuffer bytes, int offset) {
        return bytes.getLong(offset + FIRST_ID_OFFSET);
    }

    static int count(ByteBuffer bytes, int offset) {
        return bytes.getInt(offset + COUNT_OFFSET);
    }

    /** Of the whole block. */
    static int lengthBytes(ByteBuffer bytes, int offset) {
        return HEADER_BYTES + Math.max(0, bytes.getInt(offset + PAYLOAD_LENGTH_OFFSET));
    }

    /** Whether all of a block is as it was written. */
    static boolean isIntact(ByteBuffer bytes, int offset, CRC32C crc) {
        return bytes.getInt(offset + CRC_OFFSET) == checksum(bytes, offset, lengthBytes(bytes, offset), crc);
    }

    static int eventLength(ByteBuffer bytes, int offset) {
        return bytes.getInt(offset);
    }

    static long planId(ByteBuffer bytes, int offset) {
        return bytes.getLong(offset + PLAN_OFFSET);
    }

    static int currency(ByteBuffer bytes, int offset) {
        return bytes.getInt(offset + CURRENCY_OFFSET);
    }

    private static int checksum(ByteBuffer bytes, int offset, int length, CRC32C crc) {
        crc.reset();
        crc.update(bytes.duplicate().limit(offset + length).position(offset + VERSION_OFFSET));
        return (int) crc.getValue();
    }
}
