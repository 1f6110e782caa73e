package io.rushline.gateway.server;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Looks, for an option that takes NAME=VALUE, whether there is an equals sign: picocli would not say which names are meant. */
public final class PairCheck implements IParameterPreprocessor {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli has it so
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> information) {
        if (!arguments.isEmpty() && arguments.peek().indexOf('=') < 0) {
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "Invalid value for option '" + ((OptionSpec) option).longestName() + "': '" + arguments.peek()
                            + "' is not " + option.paramLabel());
        }
        return false;
    }
}
