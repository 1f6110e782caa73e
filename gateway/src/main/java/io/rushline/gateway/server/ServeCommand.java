package io.rushline.gateway.server;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.BrokenKeyFileException;
import io.rushline.journal.append.Durability;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rushline serve}: runs the primary until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the primary: decides, journals and answers.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
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

    @Option(names = "--keys", paramLabel = "FILE", description = "API keys, lines of name:role:sha256.")
    private @Nullable Path keyFile;

    @Option(
            names = "--demo",
            description =
                    "Fills an empty data directory with a demo catalogue, and takes the keys demo-web and demo-operator.")
    private boolean isDemo;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (httpPort < 0 || httpPort > MAX_PORT) {
            throw usage("--http must be a port from 0 to " + MAX_PORT);
        }
        if (binaryPort < 0 || binaryPort > MAX_PORT) {
            throw usage("--binary must be a port from 0 to " + MAX_PORT);
        }
        ApiKeys keys = keys();
        PrintWriter err = commandLine().getErr();
        CountDownLatch stopped = new CountDownLatch(1);
        Server server =
                Server.start(new ServerOptions(data, bind, httpPort, binaryPort, durability, isDemo), keys, failure -> {
                    LOG.error("the pipeline failed", failure);
                    err.println("rushline: stopped, since the pipeline failed: " + failure);
                    // Nothing more may be promised: no draining, no answers.
                    Runtime.getRuntime().halt(Rushline.COULD_NOT_RUN);
                });
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            boolean isOrderly = server.stop();
                            stopped.countDown();
                            // A signal would end the process with 128 and its number; an orderly stop is a success.
                            Runtime.getRuntime().halt(isOrderly ? CommandLine.ExitCode.OK : Rushline.COULD_NOT_RUN);
                        },
                        "shutdown"));
        print(server);
        stopped.await();
        return CommandLine.ExitCode.OK;
    }

    private ApiKeys keys() {
        if (keyFile == null && !isDemo) {
            throw usage("no API keys: give --keys FILE with lines of name:role:sha256, or --demo");
        }
        ApiKeys keys = ApiKeys.none();
        try {
            if (keyFile != null) {
                keys = ApiKeys.load(keyFile);
            }
        } catch (NoSuchFileException e) {
            throw new CouldNotRunException("there is no key file " + keyFile);
        } catch (BrokenKeyFileException e) {
            throw new CouldNotRunException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CouldNotRunException("can't read the key file " + keyFile + ": " + e.getMessage());
        }
        return isDemo ? keys.withDemo() : keys;
    }

    private void print(Server server) {
        PrintWriter out = commandLine().getOut();
        String host = bind.contains(":") ? "[" + bind + "]" : bind;
        out.printf(Locale.ROOT, "Rushline is ready at http://%s:%d (data in %s)%n", host, server.httpPort(), data);
        out.printf(Locale.ROOT, "Binary protocol at %s:%d%n", host, server.binaryPort());
        if (isDemo) {
            out.println("Demo keys: demo-web (role web), demo-operator (role operator)");
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(commandLine(), message);
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec, "set by picocli").commandLine();
    }
}
