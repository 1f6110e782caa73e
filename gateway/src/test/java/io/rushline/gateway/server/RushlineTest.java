package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RushlineTest {
    private static final int USAGE = 2;

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"", "juggle", "serve --nonsense", "serve --http many", "journal"})
    void shouldEndWithTwoWhenUsageIsWrong(String arguments) {
        CommandLine rushline = Rushline.commandLine().setErr(new PrintWriter(err));
        assertThat(rushline.execute(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(USAGE);
        assertThat(err.toString()).startsWith("rushline: ").contains("Usage: rushline", " --help");
    }

    @Test
    void shouldLeaveWhatIsWrongOnTheScreenWhenTheCommandHasManyOptions() {
        Rushline.commandLine().setErr(new PrintWriter(err)).execute("serve", "--nonsense");

        assertThat(err.toString().lines().count()).isLessThanOrEqualTo(20);
        assertThat(err.toString()).startsWith("rushline: Unknown option: '--nonsense'");
    }

    @Test
    void shouldEndWithThreeWhenACommandCannotRun() {
        CommandLine rushline = Rushline.commandLine().addSubcommand("fail", new Failing());
        rushline.setErr(new PrintWriter(err));
        assertThat(rushline.execute("fail")).isEqualTo(Rushline.COULD_NOT_RUN);
        assertThat(err.toString()).contains("rushline: the moon is full; wait a day");
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, 3, rushline: can't write to standard output: No space left on device",
        "Broken pipe, 0, ''"
    })
    void shouldEndWithThreeWhenStandardOutputDidNotTakeAll(String failure, int code, String said) {
        StandardOutput out = new StandardOutput(new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                throw new IOException(failure);
            }
        });
        CommandLine rushline = Rushline.commandLine().setOut(out.writer()).setErr(new PrintWriter(err));

        assertThat(out.exitCode(rushline.execute("--version"), rushline.getErr()))
                .isEqualTo(code);
        assertThat(err.toString().strip()).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "journal replay --until 99999999999999999999 | '--until': '99999999999999999999' is no whole number, or",
                "journal prune --keep x | '--keep': 'x' is no whole number, or",
                "journal replay --max-per-hold 3.5 | '--max-per-hold': '3.5' is no whole number, or",
                "serve --limit foo | '--limit': 'foo' is not NAME=VALUE",
                "serve --http 99999999999 | '--http': '99999999999' is no whole number, or",
                "serve --durability glass | '--durability': expected disk or cache, not 'glass'",
                "journal replay --line-policy x | '--line-policy': expected strict_fifo or first_fit, not 'x'",
                "keys add --role x --keys k a | '--role': expected web or operator, not 'x'",
            })
    void shouldSayInTheSendersWordsWhichValueIsWrong(String arguments, String said) {
        int code = Rushline.commandLine().setErr(new PrintWriter(err)).execute(arguments.split(" "));

        assertThat(code).isEqualTo(USAGE);
        assertThat(err.toString()).startsWith("rushline: Invalid value for option " + said);
    }

    @Test
    void shouldSayThatAPairIsMissing() {
        assertThat(Rushline.commandLine().setErr(new PrintWriter(err)).execute("serve", "--limit", "--demo"))
                .isEqualTo(USAGE);
        assertThat(err.toString()).startsWith("rushline: Expected parameter for option '--limit' but found '--demo'");
    }

    @Test
    void shouldCheckPairsThatAreParametersToo() {
        StringWriter said = new StringWriter();

        assertThat(new CommandLine(new Paired()).setErr(new PrintWriter(said)).execute("foo"))
                .isEqualTo(USAGE);
        assertThat(said.toString()).startsWith("Invalid value for parameter: 'foo' is not NAME=VALUE");
    }

    @CommandLine.Command(name = "paired")
    private static final class Paired implements Runnable {
        @CommandLine.Parameters(paramLabel = "NAME=VALUE", preprocessor = PairCheck.class)
        private Map<String, String> pairs = new LinkedHashMap<>();

        @Override
        public void run() {
            assertThat(pairs).isNotEmpty();
        }
    }

    @CommandLine.Command(name = "fail")
    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new CouldNotRunException("the moon is full; wait a day");
        }
    }
}
