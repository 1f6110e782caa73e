package io.rushline.pipeline;

import io.rushline.engine.Outbox;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What commands brought about, one behind the other, until it is published.
 *
 * <pre>
 *             head                                              tail
 *   published | length | outcome | length | outcome | ...        | room      a length of 0: none, or the slot has it
 * </pre>
 *
 * <p>It is written and read from one end to the other, which processors see coming. An outcome in each slot of the ring would be
 * memory that the publisher's processor had last, behind a reference of its own.
 *
 * <p>Threading: {@link #begin} and {@link #end} are for the engine's thread, {@link #read} for the publisher's, which the ring
 * lets read what was ended. Allocation: none but for outcomes of unusual length, or when the publisher is behind by more than
 * the log.
 */
final class Outcomes {
    private static final int BYTES_PER_SLOT = 512;
    private static final int MIN_BYTES = 64 * 1024;
    private static final int MAX_BYTES = 1 << 30;

    /** What an outcome has at least, if it is in the log at all. */
    private static final int ROOM_BYTES = 4 * 1024;

    private final byte[] log;
    private final UnsafeBuffer buffer;
    /** Kept free of outcomes: for the lengths of all that are in their slots, and for what is left out at the log's end. */
    private final int reservedBytes;

    private final AtomicLong head = new AtomicLong();
    private Outbox outbox = new Outbox();
    private long tail;
    private long knownHead;

    /** @param slots of the ring, a power of two */
    Outcomes(int slots) {
        log = new byte[(int) Math.min(MAX_BYTES, Math.max(MIN_BYTES, (long) slots * BYTES_PER_SLOT))];
        buffer = new UnsafeBuffer(log);
        reservedBytes = slots * Integer.BYTES + ROOM_BYTES;
    }

    /** Where the next command's outcome goes. */
    Outbox begin() {
        tail = start(tail);
        if (roomBytes() < ROOM_BYTES) {
            knownHead = head.getAcquire();
        }
        int from = offset(tail) + Integer.BYTES;
        long roomBytes = Math.min(roomBytes(), log.length - from);
        if (roomBytes >= ROOM_BYTES - Integer.BYTES) {
            outbox.place(log, from, from + (int) roomBytes);
        } else if (outbox.isLent()) {
            outbox = new Outbox();
        }
        return outbox;
    }

    /** The outcome is complete. */
    void end(Slot slot) {
        int offset = offset(tail);
        if (outbox.isLent()) {
            buffer.putInt(offset, outbox.lengthBytes());
            tail += Integer.BYTES + outbox.lengthBytes();
        } else {
            buffer.putInt(offset, 0);
            tail += Integer.BYTES;
            slot.largeOutcome(outbox);
            outbox = new Outbox();
        }
    }

    /** Reads the outcome of the next slot, and gives back its room. */
    void read(Slot slot, Outbox.Reader reader) {
        long start = start(head.getPlain());
        int offset = offset(start);
        int length = buffer.getInt(offset);
        Outbox large = slot.largeOutcome();
        if (large == null) {
            Outbox.forEach(buffer, offset + Integer.BYTES, length, reader);
        } else {
            large.forEach(reader);
        }
        head.setRelease(start + Integer.BYTES + length);
    }

    /** Too little before the log's end is left out. */
    private long start(long position) {
        int left = log.length - offset(position);
        return left < ROOM_BYTES ? position + left : position;
    }

    private int offset(long position) {
        return (int) position & (log.length - 1);
    }

    private long roomBytes() {
        return log.length - reservedBytes - (tail - knownHead);
    }
}
