package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

class ArgumentValuesTest {
    @Command(name = "run")
    private static final class Run {
        @Option(names = "--minutes")
        private double minutes;
    }

    private final Run run = new Run();
    private final CommandLine commandLine = new CommandLine(run);

    @ParameterizedTest
    @CsvSource({"1e3, 1000", "5., 5", "-0.5, -0.5", "7, 7"})
    void shouldTakeNumbersInAnyForm(String text, double expected) {
        ArgumentValues.readIn(commandLine);

        commandLine.parseArgs("--minutes", text);

        assertThat(run.minutes).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "1d", "x", "9e999"})
    void shouldRefuseWhatIsNoNumber(String text) {
        ArgumentValues.readIn(commandLine);

        assertThatThrownBy(() -> commandLine.parseArgs("--minutes", text))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("'" + text + "' is no number");
    }
}
