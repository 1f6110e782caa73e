package io.rushline.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Spins and yields shortly, then parks until what is waited for is there.
 *
 * <p>A stage that waits for commands is woken by the thread that offers one, and a stage that waits for others by these,
 * which come back here each time they have published how far they are. Disruptor's blocking strategy takes a lock for
 * each command and spins while it waits for another stage, which here lasts as long as a force; its sleeping ones wake up
 * when a timer says so, which on Linux is 50 microseconds late and more.
 *
 * <p>Threading: {@value #STAGES} stages at most are woken; one more would sleep for its time.
 *
 * <p>Allocation: none.
 */
final class ParkingWaitStrategy implements WaitStrategy {
    private static final int STAGES = 4;

    private final int spins;
    private final int yields;
    private final long maxParkNs;
    private final AtomicInteger parkedCount = new AtomicInteger();
    private final Bed[] beds = new Bed[STAGES];

    /** Where a stage sleeps, and what it waits for. */
    private static final class Bed {
        private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();
        private volatile @Nullable Sequence awaited;
        private volatile long until;

        void wake() {
            Thread thread = sleeper.get();
            Sequence sequence = awaited;
            if (thread != null && sequence != null && sequence.get() >= until) {
                LockSupport.unpark(thread);
            }
        }
    }

    /** @param maxParkNs a stage looks again after so long even if nobody wakes it */
    ParkingWaitStrategy(int spins, int yields, long maxParkNs) {
        this.spins = spins;
        this.yields = yields;
        this.maxParkNs = maxParkNs;
        for (int i = 0; i < STAGES; i++) {
            beds[i] = new Bed();
        }
    }

    /** Yielding is the point here: with fewer cores than threads, whoever is waited for needs this one. */
    @SuppressWarnings("ThreadPriorityCheck")
    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependentSequence, SequenceBarrier barrier)
            throws AlertException {
        signalAllWhenBlocking();
        int tries = 0;
        long available = dependentSequence.get();
        while (available < sequence) {
            barrier.checkAlert();
            if (tries < spins) {
                tries++;
                Thread.onSpinWait();
            } else if (tries < spins + yields) {
                tries++;
                Thread.yield();
            } else {
                park(sequence, dependentSequence, barrier);
            }
            available = dependentSequence.get();
        }
        return available;
    }

    /** Called by whoever has just published something: a command, or how far a stage is. */
    @Override
    public void signalAllWhenBlocking() {
        // Either the sleeper sees what was published before it sleeps, or it is seen here.
        VarHandle.fullFence();
        if (parkedCount.get() > 0) {
            for (Bed bed : beds) {
                bed.wake();
            }
        }
    }

    private void park(long sequence, Sequence awaited, SequenceBarrier barrier) throws AlertException {
        Bed bed = enter();
        if (bed == null) {
            LockSupport.parkNanos(maxParkNs);
            return;
        }
        try {
            bed.awaited = awaited;
            bed.until = sequence;
            parkedCount.incrementAndGet();
            barrier.checkAlert();
            if (awaited.get() < sequence) {
                LockSupport.parkNanos(maxParkNs);
            }
        } finally {
            parkedCount.decrementAndGet();
            bed.sleeper.set(null);
        }
    }

    private @Nullable Bed enter() {
        for (Bed bed : beds) {
            if (bed.sleeper.compareAndSet(null, Thread.currentThread())) {
                return bed;
            }
        }
        return null;
    }
}
