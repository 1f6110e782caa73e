package io.rushline.loadtest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
    @ParameterizedTest
    @CsvSource({
        "wire --connections 0, --connections must be between 1 and",
        "wire --http-connections -1, --http-connections must be between 1 and",
        "wire --in-flight 0, --in-flight must be between 1 and",
        "wire --only both, Invalid value for option '--only'",
        "pipeline --shows 0, --shows must be between 1 and",
        "juggle, juggle"
    })
    void shouldSayWhatIsWrongBeforeItMeasuresAnything(String arguments, String message) {
        StringWriter err = new StringWriter();
        CommandLine bench = new CommandLine(new BenchCommand()).setErr(new PrintWriter(err));

        assertThat(bench.execute(arguments.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(message);
    }
}
