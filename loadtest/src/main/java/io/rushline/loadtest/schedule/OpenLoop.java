package io.rushline.loadtest.schedule;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets each customer come at the intended time, whatever became of those before.
 *
 * <p>When the loop was busy and is behind, the customers who are due come at once, still with their intended times, so
 * that the delay is in the latencies and not hidden.
 *
 * <p>Threading: the loop only.
 */
public final class OpenLoop {
    // Between two bursts the loop reads its sockets, else a late tester would time the server out by itself.
    private static final int BURST_MAX = 128;

    private final ScheduledExecutorService loop;
    private final Arrivals arrivals;
    private final Visitor visitor;
    private final Runnable whenAllArrived;
    private boolean isStarted;
    private boolean isEnded;
    private long startNs;
    private int arrived;
    private long lastArrivalNs;
    private long lagMaxNs;

    /** Hears of each arrival. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Must not throw: that would end the arrivals.
         *
         * @param index counts from 0
         * @param intendedNs on the scale of {@link System#nanoTime()}; never in the future
         */
        void onArrival(int index, long intendedNs);
    }

    /** Nothing happens before {@link #start}. */
    public OpenLoop(ScheduledExecutorService loop, Arrivals arrivals, Visitor visitor, Runnable whenAllArrived) {
        this.loop = loop;
        this.arrivals = arrivals;
        this.visitor = visitor;
        this.whenAllArrived = whenAllArrived;
    }

    /** Starts now. */
    public void start() {
        startNs = System.nanoTime();
        isStarted = true;
        lastArrivalNs = startNs;
        run();
    }

    /** {@link System#nanoTime()} at the start. */
    public long startNs() {
        return startNs;
    }

    /** Since the start; 0 before it. */
    public long runningNs() {
        return isStarted ? System.nanoTime() - startNs : 0;
    }

    public int arrivedCount() {
        return arrived;
    }

    /** How far the tester itself was behind its schedule at the worst moment. */
    public long lagMaxNs() {
        return lagMaxNs;
    }

    /** From the start to the last arrival so far. */
    public long elapsedNs() {
        return lastArrivalNs - startNs;
    }

    /** Lets nobody come any more; the rest is told that all have arrived. */
    public void end() {
        if (!isEnded) {
            isEnded = true;
            whenAllArrived.run();
        }
    }

    private void run() {
        if (isEnded) {
            return;
        }
        long nowNs = System.nanoTime();
        for (int burst = 0; burst < BURST_MAX && arrived < arrivals.count(); burst++) {
            long intendedNs = startNs + arrivals.offsetNs(arrived);
            if (intendedNs > nowNs) {
                break;
            }
            lagMaxNs = Math.max(lagMaxNs, nowNs - intendedNs);
            lastArrivalNs = nowNs;
            visitor.onArrival(arrived++, intendedNs);
        }
        if (arrived == arrivals.count()) {
            end();
        } else {
            again(startNs + arrivals.offsetNs(arrived) - System.nanoTime());
        }
    }

    private void again(long delayNs) {
        if (delayNs <= 0) {
            loop.execute(this::run);
        } else {
            // What a visitor throws is the visitor's to catch.
            var unused = loop.schedule(this::run, delayNs, TimeUnit.NANOSECONDS);
        }
    }
}
