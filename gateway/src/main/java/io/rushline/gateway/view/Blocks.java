package io.rushline.gateway.view;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory for records of different lengths, in runs of blocks of 64 bytes, outside of the heap.
 *
 * <pre>
 *   chunk:      | run | run | free run ... |    each of 1 to {@value #MAX_RUN} blocks; no run lies in two chunks
 *   free run:   | the next free run of that length int32 |
 * </pre>
 *
 * <p>A collector never sees what is here: a million records that live for minutes would be copied and scanned again and
 * again, while everybody waits. Memory is taken a chunk at a time and not given back; runs of each length are used again.
 *
 * <p>Threading: one thread takes and gives back; others may look at a {@link #chunk} and must find out by themselves
 * whether it still holds what they look for.
 */
final class Blocks {
    static final int NONE = -1;
    static final int CHUNK_BYTES = 1 << 20;

    private static final int BLOCK_BITS = 6;
    private static final int MAX_RUN = 16;
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    private final int[] freeRuns = new int[MAX_RUN + 1];
    private int used;

    /** Replaced and never written to, so that whoever finds a chunk finds it whole. */
    private volatile UnsafeBuffer[] chunks = {};

    Blocks() {
        Arrays.fill(freeRuns, NONE);
    }

    /** Takes a run for so many bytes, at most {@value #MAX_RUN} blocks; it has what was there before. */
    int take(int lengthBytes) {
        int length = blocks(lengthBytes);
        int run = freeRuns[length];
        if (run != NONE) {
            freeRuns[length] = chunk(run).getInt(offset(run));
            return run;
        }
        int left = chunks.length * (CHUNK_MASK + 1) - used;
        if (left < length) {
            if (left > 0) {
                giveBackRun(used, left);
            }
            addChunk();
        }
        int fresh = used;
        used += length;
        return fresh;
    }

    /** Gives back a run that was taken for so many bytes. */
    void giveBack(int run, int lengthBytes) {
        giveBackRun(run, blocks(lengthBytes));
    }

    /** Whether a run that was taken for one length has room for another and no block too many. */
    static boolean isSameRun(int lengthBytes, int otherLengthBytes) {
        return blocks(lengthBytes) == blocks(otherLengthBytes);
    }

    /** Where a run lies, from {@link #offset} on. */
    MutableDirectBuffer chunk(int run) {
        return chunks[run >>> CHUNK_BITS];
    }

    /** Whether a number that another thread may have overwritten names a run at all. */
    boolean isRun(int run) {
        return run >= 0 && run >>> CHUNK_BITS < chunks.length;
    }

    static int offset(int run) {
        return (run & CHUNK_MASK) << BLOCK_BITS;
    }

    private void giveBackRun(int run, int length) {
        chunk(run).putInt(offset(run), freeRuns[length]);
        freeRuns[length] = run;
    }

    private void addChunk() {
        used = chunks.length * (CHUNK_MASK + 1);
        UnsafeBuffer[] more = Arrays.copyOf(chunks, chunks.length + 1);
        more[chunks.length] = new UnsafeBuffer(ByteBuffer.allocateDirect(CHUNK_BYTES));
        chunks = more;
    }

    private static int blocks(int lengthBytes) {
        return (lengthBytes + (1 << BLOCK_BITS) - 1) >>> BLOCK_BITS;
    }
}
