package io.rushline.loadtest.simulate;

import io.rushline.engine.oracle.Simulation;
import io.rushline.gateway.server.CliCommand;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rushline simulate}: random sales in which the engine must agree with a second implementation of its rules. */
@Command(
        name = "simulate",
        description = {
            "Plays random sales to the engine and to its oracle, which must agree on every reply, event and state.",
            "Exit codes: 0 they agreed, 1 they did not, and the shortest script that shows it is printed."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class SimulateCommand implements CliCommand, Callable<Integer> {
    static final int AGREED = 0;
    static final int DISAGREED = 1;

    private static final int COMMANDS_PER_SEED = 5_000;
    private static final int HASH_EVERY = 10;
    private static final int MAX_MINUTES = 100_000;
    private static final long PROGRESS_NS = TimeUnit.SECONDS.toNanos(5);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "Begin with this seed; the next run has the next. Default: another one each time.")
    @Nullable
    Long seed;

    @Option(names = "--minutes", paramLabel = "M", description = "How long; parts of a minute too.")
    double minutes = 1;

    /** For ServiceLoader. */
    public SimulateCommand() {}

    @Override
    public Integer call() {
        if (!(minutes > 0 && minutes <= MAX_MINUTES)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--minutes must be above 0 and at most " + MAX_MINUTES + ", not " + spelled(minutes));
        }
        return run(
                Simulation.ofEngine(HASH_EVERY),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }

    /** At least one run, and further ones until the time is over. */
    int run(Simulation simulation, PrintWriter out, PrintWriter err) {
        long first = seed == null ? System.nanoTime() : seed;
        long startedNs = System.nanoTime();
        long lastsNs = (long) (minutes * TimeUnit.MINUTES.toNanos(1));
        long toldNs = startedNs;
        long runs = 0;
        while (runs == 0 || System.nanoTime() - startedNs < lastsNs) {
            Optional<String> disagreement = simulation.run(first + runs, COMMANDS_PER_SEED);
            if (disagreement.isPresent()) {
                out.println(disagreement.get());
                out.flush();
                return DISAGREED;
            }
            runs++;
            if (System.nanoTime() - toldNs >= PROGRESS_NS) {
                toldNs = System.nanoTime();
                err.println("rushline: " + sum(first, runs, toldNs - startedNs));
                err.flush();
            }
        }
        out.println("The engine and its oracle agreed: " + sum(first, runs, System.nanoTime() - startedNs) + ".");
        out.flush();
        return AGREED;
    }

    private static String sum(long first, long runs, long elapsedNs) {
        long commands = runs * COMMANDS_PER_SEED;
        double seconds = Math.max(1, elapsedNs) / (double) TimeUnit.SECONDS.toNanos(1);
        return String.format(
                Locale.ROOT,
                "seeds %d to %d, %,d commands in %.0f s, %,.0f a second",
                first,
                first + runs - 1,
                commands,
                seconds,
                commands / seconds);
    }

    private static String spelled(double number) {
        return String.format(Locale.ROOT, "%s", number);
    }
}
