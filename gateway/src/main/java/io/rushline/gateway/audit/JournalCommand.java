package io.rushline.gateway.audit;

import io.rushline.gateway.server.CliCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code rushline journal}: the parent of the commands that look into a journal. */
@Command(
        name = "journal",
        description = "Looks into the journal of a data directory, also beside a running primary.",
        mixinStandardHelpOptions = true,
        subcommands = {
            VerifyCommand.class,
            DumpCommand.class,
            ReplayCommand.class,
            ExplainCommand.class,
            FairnessCommand.class,
            ExportCommand.class,
            RepairCommand.class
        })
public final class JournalCommand implements CliCommand, Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** For ServiceLoader. */
    public JournalCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "what about the journal? Name one of: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
