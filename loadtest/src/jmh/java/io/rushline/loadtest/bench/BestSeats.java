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
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
public class BestSeats {
    /** For JMH. */
    public BestSeats() {}

    /** Takes the best seats for each party of a group. */
    @Benchmark
    @OperationsPerInvocation(FullArena.PARTIES)
    public long hold(Groups groups) {
        for (int party = 0; party < FullArena.PARTIES; party++) {
            groups.arena.hold(party);
        }
        return groups.arena.player().sequence();
    }

    /** Looks through the whole arena for ten seats side by side, which are nowhere. */
    @Benchmark
    public long refuse(Arena full) {
        full.arena.refuse();
        return full.arena.player().sequence();
    }

    /** The arena, sold. */
    @State(Scope.Thread)
    public static class Arena {
        FullArena arena;

        /** For JMH. */
        @SuppressWarnings("NullAway.Init") // JMH calls the setup before it calls anything else
        public Arena() {}

        /** Sells it. */
        @Setup
        public void sell() {
            arena = new FullArena();
        }
    }

    /** An arena in which one group after the other has its seats. */
    public static class Groups extends Arena {
        /** For JMH. */
        public Groups() {}

        /** All parties release their seats, so each had some: nothing was refused, which would be cheap. */
        @TearDown(Level.Invocation)
        public void release() {
            for (int party = 0; party < FullArena.PARTIES; party++) {
                arena.release(party);
                Replies.requireOk(arena.player().outbox());
            }
            arena.nextGroup();
        }
    }
}
