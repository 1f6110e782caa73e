package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rushline.gateway.server.Rushline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
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

    private static final String EMPTY = "Invalid value for option '%s'.*: ('' is (empty|no path)|.+ has 1 to 64 .+)";

    /** Options that do not take whatever text they are given, each behind its command. */
    static Stream<List<String>> options() {
        List<List<String>> options = options(CommandLineTest::isChoosy);
        assertThat(options)
                .hasSizeGreaterThan(60)
                .contains(List.of("serve", "--http"), List.of("load", "replay", "--show"));
        return options.stream();
    }

    /** Options that take any text but none, names and paths, each behind its command. */
    static Stream<List<String>> texts() {
        List<List<String>> options = options(option -> !isChoosy(option));
        assertThat(options)
                .hasSizeGreaterThan(60)
                .contains(
                        List.of("serve", "--tls-cert"),
                        List.of("serve", "--bind"),
                        List.of("load", "onsale", "--hall"),
                        List.of("bench", "wire", "--directory"));
        return options.stream();
    }

    /** Every command, as it is typed behind rushline. */
    static Stream<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        addCommands(Rushline.commandLine(), List.of(), commands);
        assertThat(commands).contains(List.of(), List.of("keys", "add"), List.of("bench", "wire"));
        return commands.stream();
    }

    @ParameterizedTest
    @MethodSource("options")
    void shouldSayInItsOwnWordsThatAValueIsWrong(List<String> option) {
        assertThat(refusal(option, "foo")).hasMessageMatching(REFUSED.formatted(name(option)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldTakeNoEmptyText(List<String> option) {
        assertThat(refusal(option, "")).hasMessageMatching(EMPTY.formatted(name(option)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldExplainItselfAndSayItsVersion(List<String> command) {
        assertThat(output(append(command, "--help")))
                .startsWith(("Usage: rushline " + String.join(" ", command)).strip());
        assertThat(output(append(command, "--version"))).startsWith("rushline ");
    }

    private static String output(List<String> arguments) {
        StringWriter out = new StringWriter();
        int exitCode = Rushline.commandLine().setOut(new PrintWriter(out)).execute(arguments.toArray(new String[0]));
        assertThat(exitCode).isZero();
        return out.toString();
    }

    private static ParameterException refusal(List<String> option, String value) {
        List<String> arguments = new ArrayList<>(option.subList(0, option.size() - 1));
        arguments.add(name(option) + "=" + value);
        return catchThrowableOfType(
                ParameterException.class, () -> Rushline.commandLine().parseArgs(arguments.toArray(new String[0])));
    }

    private static String name(List<String> option) {
        return option.get(option.size() - 1);
    }

    private static List<List<String>> options(Predicate<OptionSpec> which) {
        List<List<String>> options = new ArrayList<>();
        addOptions(Rushline.commandLine(), List.of(), which, options);
        return options;
    }

    private static void addOptions(
            CommandLine command, List<String> path, Predicate<OptionSpec> which, List<List<String>> options) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (which.test(option)) {
                options.add(append(path, option.longestName()));
            }
        }
        command.getSubcommands().forEach((name, below) -> addOptions(below, append(path, name), which, options));
    }

    private static void addCommands(CommandLine command, List<String> path, List<List<String>> commands) {
        commands.add(path);
        command.getSubcommands().forEach((name, below) -> addCommands(below, append(path, name), commands));
    }

    private static boolean isChoosy(OptionSpec option) {
        return option.typeInfo().isMap()
                || Arrays.stream(option.auxiliaryTypes()).noneMatch(CommandLineTest::takesAnyText);
    }

    private static boolean takesAnyText(Class<?> type) {
        return type == String.class || type == Path.class;
    }

    private static List<String> append(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }
}
