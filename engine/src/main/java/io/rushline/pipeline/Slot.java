package io.rushline.pipeline;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** One place of the ring: a command on its way in, its outcome on its way out. */
final class Slot {
    /** What the usual command fits into. */
    static final int INLINE_BYTES = 256;

    private static final int TEMPLATE_ID_OFFSET = MessageHeaderDecoder.templateIdEncodingOffset();

    private final UnsafeBuffer inline = new UnsafeBuffer(new byte[INLINE_BYTES]);
    private final Outbox outbox = new Outbox();

    private DirectBuffer command = inline;
    private int lengthBytes;
    private long timestampMs;
    private long offeredNs;
    private int templateId;
    private long correlation;
    private @Nullable ReplyTo sender;

    void fill(
            @Nullable ReplyTo sender,
            long correlation,
            long timestampMs,
            long offeredNs,
            DirectBuffer source,
            int offset,
            int lengthBytes,
            byte @Nullable [] large) {
        this.sender = sender;
        this.correlation = correlation;
        this.timestampMs = timestampMs;
        this.offeredNs = offeredNs;
        templateId = source.getShort(offset + TEMPLATE_ID_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
        this.lengthBytes = lengthBytes;
        if (large == null) {
            inline.putBytes(0, source, offset, lengthBytes);
            command = inline;
        } else {
            source.getBytes(offset, large, 0, lengthBytes);
            command = new UnsafeBuffer(large);
        }
    }

    DirectBuffer command() {
        return command;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    /** The clock when the command was offered; it may run backwards from one slot to the next. */
    long timestampMs() {
        return timestampMs;
    }

    /** By {@link System#nanoTime}, for those whose latencies are measured. */
    long offeredNs() {
        return offeredNs;
    }

    /** The number of the command's message. */
    int templateId() {
        return templateId;
    }

    long correlation() {
        return correlation;
    }

    @Nullable
    ReplyTo sender() {
        return sender;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Lets go of all that the command brought along. */
    void clear() {
        sender = null;
        command = inline;
        outbox.clear();
    }
}
