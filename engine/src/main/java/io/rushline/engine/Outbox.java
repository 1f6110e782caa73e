package io.rushline.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.bytes.LittleEndian;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one command brought about: its events in order, then its reply if it has one.
 *
 * <pre>
 *  +--------+----------------------------+--------+----------------------------+---
 *  | length | message header + event     | length | message header + reply     |
 *  | int32  |                            | int32  |                            |
 *  +--------+----------------------------+--------+----------------------------+---
 * </pre>
 *
 * <p>It has memory of its own, or is lent some by {@link #place}. Where it begins there depends on nothing but that, so all its
 * offsets but {@link #nextOffset} and {@link #startOffset} count from its beginning.
 *
 * <p>Messages that every sale is full of are written field by field, at the offsets that SBE's encoders of them know; see {@link
 * LittleEndian}.
 *
 * <p>Allocation: none once its own memory has grown to the largest outcome, or when each fits into what it is lent; {@link
 * #clear()} gives back what an unusually large one took.
 *
 * <p>Threading: written by the engine's thread, then read by the publisher's; the ring hands it over.
 */
public final class Outbox {
    /** Template ids from here on are events; those below are replies. */
    static final int FIRST_EVENT_TEMPLATE = 200;

    private static final int TEMPLATE_ID_OFFSET = MessageHeaderDecoder.templateIdEncodingOffset();
    /** The longest message that is encoded without {@link #reserve}. */
    static final int USUAL_BYTES = 500;

    private static final int INITIAL_BYTES = 1024;
    private static final int KEPT_BYTES = 16 * 1024;

    private byte[] memory = new byte[INITIAL_BYTES];
    private final UnsafeBuffer buffer = new UnsafeBuffer(memory);
    private int startOffset;
    private int limitOffset = INITIAL_BYTES;
    private int lengthBytes;
    private boolean isLent;

    /** Takes one framed message at a time, in order. */
    @FunctionalInterface
    public interface Reader {
        /** The message with its header; the buffer is only lent. */
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    /** Forgets the content. */
    public void clear() {
        lengthBytes = 0;
        if (!isLent && buffer.capacity() > KEPT_BYTES) {
            takeOwn(new byte[INITIAL_BYTES]);
        }
    }

    /**
     * Lends it memory for one outcome, from one offset to another, of which there must be room for a message of {@value
     * #USUAL_BYTES} bytes. An outcome that does not fit moves to memory of its own.
     */
    public void place(byte[] lent, int fromOffset, int toOffset) {
        // Writing a reference costs a barrier.
        if (memory != lent) {
            wrap(lent);
        }
        startOffset = fromOffset;
        limitOffset = toOffset;
        lengthBytes = 0;
        isLent = true;
    }

    /** Whether the outcome lies in what it was lent. */
    public boolean isLent() {
        return isLent;
    }

    /**
     * The buffer to encode the next message into, at {@link #nextOffset()}; always the same one. It has room for {@value
     * #USUAL_BYTES} bytes, and for more after {@link #reserve}.
     */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** The array that {@link #buffer()} has now; another one after the next message. */
    byte[] memory() {
        return memory;
    }

    /** Makes room for a message of so many bytes. */
    public void reserve(int messageLengthBytes) {
        int neededBytes = lengthBytes + Integer.BYTES + messageLengthBytes;
        if (neededBytes > limitOffset - startOffset) {
            byte[] larger = new byte[Math.max(neededBytes, Math.max(INITIAL_BYTES, lengthBytes << 1))];
            buffer.getBytes(startOffset, larger, 0, lengthBytes);
            takeOwn(larger);
        }
    }

    /** Where the first message's length is. */
    public int startOffset() {
        return startOffset;
    }

    /** Where the header of the next message goes. */
    public int nextOffset() {
        return startOffset + lengthBytes + Integer.BYTES;
    }

    /** Ends the message that was encoded at {@link #nextOffset()}. */
    public void commit(int messageLengthBytes) {
        buffer.putInt(startOffset + lengthBytes, messageLengthBytes);
        lengthBytes += Integer.BYTES + messageLengthBytes;
        reserve(USUAL_BYTES);
    }

    /** The header of a message as one number, for {@link #begin}. */
    static long header(int templateId, int blockLength) {
        return blockLength
                | (long) templateId << 16
                | (long) MessageHeaderEncoder.SCHEMA_ID << 32
                | (long) MessageHeaderEncoder.SCHEMA_VERSION << 48;
    }

    /** Begins a message that is written field by field, and answers where its body begins. */
    int begin(long header) {
        int at = nextOffset();
        putLong(at, header);
        return at + MessageHeaderEncoder.ENCODED_LENGTH;
    }

    /** Ends a message that was begun, and whose last field ends before {@code end}. */
    void end(int end) {
        commit(end - nextOffset());
    }

    void putLong(int at, long value) {
        LittleEndian.putLong(memory, at, value);
    }

    void putInt(int at, int value) {
        LittleEndian.putInt(memory, at, value);
    }

    void putShort(int at, int value) {
        LittleEndian.putShort(memory, at, (short) value);
    }

    void putByte(int at, int value) {
        memory[at] = (byte) value;
    }

    void putFlag(int at, boolean isSet) {
        putByte(at, (isSet ? Flag.YES : Flag.NO).value());
    }

    void putBytes(int at, byte[] source, int offset, int length) {
        System.arraycopy(source, offset, memory, at, length);
    }

    /** Appends a copy of a whole message. */
    public void append(DirectBuffer source, int offset, int length) {
        reserve(length);
        buffer.putBytes(nextOffset(), source, offset, length);
        commit(length);
    }

    /** Bytes in use, frames included, from {@link #startOffset()} on. */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** Reads the events, and leaves the reply out. */
    public void forEachEvent(Reader reader) {
        int position = startOffset;
        int end = startOffset + lengthBytes;
        while (position < end) {
            int length = buffer.getInt(position);
            if (isEvent(buffer, position + Integer.BYTES)) {
                reader.onMessage(buffer, position + Integer.BYTES, length);
            }
            position += Integer.BYTES + length;
        }
    }

    /** Whether a message in an outbox is an event; else it is the reply. */
    public static boolean isEvent(DirectBuffer message, int offset) {
        return (message.getShort(offset + TEMPLATE_ID_OFFSET, LITTLE_ENDIAN) & 0xFFFF) >= FIRST_EVENT_TEMPLATE;
    }

    /** Reads everything, in order. */
    public void forEach(Reader reader) {
        forEach(buffer, startOffset, lengthBytes, reader);
    }

    /** Reads an outcome from where it lies. */
    public static void forEach(DirectBuffer buffer, int offset, int lengthBytes, Reader reader) {
        int position = offset;
        int end = offset + lengthBytes;
        while (position < end) {
            int length = buffer.getInt(position);
            reader.onMessage(buffer, position + Integer.BYTES, length);
            position += Integer.BYTES + length;
        }
    }

    private void takeOwn(byte[] own) {
        wrap(own);
        startOffset = 0;
        limitOffset = own.length;
        isLent = false;
    }

    private void wrap(byte[] newMemory) {
        memory = newMemory;
        buffer.wrap(newMemory);
    }
}
