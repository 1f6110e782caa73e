package io.rushline.loadtest;

import io.rushline.loadtest.report.Figures;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.report.TextReport;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.workload.Behaviour;
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
            "Exit codes: 0 clean, 1 the server broke a promise, 2 wrong usage, 3 could not run to the end,"
                    + " 130 interrupted."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class OnsaleCommand implements Callable<Integer> {
    private static final int MAX_SHOWS = 1_000;
    private static final int MAX_REHEARSALS = 100;
    private static final int MAX_SECONDS = 86_400;

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

    @Mixin
    final SeatOptions seats = new SeatOptions();

    @Option(names = "--hall", paramLabel = "ID", description = "Use this hall of the server's, with its own seats.")
    @Nullable
    String hall;

    @Mixin
    final ArrivalOptions arrivals = new ArrivalOptions();

    @Mixin
    final BehaviourOptions behaviour = new BehaviourOptions();

    @Option(names = "--hold-seconds", paramLabel = "N", description = "How long holds last, as the server is told.")
    int holdSeconds = 20;

    @Option(
            names = "--grace-seconds",
            paramLabel = "N",
            description = "How much longer the server accepts the payment.")
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
            names = "--rehearsals",
            paramLabel = "N",
            description =
                    "So often, as many customers a second come to another show for up to five seconds first, and do"
                            + " not count: server and tester are warm then.")
    int rehearsals;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "The server's data directory, when it is on this machine: its journal is read, too.")
    @Nullable
    Path journal;

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        return output.show(spec, live -> {
            Figures figures = measure(live);
            return new OutputOptions.Measured(out -> new TextReport(out).print(figures), OnsaleReport.of(figures));
        });
    }

    /** Runs it as the options say. */
    Figures measure(Consumer<Moment> live) throws CouldNotRun {
        Bounds bounds = new Bounds(spec);
        Target target = checked(bounds);
        long usedSeed = customer.usedSeed();
        return new OnsaleRun(this, target, arrivals.plan(bounds, usedSeed), behaviour.behaviour(bounds), usedSeed)
                .run(live);
    }

    /** What the options come to. */
    Setup setup(long usedSeed, int customerCount, int usedDrainSeconds, Behaviour usedBehaviour) {
        Setup setup = new Setup("load onsale");
        server.describe(setup);
        connection.describe(setup);
        customer.describe(setup, usedSeed);
        arrivals.describe(setup, customerCount);
        setup.with("shows", shows);
        if (hall == null) {
            setup.with("seats", seats.count());
        } else {
            setup.with("hall", hall);
        }
        setup.with("hold-seconds", holdSeconds)
                .with("grace-seconds", graceSeconds)
                .with("drain-seconds", usedDrainSeconds)
                .with("rehearsals", rehearsals);
        if (journal != null) {
            setup.with("journal", journal.toString());
        }
        usedBehaviour.unusual().forEach((trait, value) -> setup.with("set", trait + "=" + value));
        return setup;
    }

    private Target checked(Bounds bounds) {
        bounds.within("--shows", shows, 1, MAX_SHOWS);
        seats.check(bounds, "--hall", hall != null);
        bounds.within("--hold-seconds", holdSeconds, 1, MAX_SECONDS);
        bounds.within("--grace-seconds", graceSeconds, 0, MAX_SECONDS);
        bounds.within("--rehearsals", rehearsals, 0, MAX_REHEARSALS);
        customer.check(bounds);
        connection.check(bounds);
        if (drainSeconds != null) {
            bounds.within("--drain-seconds", drainSeconds, 0, MAX_SECONDS);
        }
        return server.checked(bounds);
    }
}
