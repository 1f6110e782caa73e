package io.rushline.loadtest.schedule;

import java.util.SplittableRandom;

/** The times at which customers arrive, as nanoseconds from the start, ascending. */
public final class Arrivals {
    private final long[] offsetsNs;

    private Arrivals(long[] offsetsNs) {
        this.offsetsNs = offsetsNs;
    }

    /**
     * A Poisson process whose rate follows the curve, given that it has exactly {@code count} arrivals: gaps are
     * exponential, then scaled so that the time is filled. The same seed gives the same times.
     */
    public static Arrivals poisson(int count, Curve curve, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] at = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += exponential(random);
            at[i] = sum;
        }
        // The gap behind the last arrival belongs to the time, too.
        sum += exponential(random);
        long[] offsetsNs = new long[count];
        for (int i = 0; i < count; i++) {
            offsetsNs[i] = curve.timeNs(at[i] / sum);
        }
        return new Arrivals(offsetsNs);
    }

    /** Evenly spaced as far as the curve lets them, the first at once. */
    public static Arrivals even(int count, Curve curve) {
        long[] offsetsNs = new long[count];
        for (int i = 0; i < count; i++) {
            offsetsNs[i] = curve.timeNs((double) i / count);
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
