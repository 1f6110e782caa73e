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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Joining and leaving a line, and an offer to its head; {@link LongLine} says how. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
public class WaitingLine {
    /** Rounds in which the engine fills the tables that it keeps of what is over. */
    private static final int ROUNDS_TO_SETTLE = 1 << 15;

    /** For JMH. */
    public WaitingLine() {}

    /** Parties join. */
    @Benchmark
    @OperationsPerInvocation(LongLine.BATCH)
    public long join(Waiting waiting) {
        waiting.line.joinBatch();
        return waiting.line.player().sequence();
    }

    /** Parties leave. */
    @Benchmark
    @OperationsPerInvocation(LongLine.BATCH)
    public long leave(Leaving leaving) {
        leaving.line.leaveBatch();
        return leaving.line.player().sequence();
    }

    /** Seats are released and offered. */
    @Benchmark
    @OperationsPerInvocation(LongLine.BATCH)
    public long offer(Releasing releasing) {
        releasing.line.offerBatch();
        return releasing.line.player().sequence();
    }

    /**
     * The line. What the three do to it before each batch is in classes that extend this one: a state that was told of this one
     * as another state would be given a line of its own.
     */
    @State(Scope.Thread)
    public static class Waiting {
        /** Parties in line. */
        @Param({"100", "10000", "100000"})
        public int length;

        /** For so many commands at a time the engine reads ahead; 0 for none, as if each came alone. */
        @Param("16")
        public int readAhead;

        LongLine line;

        /** For JMH. */
        @SuppressWarnings("NullAway.Init") // JMH calls the setup before it calls anything else
        public Waiting() {}

        /** Fills the line, and lets parties come and go. */
        @Setup
        public void settle() {
            line = new LongLine(length, readAhead);
            for (int round = 0; round < ROUNDS_TO_SETTLE; round++) {
                line.drawHolders();
                line.offerBatch();
                line.restore();
            }
        }

        /** Brings the line back to its length, and draws who does what is timed next: JMH would do it the other way round. */
        @Setup(Level.Invocation)
        public void restore() {
            line.restore();
            draw();
        }

        void draw() {}

        /** The last command was not refused, which would be cheap; that none is, a test of the workload sees. */
        @TearDown(Level.Iteration)
        public void requireOk() {
            Replies.requireOk(line.player().outbox());
        }
    }

    /** A line, and those who are going to leave it. */
    public static class Leaving extends Waiting {
        /** For JMH. */
        public Leaving() {}

        @Override
        void draw() {
            line.drawLeavers();
        }
    }

    /** A line, and those who are going to release the seats that it waits for. */
    public static class Releasing extends Waiting {
        /** For JMH. */
        public Releasing() {}

        @Override
        void draw() {
            line.drawHolders();
        }
    }
}
