package io.rushline.loadtest;

import io.rushline.loadtest.report.Figures;
import io.rushline.loadtest.report.JsonReport;
import io.rushline.loadtest.report.TextReport;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code rushline load onsale}: customers who all want the same shows, in the same seconds. */
@Command(
        name = "onsale",
        description = {
            "Puts shows on sale and sends customers who hold, book, release, wait in line.",
            "Exit codes: 0 clean, 1 the server broke a promise, 2 wrong usage, 3 could not run."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class OnsaleCommand implements Callable<Integer> {
    static final int CLEAN = 0;
    static final int VIOLATED = 1;
    static final int COULD_NOT_RUN = 3;

    private static final int MAX_CUSTOMERS = 10_000_000;
    private static final int MAX_SEATS = 100_000;
    private static final int MAX_SHOWS = 1_000;
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_CONNECTIONS = 60_000;
    private static final int MAX_WARM_UP = 1_000_000;

    /** How arrivals are spread. */
    enum Spacing {
        POISSON,
        EVEN;

        /** Takes the name as people type it, in small letters. */
        static final class Reader implements ITypeConverter<Spacing> {
            @Override
            public Spacing convert(String text) {
                return switch (text) {
                    case "poisson" -> POISSON;
                    case "even" -> EVEN;
                    default -> throw new TypeConversionException("expected poisson or even, not '" + text + "'");
                };
            }
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", description = "The server.")
    String url = "http://127.0.0.1:8080";

    @Option(names = "--key", paramLabel = "KEY", description = "API key with the role web.")
    String key = "demo-web";

    @Option(names = "--operator-key", paramLabel = "KEY", description = "API key with the role operator.")
    String operatorKey = "demo-operator";

    @Option(names = "--shows", paramLabel = "N", description = "Shows on sale.")
    int shows = 1;

    @Option(names = "--seats", paramLabel = "N", description = "Seats of each show, in a hall made for it.")
    int seats = 2_000;

    @Option(names = "--hall", paramLabel = "ID", description = "Use this hall of the server's, with its own seats.")
    @Nullable
    String hall;

    @Option(names = "--customers", paramLabel = "N", description = "Customers who arrive.")
    int customers = 20_000;

    @Option(names = "--seconds", paramLabel = "N", description = "Time in which they arrive.")
    int seconds = 20;

    @Option(
            names = "--arrivals",
            paramLabel = "poisson|even",
            converter = Spacing.Reader.class,
            defaultValue = "poisson",
            description = "How arrivals are spread.")
    Spacing spacing = Spacing.POISSON;

    @Option(names = "--hold-seconds", paramLabel = "N", description = "How long holds last.")
    int holdSeconds = 20;

    @Option(names = "--grace-seconds", paramLabel = "N", description = "What the server adds to that.")
    int graceSeconds = 1;

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "How long customers may go on after the last arrival. Default: twice the hold and 10.")
    @Nullable
    Integer drainSeconds;

    @Option(names = "--timeout-seconds", paramLabel = "N", description = "When a request is repeated.")
    int timeoutSeconds = 10;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "At most; up to 256 of them, or a quarter, for commands.")
    int connections = 2_048;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = "Reads before the first customer, so that a cold tester is not measured.")
    int warmUp = 2_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "The same seed gives the same customers. Default: another one each time.")
    @Nullable
    Long seed;

    @Option(names = "--allow-remote", description = "The server need not be on this machine.")
    boolean allowRemote;

    @Option(names = "--report", description = "Print the whole distribution of response times, too.")
    boolean report;

    @Option(names = "--json", description = "Print one JSON object on the last line.")
    boolean json;

    @Override
    public Integer call() {
        Figures figures;
        try {
            figures = measure(Terminal.present() ? System.err : null);
        } catch (CouldNotRun e) {
            spec.commandLine().getErr().println("rushline: " + e.getMessage());
            return COULD_NOT_RUN;
        }
        new TextReport(System.out).print(figures);
        if (report) {
            figures.latencies().printDistributions(System.out);
        }
        if (json) {
            System.out.println(JsonReport.of(figures));
        }
        return figures.verdict().clean() ? CLEAN : VIOLATED;
    }

    /** Runs it as the options say. */
    Figures measure(@Nullable PrintStream progress) throws CouldNotRun {
        return new OnsaleRun(this, checked(), seed == null ? System.nanoTime() : seed).run(progress);
    }

    private Target checked() {
        within("--shows", shows, 1, MAX_SHOWS);
        within("--seats", seats, 1, MAX_SEATS);
        within("--customers", customers, 1, MAX_CUSTOMERS);
        within("--seconds", seconds, 1, MAX_SECONDS);
        within("--hold-seconds", holdSeconds, 1, MAX_SECONDS);
        within("--grace-seconds", graceSeconds, 0, MAX_SECONDS);
        within("--timeout-seconds", timeoutSeconds, 1, MAX_SECONDS);
        within("--warm-up", warmUp, 0, MAX_WARM_UP);
        within("--connections", connections, WireClient.MIN_CONNECTIONS, MAX_CONNECTIONS);
        if (drainSeconds != null) {
            within("--drain-seconds", drainSeconds, 0, MAX_SECONDS);
        }
        try {
            return Target.of(url, allowRemote);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--url: " + e.getMessage(), e);
        }
    }

    private void within(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between " + min + " and " + max + ", not " + value);
        }
    }
}
