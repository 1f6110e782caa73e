package io.rushline.gateway.server;

import io.rushline.gateway.log.ProcessLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The {@code rushline} command. Its subcommands are {@link ServeCommand}, {@link StandbyCommand} and whatever other
 * modules contribute as a {@link CliCommand}.
 *
 * <p>Exit codes: 0 done, 1 a check found something, 2 wrong usage, 3 could not run.
 */
@Command(
        name = "rushline",
        description = "Fair seat reservations at on-sale speed.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Rushline implements Runnable {
    /** The exit code of a command that could not run. */
    public static final int COULD_NOT_RUN = 3;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        StandardOutput out = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        CommandLine commandLine = commandLine().setOut(out.writer());
        int exitCode = out.exitCode(commandLine.execute(arguments), commandLine.getErr());
        ProcessLog.end();
        System.exit(exitCode);
    }

    /** This program's name and version; {@code (not packaged)} stands for it where classes are not in a jar. */
    public static String version() {
        String version = Rushline.class.getPackage().getImplementationVersion();
        return "rushline " + (version == null ? "(not packaged)" : version);
    }

    /** The whole command line, with what other modules contribute. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Rushline());
        commandLine.addSubcommand(new ServeCommand());
        commandLine.addSubcommand(new StandbyCommand());
        commandLine.addSubcommand(new SnapshotCommand());
        for (CliCommand command : ServiceLoader.load(CliCommand.class)) {
            commandLine.addSubcommand(command);
        }
        setVersion(commandLine);
        ArgumentValues.readIn(commandLine);
        // 1 is for a check that found something.
        commandLine.setExitCodeExceptionMapper(failure ->
                failure instanceof CommandLine.ParameterException ? CommandLine.ExitCode.USAGE : COULD_NOT_RUN);
        commandLine.setParameterExceptionHandler((wrong, arguments) -> sayWhatIsWrong(wrong));
        commandLine.setExecutionExceptionHandler((failure, failed, parsed) -> {
            if (failure instanceof CouldNotRunException) {
                failed.getErr().println("rushline: " + failure.getMessage());
                return COULD_NOT_RUN;
            }
            if (failure instanceof OutputEndedException) {
                return CommandLine.ExitCode.OK;
            }
            throw failure;
        });
        return commandLine;
    }

    /** Picocli asks the command itself, and not those above it. */
    private static void setVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(() -> new String[] {version()});
        command.getSubcommands().values().forEach(Rushline::setVersion);
    }

    /** Not the whole help: what is wrong would have left the screen when the last option is explained. */
    private static int sayWhatIsWrong(CommandLine.ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        CommandLine.Help help = command.getHelp();
        PrintWriter err = command.getErr();
        err.println("rushline: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.print("Usage: " + help.synopsis("Usage: ".length()));
        if (!command.getSubcommands().isEmpty()) {
            err.print(help.commandListHeading() + help.commandList());
        }
        err.println("All of it: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public void run() {
        CommandLine commandLine = Objects.requireNonNull(spec, "set by picocli").commandLine();
        throw new CommandLine.ParameterException(commandLine, "a command is missing");
    }
}
