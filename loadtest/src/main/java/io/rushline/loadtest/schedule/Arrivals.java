package io.rushline.loadtest.schedule;

import java.util.SplittableRandom;

/** The times at which customers arrive, as nanoseconds from the start, ascending. */
public final class Arrivals {
    private final long[] offsetsNs;

    private Arrivals(long[] offsetsNs) {
        this.offsetsNs = offsetsNs;
    }

    /**
     * A Poisson process, given that it has exactly {@code count} arrivals in the time: gaps are exponential, then scaled
     * so that the time is filled. The same seed gives the same times.
     */
    public static Arrivals poisson(int count, long durationNs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] at = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += exponential(random);
            at[i] = sum;
        }
        // The gap behind the last arrival belongs to the time, too.
        double scale = durationNs / (sum + exponential(random));
        long[] offsetsNs = new long[count];
        for (int i = 0; i < count; i++) {
            offsetsNs[i] = (long) (at[i] * scale);
        }
        return new Arrivals(offsetsNs);
    }

    /** Evenly spaced, the first at once. */
    public static Arrivals even(int count, long durationNs) {
        long[] offsetsNs = new long[count];
        for (int i = 0; i < count; i++) {
            offsetsNs[i] = (long) ((double) durationNs * i / count);
        }
        return new Arrivals(offsetsNs);
    }

    public int count() {
        return offsetsNs.length;
    }

    /** When the customer at {@code index} comes, {@code 0 <= index < count}. */
    public long offsetNs(int index) {
        return offsetsNs[index];
    }

    private static double exponential(SplittableRandom random) {
        return -Math.log(1 - random.nextDouble());
    }
}
