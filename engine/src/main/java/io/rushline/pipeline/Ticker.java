package io.rushline.pipeline;

import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.TickEncoder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Lets time pass while nobody asks for anything: offers a {@code Tick} when something is due and the ring is empty.
 *
 * <p>Any command brings what is due to its end, so a tick is only needed when none is on its way, and a second one only
 * when the engine has seen the first.
 */
final class Ticker implements Runnable {
    private static final long MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Pipeline pipeline;
    private final Decider decider;
    private final EpochClock clock;
    private final DirectBuffer tick;
    private volatile boolean stopped;

    Ticker(Pipeline pipeline, Decider decider, EpochClock clock) {
        this.pipeline = pipeline;
        this.decider = decider;
        this.clock = clock;
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH]);
        new TickEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        tick = buffer;
    }

    @Override
    public void run() {
        while (!stopped) {
            long dueInMs = dueInMs();
            if (dueInMs <= 0 && pipeline.isDecided()) {
                pipeline.offer(null, 0, tick, 0, tick.capacity());
            }
            long parkNs = TimeUnit.MILLISECONDS.toNanos(dueInMs);
            LockSupport.parkNanos(Math.min(MAX_PARK_NS, Math.max(MIN_PARK_NS, parkNs)));
        }
    }

    private long dueInMs() {
        long deadlineMs = decider.nextDeadlineMs();
        long nowMs = clock.time();
        return deadlineMs <= nowMs ? 0 : deadlineMs - nowMs;
    }

    void stop() {
        stopped = true;
    }
}
