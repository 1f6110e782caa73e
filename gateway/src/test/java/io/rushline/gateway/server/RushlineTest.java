package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    @CommandLine.Command(name = "fail")
    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new CouldNotRunException("the moon is full; wait a day");
        }
    }
}
