package io.rushline.gateway.limit;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The requests for seats that were let in lately, so that a repetition of one gets its stored answer even when its
 * customer was locked out meanwhile.
 *
 * <p>It is as long as it is: another request in the same place takes it, and the one that stood there is forgotten. Two
 * requests are taken for the same only when 64 bits of both agree.
 *
 * <p>Threading: any thread. Allocation: none.
 */
final class SeenRequests {
    /** A megabyte. */
    private static final int PLACES = 1 << 17;

    private final AtomicLongArray marks = new AtomicLongArray(PLACES);

    void add(long high, long low) {
        long mark = mark(high, low);
        marks.lazySet(place(mark), mark);
    }

    boolean contains(long high, long low) {
        long mark = mark(high, low);
        return marks.get(place(mark)) == mark;
    }

    private static int place(long mark) {
        return (int) (mark >>> 32) & (PLACES - 1);
    }

    /** Spreads both halves over all bits; the finalizer of SplitMix64. Never 0, which no place is marked with. */
    private static long mark(long high, long low) {
        long mixed = high * 0x9E3779B97F4A7C15L + low;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return mixed == 0 ? 1 : mixed;
    }
}
