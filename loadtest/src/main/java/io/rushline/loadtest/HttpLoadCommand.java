package io.rushline.loadtest;

import io.rushline.loadtest.mix.Mix;
import io.rushline.loadtest.mix.MixedLoad;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.schedule.Arrivals;
import io.rushline.loadtest.schedule.Curve;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Organiser;
import io.rushline.loadtest.workload.Show;
import io.rushline.loadtest.workload.WarmUp;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rushline load http}: a fixed mix of requests at a fixed rate. */
@Command(
        name = "http",
        description = {
            "Sends a fixed mix of HTTP requests at a fixed rate, each once, for comparing with other load clients.",
            "Kinds: cities, movies, show, seats, unchanged (seats that the client knows already), hold (and release).",
            "Exit codes: 0 done, 2 wrong usage, 3 could not run to the end, 130 interrupted."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class HttpLoadCommand implements Callable<Integer> {
    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_REQUESTS = 100_000_000;
    private static final int MAX_SECONDS = 86_400;
    private static final int MAX_CONNECTIONS = 60_000;
    private static final int HOLD_SECONDS = 300;
    private static final int MARGIN_SECONDS = 30;
    private static final double NS_PER_SECOND = 1e9;
    private static final double NS_PER_MS = 1e6;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Mixin
    final TargetOptions server = new TargetOptions();

    @Mixin
    final CustomerOptions customer = new CustomerOptions();

    @Option(names = "--mix", paramLabel = "KIND=WEIGHT,...", description = "What is sent, and how often.")
    String mix = "seats=80,show=20";

    @Option(names = "--rate", paramLabel = "N", description = "Requests a second.")
    int rate = 1_000;

    @Option(names = "--seconds", paramLabel = "N", description = "For so long.")
    int seconds = 10;

    @Option(
            names = "--spacing",
            paramLabel = "poisson|even",
            converter = ArrivalOptions.Spacing.Reader.class,
            defaultValue = "even",
            description = "How requests lie within a second.")
    ArrivalOptions.Spacing spacing = ArrivalOptions.Spacing.EVEN;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "At most; a request that finds none waits for one.")
    int connections = 64;

    @Option(names = "--show", paramLabel = "ID", description = "All is about this show. Default: one is made for it.")
    @Nullable
    String show;

    @Mixin
    final SeatOptions seats = new SeatOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        return output.show(spec, live -> {
            MixFigures figures = measure(live);
            return new OutputOptions.Measured(figures::print, figures.report());
        });
    }

    /** Runs it as the options say. */
    MixFigures measure(Consumer<Moment> live) throws CouldNotRun {
        Bounds bounds = new Bounds(spec);
        Target target = server.checked(bounds);
        bounds.within("--rate", rate, 1, MAX_RATE);
        bounds.within("--seconds", seconds, 1, MAX_SECONDS);
        bounds.within("--rate times --seconds", (long) rate * seconds, 1, MAX_REQUESTS);
        bounds.within("--connections", connections, 1, MAX_CONNECTIONS);
        seats.check(bounds, "--show", show != null);
        customer.check(bounds);
        Mix parsed;
        try {
            parsed = Mix.parse(mix);
        } catch (IllegalArgumentException e) {
            throw bounds.wrong("--mix: " + e.getMessage());
        }
        return run(target, parsed, customer.usedSeed(), live);
    }

    private MixFigures run(Target target, Mix parsed, long usedSeed, Consumer<Moment> live) throws CouldNotRun {
        String runId = "mix-" + Long.toUnsignedString(new SecureRandom().nextLong(), Character.MAX_RADIX);
        Curve curve = Curve.of(Curve.Shape.FLAT, TimeUnit.SECONDS.toNanos(seconds));
        Arrivals arrivals = switch (spacing) {
            case POISSON -> Arrivals.poisson(rate * seconds, curve, usedSeed);
            case EVEN -> Arrivals.even(rate * seconds, curve);
        };
        try (WireClient client = new WireClient(target, connections, 1)) {
            Show about = show == null
                    ? new Organiser(client, server.url, server.operatorKey, runId, server.timeoutMs())
                            .inNewHall(seats.count(), 1, HOLD_SECONDS, 0)
                            .get(0)
                    : new Show(show, 0);
            new WarmUp(client, customer.key, about, customer.warmUp).run();
            MixedLoad load = new MixedLoad(
                    client, customer.key, about.showId(), runId, parsed, arrivals, usedSeed, server.timeoutMs());
            Meter meter = finished(load, client, live);
            return new MixFigures(
                    setup(parsed, usedSeed),
                    load.sentCount(),
                    load.elapsedNs() / NS_PER_SECOND,
                    load.lagMaxNs() / NS_PER_MS,
                    load.isCutShort(),
                    meter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CouldNotRun("interrupted before the end, so there are no figures");
        }
    }

    private Setup setup(Mix parsed, long usedSeed) {
        Setup setup = new Setup("load http");
        server.describe(setup);
        customer.describe(setup, usedSeed);
        setup.with("mix", parsed.toString())
                .with("rate", rate)
                .with("seconds", seconds)
                .with("spacing", spacing)
                .with("connections", connections);
        return show == null ? setup.with("seats", seats.count()) : setup.with("show", show);
    }

    private Meter finished(MixedLoad load, WireClient client, Consumer<Moment> live)
            throws CouldNotRun, InterruptedException {
        ScheduledFuture<?> ticker =
                client.loop().scheduleAtFixedRate(() -> load.tick().ifPresent(live), 1, 1, TimeUnit.SECONDS);
        // Each request ends by its time-out once it is sent, and the queue in front of the connections is no longer.
        long limitSeconds = (long) MARGIN_SECONDS + 10L * (seconds + server.timeoutSeconds);
        try {
            CompletableFuture<Meter> running = load.run();
            output.interruption.whenRequested(() -> client.loop().execute(load::cutShort));
            Meter meter = running.get(limitSeconds, TimeUnit.SECONDS);
            ticker.cancel(false);
            // The second that was not over yet.
            client.loop().submit(() -> live.accept(load.end())).get(limitSeconds, TimeUnit.SECONDS);
            return meter;
        } catch (TimeoutException e) {
            throw new CouldNotRun("the server did not keep up: after " + limitSeconds
                    + " s requests still wait for a connection; try a lower --rate");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load tester failed", e.getCause());
        } finally {
            ticker.cancel(false);
        }
    }
}
