package io.rushline.loadtest.bench;

import io.rushline.loadtest.workload.CouldNotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rushline bench peers}: the same on-sale in PostgreSQL, in Redis and in Rushline, every hold on the disk. */
@Command(
        name = "peers",
        description = "The same on-sale in PostgreSQL, in Redis and in Rushline, every acknowledged hold on the disk.",
        mixinStandardHelpOptions = true)
final class PeersBench implements Callable<Integer> {
    private static final int COULD_NOT_RUN = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description =
                    "Where all of them keep their data, on the disk to be measured; PostgreSQL's user must be able"
                            + " to enter it. Default: the directory for temporary files.")
    private @Nullable Path directory;

    @Override
    public Integer call() throws InterruptedException {
        Optional<Path> postgres = Programs.postgres();
        Optional<Path> redis = Programs.find("redis-server");
        if (postgres.isEmpty() || redis.isEmpty()) {
            return couldNotRun((postgres.isEmpty() ? "PostgreSQL" : "Redis")
                    + " is not installed; on Debian: apt-get install postgresql redis-server");
        }
        String machine = Machine.description();
        Map<String, Figure> figures = new LinkedHashMap<>();
        try (ScratchDirectory scratch = ScratchDirectory.in(directory)) {
            // For PostgreSQL, which may run as another user.
            Files.setPosixFilePermissions(scratch.path(), PosixFilePermissions.fromString("rwxr-xr-x"));
            measure(scratch.path(), postgres.get(), redis.get(), figures);
        } catch (IOException | SQLException | CouldNotRun | IllegalStateException e) {
            return couldNotRun(String.valueOf(e.getMessage()));
        }
        options.print(machine, figures);
        return 0;
    }

    private void measure(Path place, Path postgres, Path redis, Map<String, Figure> figures)
            throws IOException, SQLException, CouldNotRun, InterruptedException {
        try (PostgresServer postgresServer = PostgresServer.start(postgres, place);
                RedisServer redisServer = RedisServer.start(redis, place);
                WireServer rushline = WireServer.start(Files.createDirectory(place.resolve("rushline")), List.of());
                PostgresSeller serializable = new PostgresSeller(postgresServer, PostgresLocking.SERIALIZABLE);
                PostgresSeller skipLocked = new PostgresSeller(postgresServer, PostgresLocking.SKIP_LOCKED);
                RedisSeller redisSeller = new RedisSeller(redisServer);
                HttpSeller http = new HttpSeller(rushline.url());
                BinarySeller binary = new BinarySeller(rushline.url(), rushline.binaryPort())) {
            PeersRounds rounds =
                    new PeersRounds(List.of(serializable, skipLocked, redisSeller, http, binary), options.quick);
            rounds.run();
            figures.put("peers.http.ratio-to-postgres-serializable", rounds.ratio(http, serializable));
            figures.put("peers.binary.ratio-to-postgres-serializable", rounds.ratio(binary, serializable));
            figures.put("peers.binary.ratio-to-redis-pipelined", rounds.ratio(binary, redisSeller));
        }
    }

    private int couldNotRun(String why) {
        spec.commandLine().getErr().println("rushline: the benchmark could not run: " + why);
        return COULD_NOT_RUN;
    }
}
