package io.rushline.gateway.server;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.BrokenKeyFileException;
import io.rushline.gateway.auth.KeyLookup;
import io.rushline.gateway.auth.ReloadedKeys;
import io.rushline.journal.append.Durability;
import io.rushline.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a primary is told, and so a standby too, which will be one. */
final class ServeOptions {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "data",
            description = "Data directory (${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(
            names = "--http",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "HTTP port (${DEFAULT-VALUE}); 0 takes any.")
    private int httpPort;

    @Option(
            names = "--binary",
            paramLabel = "PORT",
            defaultValue = "7070",
            description = "Port of the binary protocol (${DEFAULT-VALUE}); 0 takes any.")
    private int binaryPort;

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--durability",
            paramLabel = "disk|cache",
            defaultValue = "disk",
            description =
                    "disk: an answer means that the command survives a power failure; cache: that it survives the process (${DEFAULT-VALUE}).")
    private Durability durability = Durability.DISK;

    @Option(
            names = "--keep-snapshots",
            paramLabel = "N",
            defaultValue = "" + SnapshotStore.DEFAULT_KEPT,
            description = "How many snapshots stay when the server stops and writes another (${DEFAULT-VALUE}).")
    private int keptSnapshots = SnapshotStore.DEFAULT_KEPT;

    @Option(names = "--keys", paramLabel = "FILE", description = "API keys, lines of name:role:sha256.")
    private @Nullable Path keyFile;

    @Option(
            names = "--demo",
            description =
                    "Fills an empty data directory with a demo catalogue, and takes the keys demo-web and demo-operator.")
    private boolean isDemo;

    @Mixin
    private final LogOptions logs = new LogOptions();

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Mixin
    private final ClientOptions clients = new ClientOptions();

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /** What the server is started with. */
    ServerOptions server() {
        if (keptSnapshots < 1) {
            throw usage("--keep-snapshots must be at least 1");
        }
        logs.format().use();
        try {
            return ServerOptions.on(data, durability)
                    .bind(bind)
                    .ports(port("--http", httpPort), port("--binary", binaryPort))
                    .keptSnapshots(keptSnapshots)
                    .limits(clients.limits(isDemo))
                    .proxies(clients.proxies())
                    .cors(clients.cors())
                    .accessLog(logs.accessLog())
                    .tls(tls.certificate())
                    .demo(isDemo)
                    .build();
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** A port as it was given. */
    int port(String option, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw usage(option + " must be a port from 0 to " + MAX_PORT);
        }
        return port;
    }

    KeyLookup keys() {
        Path file = keyFile;
        if (file == null) {
            if (!isDemo) {
                throw usage("no API keys: give --keys FILE with lines of name:role:sha256, or --demo");
            }
            return ApiKeys.demo();
        }
        try {
            return ReloadedKeys.open(file, read -> isDemo ? read.withDemo() : read);
        } catch (NoSuchFileException e) {
            throw new CouldNotRunException("there is no key file " + file);
        } catch (BrokenKeyFileException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CouldNotRunException("can't read the key file " + file + ": " + e.getMessage());
        }
    }

    /** Says that the server answers, and where. */
    void announce(Server server) {
        PrintWriter out = commandLine().getOut();
        out.printf(Locale.ROOT, "Rushline is ready at %s (data in %s)%n", url(server.httpPort(), tls.isGiven()), data);
        out.printf(Locale.ROOT, "Binary protocol at %s:%d%n", host(), server.binaryPort());
        if (isDemo) {
            out.println("Demo keys: demo-web (role web), demo-operator (role operator)");
        }
        out.flush();
    }

    /** The address of a port of this process. */
    String url(int port, boolean isTls) {
        return (isTls ? "https://" : "http://") + host() + ":" + port;
    }

    private String host() {
        return bind.contains(":") ? "[" + bind + "]" : bind;
    }

    CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(commandLine(), message);
    }

    CommandLine commandLine() {
        return Objects.requireNonNull(command, "set by picocli").commandLine();
    }
}
