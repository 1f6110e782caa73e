package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.CliCommand;
import io.rushline.loadtest.wire.ScriptedServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OnsaleCommandTest {
    private final StringWriter errors = new StringWriter();

    @Test
    void shouldBeFoundWhenRushlineLooksForCommands() {
        assertThat(ServiceLoader.load(CliCommand.class)).hasAtLeastOneElementOfType(LoadCommand.class);
    }

    @Test
    void shouldAskForSubcommandWhenThereIsNone() {
        assertThat(execute()).isEqualTo(2);
        assertThat(errors.toString()).contains("onsale");
    }

    @ParameterizedTest
    @CsvSource({
        "--url http://10.0.0.1:8080, is not this machine",
        "--url nonsense, is not of the form http://host:port",
        "--customers 0, --customers must be between 1 and",
        "--seats 1000000, --seats must be between 1 and",
        "--shows -1, --shows must be between 1 and",
        "--connections 1, --connections must be between 2 and",
        "--drain-seconds -1, --drain-seconds must be between 0 and",
        "--seconds soon, Invalid value for option '--seconds'",
        "--spacing sometimes, expected poisson or even",
        "--shape round, expected flat",
        "--arrivals nowhere.csv, --arrivals: can't read nowhere.csv",
        "--arrivals pom.xml, '--arrivals: pom.xml, line 1: '",
        "--arrivals pom.xml --seconds 3, leave out --seconds",
        "--hall 1 --seats 5, leave out --seats",
        "--nonsense 1, Unknown option"
    })
    void shouldSayWhatIsWrongWhenUsedWrongly(String options, String message) {
        assertThat(execute(("onsale " + options).split(" "))).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
    }

    @Test
    void shouldRefuseKeyOfCustomersWhenItIsAReplay() {
        assertThat(execute("replay", "--journal", "data", "--key", "web")).isEqualTo(2);
        assertThat(errors.toString()).contains("--key");
    }

    @Test
    void shouldSayWhatToDoInOneLineWhenNobodyListens() {
        ScriptedServer server = new ScriptedServer(request -> null);
        String url = server.url();
        server.close();

        assertThat(execute("onsale", "--url", url)).isEqualTo(3);
        assertThat(errors.toString())
                .isEqualTo(
                        "rushline: no answer from " + url
                                + " (unreachable); start the server with ./rushline serve --demo, or name another with --url\n");
    }

    @Test
    void shouldNameTheKeyWhenItIsRefused() {
        try (ScriptedServer server =
                new ScriptedServer(request -> ScriptedServer.reply(401, "{\"code\":\"UNAUTHORIZED\"}"))) {
            assertThat(execute("onsale", "--url", server.url())).isEqualTo(3);
            assertThat(errors.toString()).contains("--operator-key").hasLineCount(1);
        }
    }

    @Test
    void shouldQuoteTheRefusalWhenTheServerWillNotMakeAShow() {
        try (ScriptedServer server = new ScriptedServer(
                request -> ScriptedServer.reply(400, "{\"code\":\"MALFORMED\",\"detail\":\"no such field\"}"))) {
            assertThat(execute("onsale", "--url", server.url())).isEqualTo(3);
            assertThat(errors.toString())
                    .contains("POST /cities")
                    .contains("400 MALFORMED no such field")
                    .hasLineCount(1);
        }
    }

    @Test
    void shouldDoubtTheServerWhenItsAnswersHaveNoIds() {
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.reply(200, "<html>"))) {
            assertThat(execute("onsale", "--url", server.url())).isEqualTo(3);
            assertThat(errors.toString()).contains("is this a Rushline server?").hasLineCount(1);
        }
    }

    private int execute(String... options) {
        return new CommandLine(new LoadCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(options);
    }
}
