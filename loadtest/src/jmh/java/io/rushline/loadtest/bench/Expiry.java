package io.rushline.loadtest.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
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

/** The expiry of 100,000 holds that are due within the same second, each; {@link ExpiringHolds} says which. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
public class Expiry {
    /** So many rounds leave as many ended holds behind as the engine remembers. */
    private static final int ROUNDS_TO_SETTLE = 12;

    private final Histogram tickNs = new Histogram(3);
    private ExpiringHolds holds;

    /** For JMH. */
    @SuppressWarnings("NullAway.Init") // JMH calls the setup before it calls anything else
    public Expiry() {}

    /** Brings the engine into a steady state. */
    @Setup
    public void settle() {
        holds = new ExpiringHolds(ExpiringHolds.HOLDS);
        for (int round = 0; round < ROUNDS_TO_SETTLE; round++) {
            holds.holdAll();
            holds.expireAll(tickNs);
        }
    }

    /** Makes the holds again. */
    @Setup(Level.Invocation)
    public void hold() {
        holds.holdAll();
    }

    /** Forgets the Ticks of before. */
    @Setup(Level.Iteration)
    public void forget() {
        tickNs.reset();
    }

    /** Says how long single commands took: no other command can be decided in that time. */
    @TearDown(Level.Iteration)
    public void printTicks() {
        System.out.printf(
                "[%d Ticks: median %.1f us, 99 %% %.1f us, longest %.1f us] ",
                tickNs.getTotalCount(),
                tickNs.getValueAtPercentile(50) / 1e3,
                tickNs.getValueAtPercentile(99) / 1e3,
                tickNs.getMaxValue() / 1e3);
    }

    /** All of them expire. */
    @Benchmark
    @OperationsPerInvocation(ExpiringHolds.HOLDS)
    public long expire() {
        return holds.expireAll(tickNs);
    }
}
