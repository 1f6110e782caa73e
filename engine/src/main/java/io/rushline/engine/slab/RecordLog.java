package io.rushline.engine.slab;

import java.util.ArrayDeque;

/**
 * Records of one fixed length in the order of their ordinals, appended at one end and forgotten at the other.
 *
 * <pre>
 *   ordinal:  chunk number | record in it        head                 tail
 *                                                  |--- remembered ---|
 * </pre>
 *
 * <p>A field is named as in {@link Slab}. Memory is walked through from one end to the other, which the processor sees
 * coming.
 *
 * <p>Allocation: a chunk for each 1,024 records beyond the most that were ever kept; forgotten ones are used again.
 */
public final class RecordLog {
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    private final ArrayDeque<long[]> spare = new ArrayDeque<>();
    private final int recordWords;
    private long[][] chunks = new long[16][];
    private long head;
    private long tail;

    /** @param recordBytes the length of a record, a multiple of eight */
    public RecordLog(int recordBytes) {
        recordWords = recordBytes >>> 3;
    }

    /** The ordinal of the oldest record. */
    public long head() {
        return head;
    }

    /** The ordinal that the next record gets. */
    public long tail() {
        return tail;
    }

    public int count() {
        return (int) (tail - head);
    }

    /** Whether the oldest record is the first of its chunk: what is done once for many records can be done now. */
    public boolean isAtChunk() {
        return (head & CHUNK_MASK) == 0;
    }

    /** Appends a record, which holds what was in its place before, and answers its ordinal. */
    public long append() {
        if ((tail & CHUNK_MASK) == 0) {
            openChunk();
        }
        return tail++;
    }

    /** Forgets the oldest record. */
    public void forgetOldest() {
        head++;
        if ((head & CHUNK_MASK) == 0) {
            spare.push(chunk(head - 1));
        }
    }

    public long longAt(long ordinal, int field) {
        return chunk(ordinal)[place(ordinal, field)];
    }

    public void putLong(long ordinal, int field, long value) {
        chunk(ordinal)[place(ordinal, field)] = value;
    }

    /** The array that has a record, as in {@link Slab}; another's when the record was forgotten. */
    public long[] chunk(long ordinal) {
        return chunks[(int) (ordinal >>> CHUNK_BITS) & (chunks.length - 1)];
    }

    /** Where in its {@link #chunk} a record begins. */
    public int start(long ordinal) {
        return ((int) ordinal & CHUNK_MASK) * recordWords;
    }

    private int place(long ordinal, int field) {
        return start(ordinal) + (field >>> 3);
    }

    private void openChunk() {
        long number = tail >>> CHUNK_BITS;
        long firstNumber = head >>> CHUNK_BITS;
        if (number - firstNumber >= chunks.length) {
            long[][] former = chunks;
            chunks = new long[former.length << 1][];
            for (long i = firstNumber; i < number; i++) {
                chunks[(int) i & (chunks.length - 1)] = former[(int) i & (former.length - 1)];
            }
        }
        long[] reused = spare.poll();
        chunks[(int) number & (chunks.length - 1)] = reused == null ? new long[recordWords << CHUNK_BITS] : reused;
    }
}
