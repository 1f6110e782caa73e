package io.rushline.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.locks.LockSupport;

/**
 * Spins shortly, yields shortly, then parks for longer and longer.
 *
 * <p>Disruptor's blocking strategies spin while they wait for another stage, which here lasts as long as a force;
 * its sleeping strategy never sleeps longer than the first time, and keeps an idle core busy with waking up.
 */
final class BackoffWaitStrategy implements WaitStrategy {
    private final int spins;
    private final int yields;
    private final long minParkNs;
    private final long maxParkNs;

    BackoffWaitStrategy(int spins, int yields, long minParkNs, long maxParkNs) {
        this.spins = spins;
        this.yields = yields;
        this.minParkNs = minParkNs;
        this.maxParkNs = maxParkNs;
    }

    /** Yielding is the point here: with fewer cores than threads, whoever is waited for needs this one. */
    @SuppressWarnings("ThreadPriorityCheck")
    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependentSequence, SequenceBarrier barrier)
            throws AlertException {
        long available = dependentSequence.get();
        int tries = 0;
        long parkNs = minParkNs;
        while (available < sequence) {
            barrier.checkAlert();
            if (tries < spins) {
                tries++;
                Thread.onSpinWait();
            } else if (tries < spins + yields) {
                tries++;
                Thread.yield();
            } else {
                LockSupport.parkNanos(parkNs);
                parkNs = Math.min(maxParkNs, parkNs * 2);
            }
            available = dependentSequence.get();
        }
        return available;
    }

    @Override
    public void signalAllWhenBlocking() {
        // Nobody blocks: parks end by themselves.
    }
}
