package io.rushline.loadtest.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** HoldBestAvailable, the whole command, in an arena that is nearly full; {@link FullArena} says how. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
public class BestSeats {
    private FullArena arena;

    /** For JMH. */
    @SuppressWarnings("NullAway.Init") // JMH calls the setup before it calls anything else
    public BestSeats() {}

    /** Sells the arena. */
    @Setup
    public void sell() {
        arena = new FullArena();
    }

    /** Takes the best seats for each party of a group. */
    @Benchmark
    @OperationsPerInvocation(FullArena.PARTIES)
    public long hold(Group group) {
        for (int party = 0; party < FullArena.PARTIES; party++) {
            arena.hold(party);
        }
        return group.count;
    }

    /** Looks through the whole arena for ten seats side by side, which are nowhere. */
    @Benchmark
    public long refuse() {
        arena.refuse();
        return arena.player().sequence();
    }

    /** What follows when a group has its seats. */
    @State(Scope.Thread)
    public static class Group {
        private long count;

        /** For JMH. */
        public Group() {}

        /** All parties release their seats. */
        @TearDown(Level.Invocation)
        public void release(BestSeats best) {
            for (int party = 0; party < FullArena.PARTIES; party++) {
                best.arena.release(party);
            }
            best.arena.nextGroup();
            count++;
        }
    }
}
