package io.rushline.engine.request;

import java.util.ArrayDeque;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The bytes of remembered replies, appended at one end and forgotten at the other.
 *
 * <pre>
 *   position:  segment number | offset in it          replies do not cross segments of 1 MiB
 * </pre>
 *
 * <p>A segment is a little less than 1 MiB long: with its header it fits into one region of the collector, where it would else
 * take two and leave the second one empty.
 *
 * <p>Allocation: a segment for each MiB beyond the most that were ever kept; forgotten ones are used again.
 */
final class ReplyLog {
    private static final int SEGMENT_BITS = 20;
    private static final int SEGMENT_MASK = (1 << SEGMENT_BITS) - 1;
    private static final int SEGMENT_BYTES = (1 << SEGMENT_BITS) - 64;

    private final ArrayDeque<UnsafeBuffer> spare = new ArrayDeque<>();
    private UnsafeBuffer[] segments = new UnsafeBuffer[16];
    private long firstSegment;
    private long tail;

    /** Appends a copy and answers its position. */
    long append(byte[] source, int offset, int length) {
        int aligned = BitUtil.align(length, Long.BYTES);
        if (aligned > SEGMENT_BYTES) {
            throw new IllegalArgumentException("a reply of " + length + " bytes");
        }
        int at = (int) tail & SEGMENT_MASK;
        if (at != 0 && at + aligned > SEGMENT_BYTES) {
            tail = (tail | SEGMENT_MASK) + 1;
        }
        if (((int) tail & SEGMENT_MASK) == 0) {
            openSegment(tail >>> SEGMENT_BITS);
        }
        long position = tail;
        System.arraycopy(source, offset, buffer(position).byteArray(), offset(position), length);
        tail += aligned;
        return position;
    }

    /** Where the next reply goes, if the segment has room for it. */
    long tail() {
        return tail;
    }

    /** Nobody will ask for anything before this position any more. */
    void forgetBefore(long position) {
        long first = position >>> SEGMENT_BITS;
        while (firstSegment < first) {
            spare.push(buffer(firstSegment << SEGMENT_BITS));
            firstSegment++;
        }
    }

    UnsafeBuffer buffer(long position) {
        return segments[(int) (position >>> SEGMENT_BITS) & (segments.length - 1)];
    }

    int offset(long position) {
        return (int) position & SEGMENT_MASK;
    }

    private void openSegment(long number) {
        if (number - firstSegment >= segments.length) {
            UnsafeBuffer[] former = segments;
            segments = new UnsafeBuffer[former.length << 1];
            for (long i = firstSegment; i < number; i++) {
                segments[(int) i & (segments.length - 1)] = former[(int) i & (former.length - 1)];
            }
        }
        UnsafeBuffer reused = spare.poll();
        segments[(int) number & (segments.length - 1)] =
                reused == null ? new UnsafeBuffer(new byte[SEGMENT_BYTES]) : reused;
    }
}
