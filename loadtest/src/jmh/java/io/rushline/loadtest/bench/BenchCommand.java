package io.rushline.loadtest.bench;

import io.rushline.gateway.server.CliCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rushline bench}: measures parts of Rushline on this machine. */
@Command(
        name = "bench",
        description = "Measures parts of Rushline on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EngineBench.class,
            FailoverBench.class,
            JournalBench.class,
            PeersBench.class,
            PipelineBench.class,
            RecoveryBench.class,
            ScaleBench.class,
            WireBench.class
        })
public final class BenchCommand implements CliCommand, Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** For ServiceLoader. */
    public BenchCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which benchmark? Name one: engine, failover, journal, peers, pipeline, recovery, scale, wire");
    }
}
