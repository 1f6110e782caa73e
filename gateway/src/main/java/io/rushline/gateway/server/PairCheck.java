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
            Stack<String> arguments, CommandSpec command, ArgSpec argument, Map<String, Object> information) {
        // That a value is missing, as there is none or the next option comes, picocli says well.
        boolean isMissing = arguments.isEmpty() || command.optionsMap().containsKey(arguments.peek());
        if (!isMissing && arguments.peek().indexOf('=') < 0) {
            String name = argument instanceof OptionSpec option ? "option '" + option.longestName() + "'" : "parameter";
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "Invalid value for " + name + ": '" + arguments.peek() + "' is not " + argument.paramLabel());
        }
        return false;
    }
}
