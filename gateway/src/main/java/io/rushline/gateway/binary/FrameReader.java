package io.rushline.gateway.binary;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames in what a connection receives, wherever it was cut.
 *
 * <pre>
 *   +---------------+------------------------------+---------------+---
 *   | length int32  | length bytes: header, message | length int32  | ...
 *   +---------------+------------------------------+---------------+---
 * </pre>
 *
 * <p>A frame that arrived whole is handed over where it lies. Only one that was cut is put together in memory of its own,
 * which grows with what has arrived and not with what was announced.
 *
 * <p>Threading: the event loop. Allocation: none of Java objects in steady state, as Netty's buffers are pooled.
 */
final class FrameReader {
    static final int PREFIX_BYTES = Integer.BYTES;
    static final int MIN_FRAME_BYTES = 8;

    private static final int FIRST_PART_BYTES = 512;

    private final ByteBufAllocator allocator;
    private final Taker taker;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private @Nullable ByteBuf partial;
    private @Nullable ByteBuf held;
    private int maxFrameBytes;

    /** Takes frames. */
    interface Taker {
        /**
         * A whole frame without its length. It may be written to.
         *
         * @return false when it has to be offered again later, unchanged
         */
        boolean onFrame(UnsafeBuffer buffer, int offset, int length);

        /** A length that no frame may have; whatever has arrived is forgotten afterwards. */
        void onBadLength(int length);
    }

    FrameReader(ByteBufAllocator allocator, int maxFrameBytes, Taker taker) {
        this.allocator = allocator;
        this.maxFrameBytes = maxFrameBytes;
        this.taker = taker;
    }

    void maxFrameBytes(int bytes) {
        maxFrameBytes = bytes;
    }

    /** Whether something has arrived that was not looked at, or not taken. */
    boolean hasMore() {
        return held != null;
    }

    /** Adds what has arrived, and owns it from now on. */
    void add(ByteBuf data) {
        ByteBuf before = held;
        if (before == null) {
            held = data;
            return;
        }
        held = allocator
                .directBuffer(before.readableBytes() + data.readableBytes())
                .writeBytes(before)
                .writeBytes(data);
        before.release();
        data.release();
    }

    /** Hands over up to so many frames; true when nothing is left but perhaps the beginning of one. */
    boolean read(int maxFrames) {
        for (int i = 0; i < maxFrames; i++) {
            ByteBuf data = held;
            if (data == null) {
                return true;
            }
            ByteBuf begun = partial;
            boolean isTaken = begun == null ? readInPlace(data) : readPartial(begun, data);
            if (!isTaken) {
                return false;
            }
            if (held != null && !held.isReadable()) {
                held.release();
                held = null;
            }
        }
        return held == null;
    }

    /** Forgets all that has arrived. */
    void discard() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
        if (held != null) {
            held.release();
            held = null;
        }
    }

    private boolean readInPlace(ByteBuf data) {
        int readable = data.readableBytes();
        if (readable >= PREFIX_BYTES) {
            int start = data.readerIndex();
            int length = data.getIntLE(start);
            if (isBad(length)) {
                taker.onBadLength(length);
                discard();
                return true;
            }
            if (readable >= PREFIX_BYTES + length) {
                Memory.wrap(view, data);
                if (!taker.onFrame(view, start + PREFIX_BYTES, length)) {
                    return false;
                }
                if (held != null) {
                    data.readerIndex(start + PREFIX_BYTES + length);
                }
                return true;
            }
        }
        if (readable > 0) {
            partial =
                    allocator.directBuffer(Math.max(readable, FIRST_PART_BYTES)).writeBytes(data);
        }
        return true;
    }

    private boolean readPartial(ByteBuf begun, ByteBuf data) {
        take(begun, data, PREFIX_BYTES);
        if (begun.readableBytes() < PREFIX_BYTES) {
            return true;
        }
        int length = begun.getIntLE(0);
        if (isBad(length)) {
            taker.onBadLength(length);
            discard();
            return true;
        }
        take(begun, data, PREFIX_BYTES + length);
        if (begun.readableBytes() < PREFIX_BYTES + length) {
            return true;
        }
        Memory.wrap(view, begun);
        if (!taker.onFrame(view, PREFIX_BYTES, length)) {
            return false;
        }
        if (partial != null) {
            partial.release();
            partial = null;
        }
        return true;
    }

    private static void take(ByteBuf target, ByteBuf source, int wanted) {
        int missing = wanted - target.readableBytes();
        if (missing > 0) {
            target.writeBytes(source, Math.min(missing, source.readableBytes()));
        }
    }

    private boolean isBad(int length) {
        return length < MIN_FRAME_BYTES || length > maxFrameBytes;
    }
}
