package io.rushline.loadtest;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.BinaryClient;
import io.rushline.gateway.binary.BinaryCommand;
import io.rushline.gateway.binary.ClientOptions;
import io.rushline.gateway.binary.CommandId;
import io.rushline.gateway.binary.SignedId;
import io.rushline.gateway.server.Server;
import io.rushline.gateway.server.ServerOptions;
import io.rushline.journal.append.Durability;
import io.rushline.loadtest.replay.ReplayFigures;
import io.rushline.loadtest.report.Judgement;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Operator;
import io.rushline.loadtest.workload.Organiser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A few commands with a bit of everything, recorded by one server and played to another. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallReplayTest {
    private static final String KEY = "demo-operator";
    private static final long TIMEOUT_MS = 30_000;
    private static final int SEATS = 5;
    private static final int RECORDED_HOLD_SECONDS = 300;

    private Path directory = Path.of("");
    private @Nullable Server target;
    private long recordedShow;
    private int recordedCommands;

    @BeforeAll
    @Timeout(60)
    void record(@TempDir Path temporary) throws CouldNotRun {
        directory = temporary;
        try (Server recorder = server("recorded");
                WireClient http = new WireClient(Target.of(url(recorder), false), 4);
                BinaryClient client =
                        BinaryClient.connect(ClientOptions.of("127.0.0.1", recorder.binaryPort(), KEY), http.loops())) {
            recordedShow = Long.parseLong(new Organiser(http, url(recorder), KEY, "record", TIMEOUT_MS)
                    .inNewHall(SEATS, 1, RECORDED_HOLD_SECONDS, 0)
                    .get(0)
                    .showId());
            // By an operator, and before any customer.
            done(client, BinaryCommand.blockSeats(CommandId.random(), recordedShow, "camera", 4));
            SignedId ann = signed(client, BinaryCommand.holdSeats(CommandId.random(), recordedShow, "ann", 0, 1, 2));
            SignedId zoe = signed(client, BinaryCommand.holdSeats(CommandId.random(), recordedShow, "zoe", 3));
            join(client, "bob", 2);
            join(client, "cid", 1);
            SignedId eve = join(client, "eve", 1);
            done(client, BinaryCommand.leaveLine(CommandId.random(), eve, "eve"));
            assertThat(send(client, BinaryCommand.leaveLine(CommandId.random(), eve, "eve"))
                            .code())
                    .isEqualTo(Code.WAITER_NOT_FOUND);
            done(client, BinaryCommand.releaseHold(CommandId.random(), zoe, "zoe"));
            done(client, BinaryCommand.releaseHold(CommandId.random(), ann, "ann"));
            // For longer than holds last elsewhere, all is held for bob and cid.
            await().pollInterval(ofMillis(100)).during(ofSeconds(3)).until(() -> asksInVain(client, "dan"));
        }
        target = server("target");
    }

    @AfterAll
    @Timeout(60)
    void stop() {
        if (target != null) {
            target.close();
        }
    }

    @Test
    void shouldSendAsManyCommandsAsItSaysThatThereAre() throws CouldNotRun {
        List<Moment> moments = new ArrayList<>();
        ReplayFigures figures = command("--speed max --timeout-seconds 10").measure(moments::add);

        assertThat(figures.commands()).isEqualTo(recordedCommands);
        assertThat(figures.meter().tally().counts()).containsKey(Operation.OPERATE);
        assertThat(figures.meter().latencies().responses())
                .as("operators' commands before the sale have no time")
                .extracting(row -> row.name())
                .contains(Operation.HOLD.label())
                .doesNotContain(Operation.OPERATE.label());
        assertThat(moments.get(moments.size() - 1).gauges())
                .satisfies(last -> assertThat(last.arrived()).isEqualTo(last.expected()));
    }

    /** The line may be overtaken now, and holds are over sooner: by the recorded terms both would be breaches. */
    @Test
    void shouldJudgeByTheTermsThatTheServersShowHas() throws CouldNotRun {
        long show = showWithOtherTerms();

        ReplayFigures figures = command("--show " + recordedShow + "=" + show).measure(moment -> {});

        assertThat(figures.verdict().findings()).isEmpty();
        assertThat(figures.judgement()).isEqualTo(Judgement.CLEAN);
        assertThat(figures.differences()).containsKey("HoldSeats: JOIN_LINE became OK");
    }

    @Test
    void shouldShowWhatItHasSoFarWhenItIsInterrupted() throws CouldNotRun {
        ReplayCommand slow = command("--speed 0.01");

        ReplayFigures figures = slow.measure(moment -> slow.output.interruption.request());

        assertThat(figures.judgement()).isEqualTo(Judgement.INTERRUPTED);
        assertThat(figures.judgement().exitCode()).isEqualTo(130);
        assertThat(figures.commands()).isPositive();
        assertThat(figures.commands() + figures.unsent()).isEqualTo(recordedCommands);
        assertThat(figures.same() + figures.differing()).isEqualTo(figures.commands());
    }

    /** Of the target, in a hall like the recorded one: first fit, and holds of one second. */
    private long showWithOtherTerms() throws CouldNotRun {
        Server server = target();
        try (WireClient http = new WireClient(Target.of(url(server), false), 4)) {
            Operator operator = new Operator(http, url(server), KEY, "terms", TIMEOUT_MS);
            String cityId = operator.create("/cities", "cityId", json -> {
                json.writeStringField("name", "Anywhere");
                json.writeStringField("state", "NY");
                json.writeNumberField("lat", 40.7);
                json.writeNumberField("lon", -74.0);
            });
            String cinemaId = operator.create("/cinemas", "cinemaId", json -> {
                json.writeStringField("cityId", cityId);
                json.writeStringField("name", "Any");
            });
            String hallId = operator.create("/halls", "hallId", json -> {
                json.writeStringField("cinemaId", cinemaId);
                json.writeStringField("name", "One");
                json.writeFieldName("sections");
                json.writeRawValue("[{\"name\":\"S1\",\"rows\":[{\"name\":\"R1\",\"category\":\"Standard\",\"seats\":"
                        + SEATS + "}]}]");
            });
            String movieId = operator.create("/movies", "movieId", json -> {
                json.writeStringField("title", "Some");
                json.writeNumberField("durationMinutes", 90);
            });
            return Long.parseLong(operator.create("/shows", "showId", json -> {
                json.writeStringField("movieId", movieId);
                json.writeStringField("hallId", hallId);
                json.writeStringField("startsAt", "2999-01-01T20:00:00.000Z");
                json.writeFieldName("prices");
                json.writeRawValue("{\"Standard\":4500}");
                json.writeNumberField("holdSeconds", 1);
                json.writeNumberField("graceSeconds", 0);
                json.writeNumberField("maxPerHold", 4);
                json.writeStringField("linePolicy", "FIRST_FIT");
            }));
        }
    }

    private boolean asksInVain(BinaryClient client, String customer) {
        BinaryCommand all = BinaryCommand.holdSeats(CommandId.random(), recordedShow, customer, 0, 1, 2, 3);
        return send(client, all).code() == Code.JOIN_LINE;
    }

    private SignedId join(BinaryClient client, String customer, int quantity) {
        return signed(
                client,
                BinaryCommand.joinLine(CommandId.random(), recordedShow, customer, quantity, BinaryCommand.ANY));
    }

    private SignedId signed(BinaryClient client, BinaryCommand command) {
        return done(client, command).signed().orElseThrow();
    }

    private BinaryAnswer done(BinaryClient client, BinaryCommand command) {
        BinaryAnswer answer = send(client, command);
        assertThat(answer.code()).isEqualTo(Code.OK);
        return answer;
    }

    private BinaryAnswer send(BinaryClient client, BinaryCommand command) {
        recordedCommands++;
        return client.send(command).orTimeout(TIMEOUT_MS, MILLISECONDS).join();
    }

    private ReplayCommand command(String options) {
        Server server = target();
        String all = "--journal " + directory.resolve("recorded") + " --url " + url(server) + " --binary-port "
                + server.binaryPort() + " " + options;
        return CommandLine.populateCommand(new ReplayCommand(), all.split(" "));
    }

    private Server target() {
        if (target == null) {
            throw new IllegalStateException("the server did not start");
        }
        return target;
    }

    private static String url(Server server) {
        return "http://127.0.0.1:" + server.httpPort();
    }

    private Server server(String name) {
        return Server.start(
                ServerOptions.on(directory.resolve(name), Durability.CACHE).build(),
                ApiKeys.none().withDemo(),
                failure -> {});
    }
}
