package io.rushline.gateway.server;

import io.rushline.journal.DataDirectory;
import io.rushline.pipeline.Pipeline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ten times a second, a primary's word that it lives and gets on, in a file of the data directory.
 *
 * <pre>
 *   0        8        16
 *   +--------+--------+
 *   | beats  | last   |     little-endian; beats differ from one time to the next,
 *   |        | seq.   |     the last published sequence tells a standby how far it is behind
 *   +--------+--------+
 * </pre>
 *
 * <p>It stands still when the process is stopped, and when commands wait in the ring and none of them gets published: when
 * a force does not return, for one. While the journal is replayed, and while the
 * server stops, it beats in any case.
 *
 * <p>At each beat it looks whether the directory's lock is still this process's. When the directory was moved away, or the
 * lock file removed, the next process would find it free, and two would sell the same seats: then this one ends.
 *
 * <p>Nothing is forced: whoever reads it reads the same page cache.
 */
final class Heartbeat implements AutoCloseable {
    static final int BYTES = 16;
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long JOIN_TIMEOUT_MS = 5_000;

    private final FileChannel file;
    private final DataDirectory data;
    private final Consumer<Throwable> onLost;
    private final ByteBuffer content = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final Thread thread = new Thread(this::run, "rushline-heartbeat");
    private volatile @Nullable Pipeline pipeline;
    private volatile boolean isClosed;
    private long beats;
    private long lastSequence;

    private Heartbeat(FileChannel file, DataDirectory data, Consumer<Throwable> onLost) {
        this.file = file;
        this.data = data;
        this.onLost = onLost;
    }

    /**
     * Begins to beat.
     *
     * @param onLost told when the directory is not this process's any more; must end the process
     */
    static Heartbeat start(DataDirectory data, Consumer<Throwable> onLost) throws IOException {
        FileChannel file = FileChannel.open(
                data.heartbeat(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Heartbeat heartbeat = new Heartbeat(file, data, onLost);
        heartbeat.beats = firstBeat(file);
        heartbeat.thread.setDaemon(true);
        heartbeat.thread.start();
        return heartbeat;
    }

    /** Goes on from the former primary's count, so that its successor does not repeat it. */
    private static long firstBeat(FileChannel file) throws IOException {
        ByteBuffer former = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return file.read(former, 0) == Long.BYTES ? former.getLong(0) : 0;
    }

    /** From now on it only beats while this pipeline publishes what it takes. */
    void of(Pipeline beating) {
        pipeline = beating;
    }

    private void run() {
        boolean hasFailed = false;
        while (!isClosed) {
            if (!data.isStillHeld()) {
                onLost.accept(new IllegalStateException("the data directory " + data.root()
                        + " is no longer this process's: it was moved, or its lock file was removed"));
                return;
            }
            try {
                if (isGettingOn()) {
                    content.clear();
                    content.putLong(0, ++beats).putLong(Long.BYTES, lastSequence);
                    file.write(content, 0);
                }
                hasFailed = false;
            } catch (IOException e) {
                if (!hasFailed) {
                    LOG.error("no heartbeat: a standby may take this process for dead", e);
                }
                hasFailed = true;
            }
            LockSupport.parkNanos(INTERVAL_NS);
        }
    }

    private boolean isGettingOn() {
        Pipeline of = pipeline;
        if (of == null) {
            return true;
        }
        if (of.isStopped()) {
            return !of.isFailed();
        }
        boolean isIdle = of.isIdle();
        long sequence = of.publishedSequence();
        boolean isNew = sequence != lastSequence;
        lastSequence = sequence;
        return isIdle || isNew;
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_TIMEOUT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
