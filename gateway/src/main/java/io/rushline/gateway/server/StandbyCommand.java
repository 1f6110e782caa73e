package io.rushline.gateway.server;

import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.listen.PortUnavailableException;
import io.rushline.journal.DataDirectoryLockedException;
import io.rushline.journal.JournalCorruptException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rushline standby}: follows the primary of a data directory and becomes it when that one ends. */
@Command(
        name = "standby",
        description = {
            "Follows the primary of a data directory, and takes over when that process ends.",
            "Takes the options of serve, which count from the take-over on."
        },
        mixinStandardHelpOptions = true)
final class StandbyCommand implements Callable<Integer> {
    private static final int MIN_STALL_SECONDS = 2;

    @Mixin
    private final ServeOptions options = new ServeOptions();

    @Option(
            names = "--status",
            paramLabel = "PORT",
            description = "Port for /healthz and /readyz from the start on; 0 takes any. None if not given.")
    private @Nullable Integer statusPort;

    @Option(
            names = "--kill-stalled",
            paramLabel = "SECONDS",
            description = "Kill a primary on this host whose heartbeat stands still for so long. Never if not given.")
    private @Nullable Integer killStalledSeconds;

    @Option(
            names = "--snapshot-every",
            paramLabel = "COUNT|TIME",
            defaultValue = "10m",
            description =
                    "Write a snapshot after so many commands, such as 5000000, or after a time with any, such as 30s, 10m"
                            + " or 2h; or never (${DEFAULT-VALUE}).")
    private String snapshotEvery = "10m";

    @Override
    public Integer call() throws InterruptedException {
        ServerOptions with = options.server();
        Optional<Integer> status = Optional.ofNullable(statusPort).map(port -> options.port("--status", port));
        KeyLookup keys = options.keys();
        ServingProcess process = new ServingProcess(options.commandLine().getErr());
        AtomicReference<@Nullable Server> serving = new AtomicReference<>();
        CountDownLatch following = new CountDownLatch(1);
        boolean isOver = false;
        try (Standby standby = new Standby(with, killStalled(), interval())) {
            process.onSignal(() -> stop(standby, following, serving));
            if (status.isPresent()) {
                String url = options.url(standby.openStatus(status.get()), false);
                options.commandLine()
                        .getOut()
                        .printf(Locale.ROOT, "Rushline follows as a standby, status at %s%n", url);
            } else {
                options.commandLine().getOut().println("Rushline follows as a standby");
            }
            options.commandLine().getOut().flush();
            standby.rehearse();
            Optional<Server> server = standby.run(keys, process::fail);
            server.ifPresent(serving::set);
            following.countDown();
            server.ifPresent(options::announce);
            int exitCode = process.awaitEnd();
            isOver = true;
            return exitCode;
        } catch (DataDirectoryLockedException | JournalCorruptException | PortUnavailableException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            throw new CouldNotRunException("can't use the data directory " + with.data() + ": " + FileFailure.text(e));
        } finally {
            if (!isOver) {
                process.couldNotRun();
            }
            following.countDown();
        }
    }

    private Optional<Duration> killStalled() {
        if (killStalledSeconds != null && killStalledSeconds < MIN_STALL_SECONDS) {
            throw options.usage("--kill-stalled must be " + MIN_STALL_SECONDS + " seconds or more");
        }
        return Optional.ofNullable(killStalledSeconds).map(Duration::ofSeconds);
    }

    private SnapshotInterval interval() {
        try {
            return SnapshotInterval.parse(snapshotEvery);
        } catch (IllegalArgumentException e) {
            throw options.usage("--snapshot-every: " + e.getMessage());
        }
    }

    /** Ends the following, or the serving when it has come to that. */
    private static boolean stop(Standby standby, CountDownLatch following, AtomicReference<@Nullable Server> serving) {
        standby.stop();
        try {
            following.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Server server = serving.get();
        boolean isOrderly = server == null || server.stop();
        standby.close();
        return isOrderly;
    }
}
