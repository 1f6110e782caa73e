package io.rushline.loadtest.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How much of its processors a machine takes away for a while: by other programs, by its kernel, or by the machines that share
 * the hardware with a virtual one. Nothing that answers can be quicker in its worst percentiles.
 */
final class Pauses {
    private static final long WATCHED_NS = TimeUnit.SECONDS.toNanos(2);

    /** Shorter gaps between two readings of the clock are interrupts and the like. */
    private static final long GAP_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private Pauses() {}

    /** Keeps each processor busy for two seconds, and says which share of the time was lost in gaps, and how long the longest was. */
    static String description() {
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Watch watch = new Watch();
            watches.add(watch);
            watch.start();
        }
        long lostNs = 0;
        long longestNs = 0;
        for (Watch watch : watches) {
            try {
                watch.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "pauses unknown";
            }
            lostNs += watch.lostNs;
            longestNs = Math.max(longestNs, watch.longestNs);
        }
        return String.format(
                Locale.ROOT,
                "pauses take %.1f %%, the longest of 2 s %.1f ms",
                100.0 * lostNs / (WATCHED_NS * watches.size()),
                longestNs / 1e6);
    }

    private static final class Watch extends Thread {
        private long lostNs;
        private long longestNs;

        Watch() {
            super("pauses");
            setDaemon(true);
        }

        @Override
        public void run() {
            long startNs = System.nanoTime();
            long lastNs = startNs;
            while (lastNs - startNs < WATCHED_NS) {
                long nowNs = System.nanoTime();
                long gapNs = nowNs - lastNs;
                if (gapNs > GAP_NS) {
                    lostNs += gapNs;
                    longestNs = Math.max(longestNs, gapNs);
                }
                lastNs = nowNs;
            }
        }
    }
}
