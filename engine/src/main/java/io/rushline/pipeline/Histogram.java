package io.rushline.pipeline;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts values by size, in buckets that grow by a half and a third in turn, so that a bucket tells a value to within
 * half of itself.
 *
 * <pre>
 *   bucket  0            1                     2                    3                   ...  last
 *   values  up to 2^min  (2^min, 1.5 * 2^min]  (1.5 * 2^min, 2^(min + 1)]  ...               all above 2^max
 * </pre>
 *
 * <p>Threading: one thread adds, any thread reads. What is read at one moment may lack the latest value in one place
 * and have it in another.
 *
 * <p>Allocation: none after construction.
 */
public final class Histogram {
    private final int minExponent;
    private final AtomicLongArray counts;
    private final AtomicLongArray sum = new AtomicLongArray(1);

    /** Tells values from {@code 2^minExponent}, which is at least 2, to {@code 2^maxExponent} apart. */
    Histogram(int minExponent, int maxExponent) {
        this.minExponent = minExponent;
        counts = new AtomicLongArray(2 * (maxExponent - minExponent) + 2);
    }

    /** Adds a value; what is below 0 counts as 0. */
    void add(long value) {
        long counted = Math.max(0, value);
        int bucket = bucket(counted);
        counts.lazySet(bucket, counts.getPlain(bucket) + 1);
        sum.lazySet(0, sum.getPlain(0) + counted);
    }

    public int bucketCount() {
        return counts.length();
    }

    /** How many values fell into a bucket. */
    public long count(int bucket) {
        return counts.get(bucket);
    }

    /** The largest value of a bucket; {@link Long#MAX_VALUE} of the last. */
    public long upperBound(int bucket) {
        if (bucket == counts.length() - 1) {
            return Long.MAX_VALUE;
        }
        long power = 1L << (minExponent + bucket / 2);
        return bucket % 2 == 0 ? power : power + power / 2;
    }

    /** All values together. */
    public long sum() {
        return sum.get(0);
    }

    private int bucket(long value) {
        // Of values that are a bound, since the bucket below ends with them.
        long below = value - 1;
        if (below < 1L << minExponent) {
            return 0;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(below);
        int half = (int) (below >>> (exponent - 1)) & 1;
        return Math.min(counts.length() - 1, 2 * (exponent - minExponent) + 1 + half);
    }
}
