package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rushline.gateway.server.Rushline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Every command there is, with a value that none of its options takes. */
class CommandLineTest {
    private static final String REFUSED =
            "Invalid value for option '%s'.*(: 'foo' is (no whole number, or has too many digits|"
                    + "no number|neither true nor false|not [A-Z]+=[A-Z]+)|: expected .+ or .+, not 'foo')";

    /** Options that do not take whatever text they are given, each behind its command. */
    static Stream<List<String>> options() {
        List<List<String>> options = new ArrayList<>();
        addOptions(Rushline.commandLine(), List.of(), options);
        assertThat(options)
                .hasSizeGreaterThan(60)
                .contains(List.of("serve", "--http"), List.of("load", "replay", "--show"));
        return options.stream();
    }

    @ParameterizedTest
    @MethodSource("options")
    void shouldSayInItsOwnWordsThatAValueIsWrong(List<String> option) {
        List<String> arguments = new ArrayList<>(option.subList(0, option.size() - 1));
        String name = option.get(option.size() - 1);
        arguments.add(name + "=foo");

        ParameterException refusal = catchThrowableOfType(
                ParameterException.class, () -> Rushline.commandLine().parseArgs(arguments.toArray(new String[0])));

        assertThat(refusal).hasMessageMatching(REFUSED.formatted(name));
    }

    private static void addOptions(CommandLine command, List<String> path, List<List<String>> options) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            boolean isText = Arrays.stream(option.auxiliaryTypes()).anyMatch(CommandLineTest::takesAnyText);
            if (!isText || option.typeInfo().isMap()) {
                options.add(append(path, option.longestName()));
            }
        }
        command.getSubcommands().forEach((name, below) -> addOptions(below, append(path, name), options));
    }

    private static boolean takesAnyText(Class<?> type) {
        return type == String.class || type == Path.class;
    }

    private static List<String> append(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }
}
