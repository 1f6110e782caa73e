package io.rushline.loadtest.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The mixed workload, one command at a time: 60 % holds of 1 to 4 seats (half of them chosen, half best available), 25 %
 * confirmations, 10 % releases, 5 % expiries, and what keeps the state level.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx6g")
public class MixedCommands {
    /** Shows on sale. */
    @Param({"1", "1000", "100000", "1000000"})
    public int shows;

    /** Seats of each show: 1,000 or 20,000. */
    @Param("1000")
    public int seats;

    /** How fast the engine's time passes, and so how many requests it remembers: 1 for a million, 4 for 3.6 million. */
    @Param("1")
    public int commandsPerMs;

    /** How holds end that are neither confirmed nor released nor among the 5 %: released or expires. */
    @Param("released")
    public String surplus = "";

    /** The limit per customer and show; 0 for none. */
    @Param("10")
    public int maxPerCustomer;

    /** For so many commands at a time the engine reads ahead; 0 for none, as if each came alone. */
    @Param("16")
    public int readAhead;

    private MixedWorkload workload;

    /** For JMH. */
    @SuppressWarnings("NullAway.Init") // JMH calls the setup before it calls anything else
    public MixedCommands() {}

    /** Brings the engine into a steady state. */
    @Setup
    public void settle() {
        boolean surplusExpires = surplus.equals("expires");
        workload = new MixedWorkload(
                MixedShape.of(Hall.of(seats), shows, commandsPerMs, surplusExpires), maxPerCustomer, readAhead);
        workload.settle();
    }

    /** The last command was not refused, which would be cheap; that none is, a test of the workload sees. */
    @TearDown(Level.Iteration)
    public void requireOk() {
        Replies.requireOk(workload.player().outbox());
    }

    /** One command. */
    @Benchmark
    public long apply() {
        workload.play();
        return workload.player().sequence();
    }
}
