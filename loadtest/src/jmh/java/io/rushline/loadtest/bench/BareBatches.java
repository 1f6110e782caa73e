package io.rushline.loadtest.bench;

import io.rushline.journal.Excerpt;
import io.rushline.journal.bare.BareLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends and forces batches of given lengths one after the other, with nothing around it. */
final class BareBatches implements AutoCloseable {
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);

    private final BareLoop loop;

    BareBatches(Path directory) throws IOException {
        byte[] content = new byte[Excerpt.MAX_BYTES];
        new Random(1).nextBytes(content);
        UnsafeBuffer batch = new UnsafeBuffer(ByteBuffer.allocateDirect(Excerpt.MAX_BYTES));
        batch.putBytes(0, content);
        loop = new BareLoop(directory, batch);
    }

    /** How long each append with its force took, in nanoseconds. */
    Histogram append(int[] lengthsBytes) throws IOException {
        Histogram durations = new Histogram(HIGHEST_NS, 3);
        long beforeNs = System.nanoTime();
        for (int lengthBytes : lengthsBytes) {
            loop.append(lengthBytes);
            long nowNs = System.nanoTime();
            durations.recordValue(Math.min(HIGHEST_NS, nowNs - beforeNs));
            beforeNs = nowNs;
        }
        return durations;
    }

    /**
     * Commands that become due at a steady pace: all that are due are appended and forced together, then those that have
     * become due meanwhile.
     *
     * @param commandBytes of each
     * @return how long each took from when it was due, in nanoseconds
     */
    Histogram paced(int commandsPerSecond, int commands, int commandBytes) throws IOException {
        Histogram latencies = new Histogram(HIGHEST_NS, 3);
        int atMost = Excerpt.MAX_BYTES / commandBytes;
        double nsPerCommand = 1e9 / commandsPerSecond;
        long startNs = System.nanoTime();
        int done = 0;
        while (done < commands) {
            int due = (int) Math.min(commands, 1 + (long) ((System.nanoTime() - startNs) / nsPerCommand));
            if (due == done) {
                LockSupport.parkNanos(PipelineLoad.PACE_PARK_NS);
                continue;
            }
            int count = Math.min(atMost, due - done);
            loop.append((long) count * commandBytes);
            long nowNs = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long intendedNs = startNs + (long) (done++ * nsPerCommand);
                latencies.recordValue(Math.min(HIGHEST_NS, nowNs - intendedNs));
            }
        }
        return latencies;
    }

    @Override
    public void close() throws IOException {
        loop.close();
    }
}
