package io.rushline.engine;

import io.rushline.engine.bytes.LittleEndian;
import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hash.Fingerprint;
import io.rushline.engine.protocol.GroupSizeEncodingDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RequestIdDecoder;
import org.agrona.DirectBuffer;

/**
 * The command in hand: a whole SBE message, whose fields are read where they lie.
 *
 * <pre>
 *   | header | request id, fields | groups, texts       a newer build may have journaled a longer block of fields, so only
 *            body                 behindBlock           the header says where it ends
 * </pre>
 *
 * <p>Fields are named by the offsets that SBE's decoders know; operators' commands, of which there are few, are read by the decoders
 * themselves. See {@link LittleEndian}.
 *
 * <p>Allocation: none.
 */
final class Command {
    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int BLOCK_LENGTH = MessageHeaderDecoder.blockLengthEncodingOffset();
    private static final int TEMPLATE_ID = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int COUNT = GroupSizeEncodingDecoder.numInGroupEncodingOffset();

    private byte[] bytes = new byte[0];
    private int start;
    private int length;

    /**
     * Takes up a message, which is only lent.
     *
     * @throws IllegalArgumentException when it does not lie in an array
     */
    void wrap(DirectBuffer buffer, int offset, int messageLength) {
        byte[] source = buffer.byteArray();
        if (source == null) {
            throw new IllegalArgumentException("a command outside of the heap");
        }
        // Writing a reference costs a barrier.
        if (bytes != source) {
            bytes = source;
        }
        start = offset + buffer.wrapAdjustment();
        length = messageLength;
    }

    int templateId() {
        return uint16(start + TEMPLATE_ID);
    }

    long requestHigh() {
        return int64(body() + RequestIdDecoder.highEncodingOffset());
    }

    long requestLow() {
        return int64(body() + RequestIdDecoder.lowEncodingOffset());
    }

    /** A hash of all behind the request id; only right when the message's length was. */
    long contentFingerprint() {
        int content = HEADER_BYTES + RequestIdDecoder.ENCODED_LENGTH;
        return Fingerprint.of(bytes, start + content, length - content);
    }

    /** Where the fields begin. */
    int body() {
        return start + HEADER_BYTES;
    }

    /** Where groups and texts begin. */
    int behindBlock() {
        return body() + uint16(start + BLOCK_LENGTH);
    }

    /** How many members a group has. */
    int groupCount(int at) {
        return uint16(at + COUNT);
    }

    /** Where a member of a group begins; that behind the last, where the group ends. */
    int member(int at, int index) {
        return at + GroupSizeEncodingDecoder.ENCODED_LENGTH + index * uint16(at);
    }

    /** Reads a short text as a customer's name, and answers where the text ends. */
    int name(int at, CustomerName name) {
        name.read(bytes, at + 1, uint8(at));
        return behindText(at);
    }

    /** Where a short text ends, which is as long as its first byte says. */
    private int behindText(int at) {
        return at + 1 + uint8(at);
    }

    /** Whether a short text is one that {@link CustomerName#isPrintable} allows. */
    boolean isPrintable(int at) {
        return CustomerName.isPrintable(bytes, at + 1, uint8(at));
    }

    /** Copies a short text with its length into a message, and answers where it ends there. */
    int copyText(int at, Outbox outbox, int to) {
        int textBytes = 1 + uint8(at);
        outbox.putBytes(to, bytes, at, textBytes);
        return to + textBytes;
    }

    int uint8(int at) {
        return bytes[at] & 0xFF;
    }

    int uint16(int at) {
        return LittleEndian.getShort(bytes, at) & 0xFFFF;
    }

    int int16(int at) {
        return LittleEndian.getShort(bytes, at);
    }

    int int32(int at) {
        return LittleEndian.getInt(bytes, at);
    }

    long int64(int at) {
        return LittleEndian.getLong(bytes, at);
    }
}
