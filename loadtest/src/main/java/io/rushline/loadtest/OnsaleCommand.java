package io.rushline.loadtest;

import io.rushline.loadtest.report.Figures;
import io.rushline.loadtest.report.JsonReport;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.TextReport;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Trait;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    private static final int MAX_SEATS = 100_000;
    private static final int DEFAULT_SEATS = 2_000;
    private static final int MAX_SHOWS = 1_000;
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_WARM_UP = 1_000_000;

    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** For picocli. */
    @Spec
    void spec(CommandSpec ofThis) {
        spec = ofThis;
        spec.usageMessage()
                .footerHeading(
                        "%nTraits of customers, for --behaviour and --set, and what is usual; shares are of 100:%n")
                .footer(Trait.explanations());
    }

    @Mixin
    final TargetOptions server = new TargetOptions();

    @Mixin
    final CustomerOptions customer = new CustomerOptions();

    @Option(names = "--shows", paramLabel = "N", description = "Shows on sale.")
    int shows = 1;

    @Option(
            names = "--seats",
            paramLabel = "N",
            showDefaultValue = Visibility.NEVER,
            description = "Seats of each show, in a hall made for it. Default: 2000.")
    @Nullable
    Integer seats;

    @Option(names = "--hall", paramLabel = "ID", description = "Use this hall of the server's, with its own seats.")
    @Nullable
    String hall;

    @Mixin
    final ArrivalOptions arrivals = new ArrivalOptions();

    @Mixin
    final BehaviourOptions behaviour = new BehaviourOptions();

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

    @Mixin
    final ConnectionOptions connection = new ConnectionOptions();

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

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "The server's data directory, when it is on this machine: its journal is read, too.")
    @Nullable
    Path journal;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.html, result.json and histograms there.")
    @Nullable
    Path report;

    @Option(names = "--json", description = "Print one JSON object on the last line.")
    boolean json;

    @Override
    public Integer call() {
        LiveLine live = LiveLine.on(System.err, json);
        Figures figures;
        try {
            figures = measure(live);
        } catch (CouldNotRun e) {
            spec.commandLine().getErr().println("rushline: " + e.getMessage());
            return COULD_NOT_RUN;
        } finally {
            live.end();
        }
        new TextReport(System.out).print(figures);
        if (report != null && !new ReportWriter(spec).write(report, OnsaleReport.of(figures))) {
            return COULD_NOT_RUN;
        }
        if (json) {
            System.out.println(JsonReport.of(figures));
        }
        return figures.clean() ? CLEAN : VIOLATED;
    }

    /** Runs it as the options say. */
    Figures measure(Consumer<Moment> live) throws CouldNotRun {
        Bounds bounds = new Bounds(spec);
        Target target = checked(bounds);
        long usedSeed = seed == null ? System.nanoTime() : seed;
        return new OnsaleRun(this, target, arrivals.plan(bounds, usedSeed), behaviour.behaviour(bounds), usedSeed)
                .run(live);
    }

    /** Of each show, when halls are made for them. */
    int newSeats() {
        return seats == null ? DEFAULT_SEATS : seats;
    }

    private Target checked(Bounds bounds) {
        bounds.within("--shows", shows, 1, MAX_SHOWS);
        if (seats != null) {
            bounds.within("--seats", seats, 1, MAX_SEATS);
        }
        if (hall != null && seats != null) {
            throw bounds.wrong("--hall has its own seats: leave out --seats");
        }
        bounds.within("--hold-seconds", holdSeconds, 1, MAX_SECONDS);
        bounds.within("--grace-seconds", graceSeconds, 0, MAX_SECONDS);
        bounds.within("--warm-up", warmUp, 0, MAX_WARM_UP);
        connection.check(bounds);
        if (drainSeconds != null) {
            bounds.within("--drain-seconds", drainSeconds, 0, MAX_SECONDS);
        }
        return server.checked(bounds);
    }
}
