package io.rushline.gateway.server;

import java.util.Arrays;
import java.util.Locale;

/** How long commands took that were sent one after the other. */
record Latencies(double p50Ms, double p99Ms, double maxMs) {
    static Latencies of(long[] micros) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        return new Latencies(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * share))] / 1_000.0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f p99 %.1f max %.1f ms", p50Ms, p99Ms, maxMs);
    }
}
