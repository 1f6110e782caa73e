package io.rushline.pipeline;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** One place of the ring: a command, who wants its reply, and what of its outcome fits nowhere else. */
final class Slot {
    /** What the usual command fits into. */
    static final int INLINE_BYTES = 256;

    private static final int TEMPLATE_ID_OFFSET = MessageHeaderDecoder.templateIdEncodingOffset();

    private final UnsafeBuffer inline;
    private final int inlineOffset;

    private @Nullable DirectBuffer large;
    private int lengthBytes;
    private long timestampMs;
    private long offeredNs;
    private int templateId;
    private long correlation;
    private @Nullable ReplyTo sender;
    private @Nullable Outbox largeOutcome;

    /** @param inline the commands of all slots, {@value #INLINE_BYTES} bytes for each */
    Slot(UnsafeBuffer inline, int inlineOffset) {
        this.inline = inline;
        this.inlineOffset = inlineOffset;
    }

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
            inline.putBytes(inlineOffset, source, offset, lengthBytes);
        } else {
            source.getBytes(offset, large, 0, lengthBytes);
            this.large = new UnsafeBuffer(large);
        }
    }

    DirectBuffer command() {
        return large == null ? inline : large;
    }

    int commandOffset() {
        return large == null ? inlineOffset : 0;
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

    /** Keeps what the command brought about and {@link Outcomes} has no room for. */
    void largeOutcome(Outbox outcome) {
        largeOutcome = outcome;
    }

    @Nullable
    Outbox largeOutcome() {
        return largeOutcome;
    }

    /** Lets go of all that the command brought along. */
    void clear() {
        sender = null;
        if (large != null) {
            large = null;
        }
        if (largeOutcome != null) {
            largeOutcome = null;
        }
    }
}
