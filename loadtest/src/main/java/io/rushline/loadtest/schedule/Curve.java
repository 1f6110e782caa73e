package io.rushline.loadtest.schedule;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How arrivals are spread over a time: which share of all has come by when. Straight between its points.
 *
 * <pre>
 *  share 1 |            ___--*      FLAT rises evenly, CLIFF at once and then less and less,
 *          |       __*--            RAMP slowly and then more and more, TWO_WAVES twice
 *        0 *____*--_____________ time
 * </pre>
 *
 * <p>Threading: immutable.
 */
public final class Curve {
    private static final int STEPS = 1_000;
    private static final double CLIFF_DECAYS = 5;
    private static final double WAVE_WIDTH = 0.08;
    private static final double FIRST_WAVE_AT = 0.2;
    private static final double SECOND_WAVE_AT = 0.7;
    private static final double SECOND_WAVE_HEIGHT = 0.6;
    private static final double BETWEEN_WAVES = 0.05;

    private final double[] timesNs;
    private final double[] shares;

    /** Curves that need no file. */
    public enum Shape {
        /** As many in each second. */
        FLAT,
        /** Everybody at the moment of the on-sale; the rate halves in each seventh of the time. */
        CLIFF,
        /** From nobody on, steadily more. */
        RAMP,
        /** A rush, a lull, and a second, smaller rush. */
        TWO_WAVES;

        /** How many come at a point of the time, 0 to 1, compared with other points. */
        double density(double at) {
            return switch (this) {
                case FLAT -> 1;
                case CLIFF -> Math.exp(-CLIFF_DECAYS * at);
                case RAMP -> at;
                case TWO_WAVES ->
                    wave(at - FIRST_WAVE_AT) + SECOND_WAVE_HEIGHT * wave(at - SECOND_WAVE_AT) + BETWEEN_WAVES;
            };
        }

        private static double wave(double distance) {
            return Math.exp(-distance * distance / (2 * WAVE_WIDTH * WAVE_WIDTH));
        }
    }

    private Curve(double[] timesNs, double[] arrivals) {
        double sum = Arrays.stream(arrivals).sum();
        this.timesNs = timesNs;
        this.shares = new double[timesNs.length];
        for (int i = 0; i < arrivals.length; i++) {
            shares[i + 1] = shares[i] + arrivals[i] / sum;
        }
        shares[arrivals.length] = 1;
    }

    public static Curve of(Shape shape, long durationNs) {
        int steps = shape == Shape.FLAT ? 1 : STEPS;
        double[] timesNs = new double[steps + 1];
        double[] arrivals = new double[steps];
        for (int i = 0; i < steps; i++) {
            timesNs[i + 1] = (double) durationNs * (i + 1) / steps;
            arrivals[i] = shape.density((i + 0.5) / steps);
        }
        return new Curve(timesNs, arrivals);
    }

    /** So many in each second, the first from 0 to 1; at least one must not be 0. */
    static Curve perSecond(long[] arrivals) {
        double[] timesNs = new double[arrivals.length + 1];
        for (int i = 1; i <= arrivals.length; i++) {
            timesNs[i] = (double) TimeUnit.SECONDS.toNanos(i);
        }
        return new Curve(timesNs, Arrays.stream(arrivals).asDoubleStream().toArray());
    }

    public long durationNs() {
        return (long) timesNs[timesNs.length - 1];
    }

    /** When this share of all has come, 0 to 1. */
    long timeNs(double share) {
        int index = Arrays.binarySearch(shares, share);
        if (index >= 0) {
            // The last of those before whom nobody else comes: nobody arrives in a pause.
            while (index + 1 < shares.length && shares[index + 1] == share && share < 1) {
                index++;
            }
            return (long) timesNs[index];
        }
        int next = Math.min(-index - 1, shares.length - 1);
        double within = (share - shares[next - 1]) / (shares[next] - shares[next - 1]);
        return (long) (timesNs[next - 1] + within * (timesNs[next] - timesNs[next - 1]));
    }
}
