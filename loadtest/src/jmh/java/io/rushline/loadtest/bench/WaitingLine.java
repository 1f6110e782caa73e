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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Joining and leaving a line, and an offer to its head; {@link LongLine} says how. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
public class WaitingLine {
    /** Rounds in which the engine fills the tables that it keeps of what is over. */
    private static final int ROUNDS_TO_SETTLE = 1 << 15;

    /** Parties in line. */
    @Param({"100", "10000", "100000"})
    public int length;

    private LongLine line;

    /** For JMH. */
    @SuppressWarnings("NullAway.Init") // JMH calls the setup before it calls anything else
    public WaitingLine() {}

    /** Fills the line, and lets parties come and go. */
    @Setup
    public void settle() {
        line = new LongLine(length);
        for (int round = 0; round < ROUNDS_TO_SETTLE; round++) {
            for (int i = 0; i < LongLine.BATCH; i++) {
                line.offer();
            }
            line.restore();
        }
        Replies.requireOk(line.player().outbox());
    }

    /** Brings the line back to its length. */
    @Setup(Level.Invocation)
    public void restore() {
        line.restore();
    }

    /** Parties join. */
    @Benchmark
    @OperationsPerInvocation(LongLine.BATCH)
    public long join() {
        for (int i = 0; i < LongLine.BATCH; i++) {
            line.join();
        }
        return line.player().sequence();
    }

    /** Parties leave. */
    @Benchmark
    @OperationsPerInvocation(LongLine.BATCH)
    public long leave(Leavers leavers) {
        for (int i = 0; i < LongLine.BATCH; i++) {
            line.leave(i);
        }
        return leavers.drawn;
    }

    /** Seats are released and offered. */
    @Benchmark
    @OperationsPerInvocation(LongLine.BATCH)
    public long offer() {
        for (int i = 0; i < LongLine.BATCH; i++) {
            line.offer();
        }
        return line.player().sequence();
    }

    /** Those who are going to leave. */
    @State(Scope.Thread)
    public static class Leavers {
        private long drawn;

        /** For JMH. */
        public Leavers() {}

        /** Draws them. */
        @Setup(Level.Invocation)
        public void draw(WaitingLine waiting) {
            waiting.line.drawLeavers();
            drawn += LongLine.BATCH;
        }
    }
}
