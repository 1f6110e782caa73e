package io.rushline.loadtest.bench;

import io.rushline.engine.EngineLimits;
import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.server.Server;
import io.rushline.gateway.server.ServerOptions;
import io.rushline.journal.append.Durability;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Organiser;
import io.rushline.loadtest.workload.Show;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rushline bench wire}: the binary protocol and HTTP between processes of this machine, every answer on disk. */
@Command(
        name = "wire",
        description =
                "The binary protocol, and HTTP beside bare Netty, between processes of this machine, every answer on"
                        + " disk.",
        mixinStandardHelpOptions = true)
final class WireBench implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 3;
    private static final int SEATS = 1_000;
    private static final int HOLD_SECONDS = 300;
    private static final long TIMEOUT_MS = 30_000;
    private static final int MAX_CONNECTIONS = 10_000;
    private static final int MAX_IN_FLIGHT = 10_000;

    // The engine refuses more requests than it remembers within 15 minutes, 7 million with 4 GiB of heap (decision 4):
    // a server takes no more than that in a run. The compiler is at work for most of the warm-up.
    private static final long WARM_UP_COMMANDS = 4_000_000;
    private static final long ROUND_COMMANDS = 400_000;
    private static final long FILLING_COMMANDS = 1_200_000;
    private static final double PACED_COMMANDS = 600_000;

    /**
     * What a server keeps, but less, so that tables are full within the warm-up: 500,000 requests whatever their age, and
     * 100,000 holds that have ended.
     */
    private static final EngineLimits SOON_FULL =
            new EngineLimits(100_000, 1_000_000, 4_000_000, 100_000, 1_000_000, 500_000, 4_000_000, 500, 0, 1 << 22);

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Connections of the binary protocol (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--http-connections",
            paramLabel = "N",
            defaultValue = "256",
            description = "Connections of HTTP, each with one request in flight (${DEFAULT-VALUE}).")
    private int httpConnections;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "32",
            description = "Commands in flight on each connection (${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where the data directories are made: on a disk, for it is measured too (the current directory).")
    private Path parent = Path.of(".");

    @Option(
            names = "--server-jvm",
            paramLabel = "OPTION",
            description = "An option for the server's JVM; may be repeated.")
    private List<String> serverJvm = new ArrayList<>();

    @Option(names = "--only", paramLabel = "PART", description = "Measure only binary or http.")
    private @Nullable Part only;

    enum Part {
        BINARY,
        HTTP
    }

    @Override
    public Integer call() throws InterruptedException {
        BenchOptions.requireWithin(spec, "--connections", connections, 1, MAX_CONNECTIONS);
        BenchOptions.requireWithin(spec, "--http-connections", httpConnections, 1, MAX_CONNECTIONS);
        BenchOptions.requireWithin(spec, "--in-flight", inFlight, 1, MAX_IN_FLIGHT);
        Optional<Path> wrk = Programs.find("wrk");
        if (wrk.isEmpty() && only != Part.BINARY) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "rushline: the benchmark could not run: wrk is not installed; on Debian: apt-get install wrk"
                                    + " (or measure --only binary)");
            return COULD_NOT_RUN;
        }
        String machine = Machine.description();
        Map<String, Figure> figures = new LinkedHashMap<>();
        try {
            if (only != Part.BINARY) {
                http(wrk.orElseThrow(), figures);
            }
            if (only != Part.HTTP) {
                betweenProcesses(figures);
                inOneProcess(figures);
            }
        } catch (IOException | CouldNotRun | IllegalStateException e) {
            spec.commandLine().getErr().println("rushline: the benchmark could not run: " + e.getMessage());
            return COULD_NOT_RUN;
        }
        options.print(machine, figures);
        return 0;
    }

    private void http(Path wrk, Map<String, Figure> figures) throws IOException, CouldNotRun, InterruptedException {
        try (ScratchDirectory scratch = ScratchDirectory.in(parent);
                WireServer server = WireServer.start(scratch.path(), serverJvm)) {
            new WireHttp(new Wrk(wrk, httpConnections), scratch.path(), server, options.quick).measure(figures);
        }
    }

    private void betweenProcesses(Map<String, Figure> figures) throws IOException, CouldNotRun, InterruptedException {
        try (ScratchDirectory scratch = ScratchDirectory.in(parent);
                WireServer server = WireServer.start(scratch.path(), serverJvm);
                WireLoad load = load(server.url())) {
            load.connect(server.binaryPort(), WireServer.WEB_KEY, connections);
            load.fullSpeed(options.quick ? 12 : 20, WARM_UP_COMMANDS);
            List<Double> rates = new ArrayList<>();
            for (int i = 0; i < (options.quick ? 3 : 5); i++) {
                rates.add(load.fullSpeed(options.quick ? 3 : 5, ROUND_COMMANDS));
            }
            Figure rate = new Figure(median(rates), "commands/s", Collections.min(rates), Collections.max(rates));
            figures.put("wire.binary.durable.commands-per-second", rate);
            double seconds = Math.min(options.quick ? 5 : 15, PACED_COMMANDS / (rate.value() / 2));
            Histogram latencies = load.paced(rate.value() / 2, seconds);
            System.out.println(table(rate.value() / 2, latencies));
            requireNoRefusals(load);
        }
    }

    private static ServerOptions soonFull(Path directory) {
        return ServerOptions.on(directory.resolve("data"), Durability.DISK)
                .engine(SOON_FULL)
                .build();
    }

    /** The server's threads run in this process, so that what they allocate can be counted. */
    private void inOneProcess(Map<String, Figure> figures) throws IOException, CouldNotRun, InterruptedException {
        ApiKeys keys = ApiKeys.none()
                .with("web", Role.WEB, WireServer.WEB_KEY)
                .with("operator", Role.OPERATOR, WireServer.OPERATOR_KEY);
        try (ScratchDirectory scratch = ScratchDirectory.in(parent);
                Server server = Server.start(soonFull(scratch.path()), keys, WireBench::halt);
                WireLoad load = load("http://127.0.0.1:" + server.httpPort())) {
            load.connect(server.binaryPort(), WireServer.WEB_KEY, connections);
            WireAllocations began = WireAllocations.now();
            load.fullSpeed(options.quick ? 10 : 20, FILLING_COMMANDS);
            long filling = load.replied();
            if (filling < 2L * SOON_FULL.keptRequests()) {
                throw new IllegalStateException(
                        "only " + filling + " commands in the warm-up: the tables are not full");
            }
            WireAllocations before = WireAllocations.now();
            System.out.println(before.table("while the tables fill, and code is compiled", began, filling));
            load.fullSpeed(options.quick ? 4 : 10, FILLING_COMMANDS);
            WireAllocations after = WireAllocations.now();
            long commands = load.replied() - filling;
            System.out.println(after.table("in steady state", before, commands));
            figures.put("wire.binary.bytes-allocated", Figure.single((double) after.since(before) / commands, "bytes"));
            requireNoRefusals(load);
        }
    }

    private WireLoad load(String url) throws CouldNotRun {
        int lanes = connections * inFlight;
        int shows = (lanes * WireLane.SEATS + SEATS - 1) / SEATS;
        List<Long> showIds;
        try (WireClient client = new WireClient(Target.of(url, false), WireClient.MIN_CONNECTIONS)) {
            Organiser organiser = new Organiser(client, url, WireServer.OPERATOR_KEY, "wire", TIMEOUT_MS);
            showIds = organiser.inNewHall(SEATS, shows, HOLD_SECONDS, 5).stream()
                    .map(Show::showId)
                    .map(Long::parseLong)
                    .toList();
        }
        return new WireLoad(connections, inFlight, showIds, SEATS);
    }

    private static void requireNoRefusals(WireLoad load) {
        if (load.refused() > 0) {
            throw new IllegalStateException(load.refused() + " commands were refused, and none should be");
        }
    }

    private static String table(double rate, Histogram latencies) {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "latency at %,.0f commands/s, from the intended time, in ms%n", rate));
        for (double percentile : PERCENTILES) {
            table.append(String.format(
                    Locale.ROOT, "%8.1f %% %10.3f%n", percentile, latencies.getValueAtPercentile(percentile) / 1e6));
        }
        return table.toString();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void halt(Throwable failure) {
        System.err.println("rushline: the pipeline failed: " + failure);
        Runtime.getRuntime().halt(COULD_NOT_RUN);
    }
}
