package io.rushline.loadtest.bench;

import io.rushline.journal.DataDirectory;
import io.rushline.journal.JournalPosition;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.JournalFollower;
import io.rushline.pipeline.Pipeline;
import io.rushline.pipeline.ReplyTo;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline with a journal of its own that one thread offers the mixed workload to.
 *
 * <p>Its time is the workload's, which only passes with commands; so no ticks come between them, and a command's sequence
 * follows from its place on the tape.
 *
 * <p>Threading: the thread that makes it does everything.
 */
final class PipelineLoad implements AutoCloseable {
    /** How long who waits for the next command to become due sleeps; the kernel makes some 50 microseconds of it. */
    static final long PACE_PARK_NS = 1_000;

    private static final long FULL_PARK_NS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long END_PARK_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final ReplyTo NOBODY = (correlation, reply, offset, length) -> {};

    private final MixedWorkload workload;
    private final Thread offering = Thread.currentThread();
    private final CountingPublisher publisher = new CountingPublisher();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final DataDirectory directory;
    private final JournalWriter journal;
    private final BatchTap batches;
    private final Pipeline pipeline;

    /** @param workload settled; the engine's thread has its engine from here on, until this is closed */
    PipelineLoad(MixedWorkload workload, Path data, Durability durability) {
        this.workload = workload;
        Player player = workload.player();
        directory = DataDirectory.open(data);
        journal = JournalWriter.open(
                directory,
                JournalFollower.replay(
                        directory.journal(),
                        JournalPosition.START,
                        (sequence, timestampMs, command, offset, length) -> {}),
                durability);
        batches = new BatchTap(journal, player.sequence());
        pipeline = Pipeline.builder(player.engine(), batches, publisher)
                .clock(() -> Thread.currentThread().equals(offering) ? player.nowMs() : 0)
                .onFatal(failure::set)
                .start();
        player.sendTo(this::offer);
    }

    /** Commands for each second, with each offered as soon as there is room. */
    double saturated(int commands) {
        long startNs = System.nanoTime();
        publisher.begin(startNs, 0);
        for (int i = 0; i < commands; i++) {
            workload.play();
        }
        awaitPublished(commands);
        return commands * 1e9 / (System.nanoTime() - startNs);
    }

    /** Offers commands at a steady pace, whatever the answers do; answers how long each took from its intended time. */
    Histogram paced(int commandsPerSecond, int commands) {
        double nsPerCommand = 1e9 / commandsPerSecond;
        long startNs = System.nanoTime();
        publisher.begin(startNs, nsPerCommand);
        int offered = 0;
        while (offered < commands) {
            long due = Math.min(commands, 1 + (long) ((System.nanoTime() - startNs) / nsPerCommand));
            if (offered == due) {
                LockSupport.parkNanos(PACE_PARK_NS);
            }
            for (; offered < due; offered++) {
                workload.play();
            }
        }
        awaitPublished(commands);
        return publisher.latencies();
    }

    /** The lengths in bytes of the journal's batches since the last call. */
    int[] takeBatchLengths() {
        return batches.takeLengthsBytes();
    }

    private void offer(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        while (!pipeline.offer(NOBODY, 0, command, offset, length)) {
            requireWorking();
            LockSupport.parkNanos(FULL_PARK_NS);
        }
    }

    private void awaitPublished(long commands) {
        while (publisher.published() < commands) {
            requireWorking();
            LockSupport.parkNanos(END_PARK_NS);
        }
        if (publisher.refusedCount() > 0) {
            throw new IllegalStateException(publisher.refusedCount() + " commands were refused, and none should be");
        }
    }

    private void requireWorking() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("the pipeline has failed", cause);
        }
    }

    @Override
    public void close() {
        try {
            pipeline.close();
        } finally {
            journal.close();
            directory.close();
        }
    }
}
