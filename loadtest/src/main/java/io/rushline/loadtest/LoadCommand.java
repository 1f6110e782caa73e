package io.rushline.loadtest;

import io.rushline.gateway.server.CliCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rushline load}: puts load on a running server, and judges what it answers. */
@Command(
        name = "load",
        description = "Puts load on a running server, and judges what it answers.",
        mixinStandardHelpOptions = true,
        subcommands = {OnsaleCommand.class, ReplayCommand.class, HttpLoadCommand.class})
public final class LoadCommand implements CliCommand, Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** For ServiceLoader. */
    public LoadCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which load? Name one: onsale, replay, http");
    }
}
