package io.rushline.loadtest.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** What figures were measured on. */
final class Machine {
    private static final int CHASED_BYTES = 256 << 20;
    private static final int LONGS_PER_STEP = 8;
    private static final int STEPS = 2_000_000;

    private Machine() {}

    /**
     * Processor, number of processors, load before the run, Java, how long a read takes that no cache holds, and how much is lost in
     * pauses. The read explains more of an engine's figures than the rest, for a command is little else than such reads; the
     * pauses explain the high percentiles of latencies.
     */
    static String description() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(
                Locale.ROOT,
                "%s, %d processors, load %.1f, %s, Java %s, random read of 256 MiB %.0f ns, %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                load,
                System.getProperty("os.name"),
                System.getProperty("java.version"),
                randomReadNs(),
                Pauses.description());
    }

    private static String processor() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                if (line.startsWith("model name")) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
        return System.getProperty("os.arch");
    }

    /** Follows a chain of references, each of which lies in another cache line than the one before. */
    private static double randomReadNs() {
        int steps = CHASED_BYTES / Long.BYTES / LONGS_PER_STEP;
        long[] chain = new long[CHASED_BYTES / Long.BYTES];
        SplittableRandom random = new SplittableRandom(1);
        int[] order = new int[steps];
        for (int i = 0; i < steps; i++) {
            int place = random.nextInt(i + 1);
            order[i] = order[place];
            order[place] = i;
        }
        for (int i = 0; i < steps; i++) {
            chain[order[i] * LONGS_PER_STEP] = (long) order[(i + 1) % steps] * LONGS_PER_STEP;
        }
        long at = 0;
        long start = 0;
        for (int i = -STEPS; i < STEPS; i++) {
            if (i == 0) {
                start = System.nanoTime();
            }
            at = chain[(int) at];
        }
        long spentNs = System.nanoTime() - start;
        return at < 0 ? Double.NaN : (double) spentNs / STEPS;
    }
}
