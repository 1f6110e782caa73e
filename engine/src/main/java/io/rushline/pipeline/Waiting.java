package io.rushline.pipeline;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.concurrent.TimeUnit;

/** How the pipeline's stages wait for work. */
public enum Waiting {
    /** Parks until woken: an idle server costs next to nothing. The choice unless cores are to spare. */
    PARKING,
    /** Yields and never parks: keeps a core busy per stage, but gives it to whoever has something to do. */
    YIELDING,
    /** Spins: only for machines with a core for each stage and more for everything else. */
    SPINNING;

    private static final int SPINS = 100;
    private static final int YIELDS = 10;
    private static final long MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(5);

    WaitStrategy strategy() {
        return switch (this) {
            case PARKING -> new ParkingWaitStrategy(SPINS, YIELDS, MAX_PARK_NS);
            case YIELDING -> new YieldingWaitStrategy();
            case SPINNING -> new BusySpinWaitStrategy();
        };
    }
}
