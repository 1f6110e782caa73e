package io.rushline.loadtest.bench;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What of {@link MixedCommands} is not the engine: filling in the next command. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class MixedDriver {
    private static final long SEED = 7_471;

    private Player player;
    private Tape tape;
    private int next;

    /** For JMH. */
    @SuppressWarnings("NullAway.Init") // JMH calls the setup before it calls anything else
    public MixedDriver() {}

    /** Makes the commands. */
    @Setup
    public void make() {
        player = new Player(new Engine(EngineLimits.SMALL), 1);
        tape = MixedTape.make(MixedShape.of(Hall.THEATRE, 1, 1, false), 1, new SplittableRandom(SEED));
    }

    /** One command, which no engine sees. */
    @Benchmark
    public long driverAlone() {
        int index = next;
        next = index + 1 == tape.count() ? 0 : index + 1;
        return player.patch(tape, index, 1);
    }
}
