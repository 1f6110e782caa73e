package io.rushline.gateway.server;

import io.rushline.gateway.auth.ApiKeys;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Take-overs of a directory nobody else knows, played before there is one in earnest: afterwards the JVM has loaded and
 * partly compiled what a take-over needs, which takes ten times as long as the take-over itself.
 *
 * <p>It plays in a temporary directory, on a free port of the loopback address, and removes what it made.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final int TAKE_OVERS = 3;
    private static final int TIMEOUT_MS = 5_000;

    private Rehearsal() {}

    /**
     * Plays; a failure is only logged, for it may still go well in earnest.
     *
     * @param isWanted whether to go on
     */
    static void play(ServerOptions options, BooleanSupplier isWanted) {
        long startedNanos = System.nanoTime();
        LOG.info("rehearsing take-overs");
        @Nullable Path directory = null;
        try {
            directory = Files.createTempDirectory("rushline-rehearsal");
            takeOver(
                    ServerOptions.on(directory.resolve("data"), options.durability())
                            .build(),
                    isWanted);
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
            LOG.info("rehearsed in {} ms", tookMs);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the rehearsal failed: a take-over will take longer", e);
        } finally {
            remove(directory);
        }
    }

    private static void takeOver(ServerOptions options, BooleanSupplier isWanted) throws IOException {
        ApiKeys keys = ApiKeys.none();
        try (Server first = Server.start(options, keys, Rehearsal::onFatal)) {
            ask(first);
        }
        for (int i = 0; i < TAKE_OVERS && isWanted.getAsBoolean(); i++) {
            try (Standby standby = new Standby(options, Optional.<Duration>empty(), SnapshotInterval.NEVER)) {
                Optional<Server> server = standby.run(keys, Rehearsal::onFatal);
                if (server.isPresent()) {
                    ask(server.get());
                    server.get().close();
                }
            }
        }
    }

    private static void onFatal(Throwable failure) {
        LOG.warn("the rehearsal's pipeline failed", failure);
    }

    private static void ask(Server server) throws IOException {
        URL url =
                URI.create("http://127.0.0.1:" + server.httpPort() + "/readyz").toURL();
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setReadTimeout(TIMEOUT_MS);
        connection.getResponseCode();
        connection.disconnect();
    }

    private static void remove(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            LOG.warn("could not remove {}", directory, e);
        }
    }
}
