package io.rushline.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.MessageHeaderDecoder;
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
 * <p>Allocation: none once the buffer has grown to the largest outcome; {@link #clear()} gives back what an unusually
 * large one took.
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

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[INITIAL_BYTES]);
    private int lengthBytes;

    /** Takes one framed message at a time, in order. */
    @FunctionalInterface
    public interface Reader {
        /** The message with its header; the buffer is only lent. */
        void onMessage(DirectBuffer buffer, int offset, int length);
    }

    /** Forgets the content. */
    public void clear() {
        lengthBytes = 0;
        if (buffer.capacity() > KEPT_BYTES) {
            buffer.wrap(new byte[INITIAL_BYTES]);
        }
    }

    /**
     * The buffer to encode the next message into, at {@link #nextOffset()}; always the same one. It has room for {@value
     * #USUAL_BYTES} bytes, and for more after {@link #reserve}.
     */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Makes room for a message of so many bytes. */
    public void reserve(int messageLengthBytes) {
        int neededBytes = nextOffset() + messageLengthBytes;
        if (neededBytes > buffer.capacity()) {
            byte[] larger = new byte[Math.max(neededBytes, buffer.capacity() << 1)];
            buffer.getBytes(0, larger, 0, lengthBytes);
            buffer.wrap(larger);
        }
    }

    /** Where the header of the next message goes. */
    public int nextOffset() {
        return lengthBytes + Integer.BYTES;
    }

    /** Ends the message that was encoded at {@link #nextOffset()}. */
    public void commit(int messageLengthBytes) {
        buffer.putInt(lengthBytes, messageLengthBytes);
        lengthBytes += Integer.BYTES + messageLengthBytes;
        reserve(USUAL_BYTES);
    }

    /** Appends a copy of a whole message. */
    public void append(DirectBuffer source, int offset, int length) {
        reserve(length);
        buffer.putBytes(nextOffset(), source, offset, length);
        commit(length);
    }

    public boolean isEmpty() {
        return lengthBytes == 0;
    }

    /** Bytes in use, frames included: {@code buffer()[0, lengthBytes)}. */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** Reads the events, and leaves the reply out. */
    public void forEachEvent(Reader reader) {
        int position = 0;
        while (position < lengthBytes) {
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
        int position = 0;
        while (position < lengthBytes) {
            int length = buffer.getInt(position);
            reader.onMessage(buffer, position + Integer.BYTES, length);
            position += Integer.BYTES + length;
        }
    }
}
