package io.rushline.engine.request;

import java.util.ArrayDeque;

/**
 * What is remembered of each request but the bytes of its reply: records in the order of their ordinals, appended at one
 * end and forgotten at the other.
 *
 * <pre>
 *   ordinal:  chunk number | record in it        head                 tail
 *                                                  |--- remembered ---|
 * </pre>
 *
 * <p>Allocation: a chunk for each 1,024 records beyond the most that were ever kept; forgotten ones are used again.
 */
final class RequestLog {
    static final int HIGH = 0;
    static final int LOW = 1;
    static final int FINGERPRINT = 2;
    static final int TIMESTAMP = 3;
    static final int REPLY = 4;
    static final int REPLY_LENGTH = 5;

    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final int RECORD_WORDS = 8;

    private final ArrayDeque<long[]> spare = new ArrayDeque<>();
    private long[][] chunks = new long[16][];
    private long head;
    private long tail;

    /** The ordinal of the oldest record. */
    long head() {
        return head;
    }

    /** The ordinal that the next record gets. */
    long tail() {
        return tail;
    }

    int count() {
        return (int) (tail - head);
    }

    /** Appends a record, whose words the caller puts, and answers its ordinal. */
    long append() {
        if ((tail & CHUNK_MASK) == 0) {
            openChunk();
        }
        return tail++;
    }

    void forgetOldest() {
        head++;
        if ((head & CHUNK_MASK) == 0) {
            spare.push(chunk(head - 1));
        }
    }

    long word(long ordinal, int word) {
        return chunk(ordinal)[place(ordinal, word)];
    }

    void word(long ordinal, int word, long value) {
        chunk(ordinal)[place(ordinal, word)] = value;
    }

    private long[] chunk(long ordinal) {
        return chunks[(int) (ordinal >>> CHUNK_BITS) & (chunks.length - 1)];
    }

    private static int place(long ordinal, int word) {
        return ((int) ordinal & CHUNK_MASK) * RECORD_WORDS + word;
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
        chunks[(int) number & (chunks.length - 1)] = reused == null ? new long[RECORD_WORDS << CHUNK_BITS] : reused;
    }
}
