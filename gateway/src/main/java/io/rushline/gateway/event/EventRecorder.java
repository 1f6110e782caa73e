package io.rushline.gateway.event;

import io.rushline.journal.event.EventLog;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a primary's events to the queue, on a thread of its own.
 *
 * <p>The publisher only copies an event into a ring. When that is full, 16 MiB behind, the publisher waits: nothing is
 * ever left out. When the queue can't be written, the next event is refused with what was in the way, and that ends the
 * pipeline.
 *
 * <p>Threading: the publisher records. Allocation: none for an event.
 */
public final class EventRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
    private static final int RING_BYTES = 16 * 1024 * 1024;
    private static final int URGENT_BYTES = RING_BYTES / 4;
    private static final int EVENT = 1;
    private static final long BETWEEN_BLOCKS_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long FULL_PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(RING_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final ShowStamps stamps;
    private final Supplier<EventLog> opening;
    private final Thread thread = new Thread(this::run, "events");
    private volatile @Nullable EventLog log;
    private volatile @Nullable Throwable failure;
    private volatile boolean isClosing;

    /**
     * Starts to record.
     *
     * @param opening opens the queue, complete up to the first event that will be recorded; called on the recorder's
     *     thread, so that nobody waits for it
     */
    public static EventRecorder start(ShowStamps stamps, Supplier<EventLog> opening) {
        EventRecorder recorder = new EventRecorder(stamps, opening);
        recorder.thread.setDaemon(true);
        recorder.thread.start();
        return recorder;
    }

    private EventRecorder(ShowStamps stamps, Supplier<EventLog> opening) {
        this.stamps = stamps;
        this.opening = opening;
    }

    /**
     * Takes an event, which is durable.
     *
     * @throws IllegalStateException when the queue can't be written
     */
    public void onEvent(DirectBuffer event, int offset, int length) {
        while (!ring.write(EVENT, event, offset, length)) {
            refuseAfterFailure();
            LockSupport.parkNanos(this, FULL_PAUSE_NS);
        }
        if (failure != null) {
            refuseAfterFailure();
        }
    }

    private void refuseAfterFailure() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException(thrown.getMessage(), thrown);
        }
    }

    /** The last event that readers find in the queue; -1 while it is not open yet. */
    public long lastEventId() {
        EventLog open = log;
        return open == null ? -1 : open.lastEventId();
    }

    /** Bytes of events that are not in the queue yet. */
    public int waitingBytes() {
        return ring.size();
    }

    private void run() {
        try (EventLog opened = opening.get()) {
            stamps.to(opened);
            log = opened;
            while (!isClosing || ring.size() > 0) {
                int events = ring.read((type, buffer, index, length) -> stamps.onEvent(buffer, index, length));
                opened.flush();
                if (!isClosing && ring.size() < URGENT_BYTES) {
                    LockSupport.parkNanos(this, events > 0 ? BETWEEN_BLOCKS_NS : IDLE_NS);
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("events are not recorded any more", e);
            failure = e;
        }
    }

    /** Writes and forces what is left. The pipeline has ended before. */
    @Override
    public void close() {
        isClosing = true;
        LockSupport.unpark(thread);
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        refuseAfterFailure();
    }
}
