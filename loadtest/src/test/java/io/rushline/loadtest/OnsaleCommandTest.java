package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.CliCommand;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.wire.ScriptedServer;
import io.rushline.loadtest.workload.Behaviour;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class OnsaleCommandTest {
    private static final String MADE = ScriptedServer.reply(
            201, "{\"cityId\":\"1\",\"cinemaId\":\"2\",\"hallId\":\"3\",\"movieId\":\"4\",\"showId\":\"5\"}");

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

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "pom.xml/report", "/proc/sys/report"})
    void shouldRefuseDirectoryOfReportBeforeAnythingIsSent(String directory) {
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.HANG_UP)) {
            assertThat(execute("onsale", "--url", server.url(), "--report", directory))
                    .isEqualTo(3);
            assertThat(errors.toString())
                    .startsWith("rushline: --report " + directory + ": ")
                    .hasLineCount(1);
            assertThat(server.connectionCount()).isZero();
        }
    }

    @Test
    void shouldNameTheKeyWhenItIsRefused() {
        try (ScriptedServer server =
                new ScriptedServer(request -> ScriptedServer.reply(401, "{\"code\":\"UNAUTHORIZED\"}"))) {
            assertThat(execute("onsale", "--url", server.url())).isEqualTo(3);
            assertThat(errors.toString()).contains("--operator-key").hasLineCount(1);
        }
    }

    /** Before there is a show; a right key would change nothing. */
    @ParameterizedTest
    @CsvSource({"403, CLIENT_BLOCKED", "429, RATE_LIMITED", "503, OVERLOADED"})
    void shouldQuoteTheServerWhenOperatorsAreKeptOut(int status, String code) {
        String refusal =
                ScriptedServer.reply(status, "{\"code\":\"" + code + "\",\"detail\":\"not now\"}", "Retry-After: 7");
        try (ScriptedServer server = new ScriptedServer(request -> refusal)) {
            assertThat(execute("onsale", "--url", server.url())).isEqualTo(3);
            assertThat(errors.toString())
                    .contains("was refused: " + status + " " + code + " not now; it says to try again in 7 s")
                    .doesNotContain("--operator-key")
                    .hasLineCount(1);
        }
    }

    /** A run of nothing but refusals would look like one that has measured something. */
    @ParameterizedTest
    @CsvSource({
        "onsale --key wrong --warm-up 0, the server refuses the customers' key (401); name the right one with --key",
        "http --key wrong --seconds 1, the server refuses the customers' key (401); name the right one with --key",
        "http --show 77 --seconds 1, the server has no show 77"
    })
    void shouldNotStartWhenCustomersWouldSeeNothing(String options, String message) {
        try (ScriptedServer server = new ScriptedServer(OnsaleCommandTest::answer)) {
            assertThat(execute((options + " --url " + server.url()).split(" "))).isEqualTo(3);
            assertThat(errors.toString()).contains(message).hasLineCount(1);
            assertThat(server.received())
                    .filteredOn(received -> received.method().equals("GET"))
                    .hasSize(1);
        }
    }

    @Test
    void shouldQuoteTheServerWhenCustomersAreLockedOut() {
        String lockedOut = ScriptedServer.reply(
                403, "{\"code\":\"CLIENT_BLOCKED\",\"detail\":\"locked out for a while\"}", "Retry-After: 540");
        try (ScriptedServer server =
                new ScriptedServer(request -> request.method().equals("POST") ? MADE : lockedOut)) {
            assertThat(execute("onsale", "--url", server.url())).isEqualTo(3);
            assertThat(errors.toString())
                    .contains("403 CLIENT_BLOCKED locked out for a while", "try again in 540 s")
                    .doesNotContain("--key")
                    .hasLineCount(1);
        }
    }

    @Test
    void shouldNotStartWhenCustomersAreNotAnswered() {
        try (ScriptedServer server =
                new ScriptedServer(request -> request.method().equals("POST") ? MADE : ScriptedServer.HANG_UP)) {
            assertThat(execute("http", "--seconds", "1", "--url", server.url())).isEqualTo(3);
            assertThat(errors.toString())
                    .contains("the server does not answer customers (connection broken")
                    .hasLineCount(1);
        }
    }

    private static String answer(ScriptedServer.Received request) {
        if (request.method().equals("POST")) {
            return MADE;
        }
        return request.target().contains("/77/")
                ? ScriptedServer.reply(404, "{\"code\":\"SHOW_NOT_FOUND\"}")
                : ScriptedServer.reply(401, "{\"code\":\"UNAUTHORIZED\"}");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--url http://127.0.0.1:1",
                "--shape cliff --seconds 3 --seats 9 --set bots=1 --set pay=70 --warm-up 0 --shows 2 --rehearsals 1",
                "--protocol binary --binary-port 99 --connections 7 --hall 5 --spacing even --customers 3 --journal data",
                "--arrivals curve.csv --hold-seconds 8 --grace-seconds 0 --drain-seconds 5 --timeout-seconds 2"
            })
    void shouldBeSetUpInTheSameWayByTheCommandThatTheReportShows(String options) {
        String shown = setUpBy(options.split(" ")).commandLine();

        assertThat(shown).startsWith("./rushline load onsale ").contains(" --seed 7 ");
        assertThat(setUpBy(shown.substring("./rushline load onsale ".length()).split(" "))
                        .commandLine())
                .isEqualTo(shown);
    }

    private static Setup setUpBy(String... options) {
        OnsaleCommand command = CommandLine.populateCommand(new OnsaleCommand(), options);
        int customers = command.arrivals.customers == null ? 100 : command.arrivals.customers;
        int drainSeconds = command.drainSeconds == null ? 30 : command.drainSeconds;
        Behaviour behaviour = Behaviour.USUAL.with(command.behaviour.settings);
        return command.setup(7, customers, drainSeconds, behaviour);
    }

    private int execute(String... options) {
        return new CommandLine(new LoadCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(options);
    }
}
