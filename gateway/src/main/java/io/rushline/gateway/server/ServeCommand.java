package io.rushline.gateway.server;

import io.rushline.gateway.auth.ApiKeys;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rushline serve}: runs the primary until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs the primary: decides, journals and answers.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ServeOptions options = new ServeOptions();

    @Override
    public Integer call() throws InterruptedException {
        ServerOptions with = options.server();
        ApiKeys keys = options.keys();
        ServingProcess process = new ServingProcess(options.commandLine().getErr());
        Server server = Server.start(with, keys, process::fail);
        process.onSignal(server::stop);
        options.announce(server);
        return process.awaitEnd();
    }
}
