package io.rushline.gateway.binary;

import java.util.concurrent.TimeUnit;

/**
 * The time of an event loop, in nanoseconds. It goes on by a second at most while the loop stands still, so that nobody is called
 * silent while nobody listened, as after a pause of the whole machine. It is as old as the last {@link #advance}.
 *
 * <p>Threading: the event loop.
 */
final class LoopTime {
    private static final long MAX_STEP_NS = TimeUnit.SECONDS.toNanos(1);

    private long realNs;
    private long ns;

    LoopTime(long realNs) {
        this.realNs = realNs;
    }

    /** Goes on to the time of {@link System#nanoTime}, but by no more than a second. */
    void advance(long toRealNs) {
        ns += Math.min(toRealNs - realNs, MAX_STEP_NS);
        realNs = toRealNs;
    }

    long ns() {
        return ns;
    }
}
