package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.gateway.server.Server;
import io.rushline.gateway.server.ServerOptions;
import io.rushline.journal.append.Durability;
import io.rushline.loadtest.wire.ForgingServer;
import io.rushline.loadtest.wire.ForgingServer.Answered;
import io.rushline.loadtest.wire.ForgingServer.Forger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whole on-sales, by the command, whose customers are lied to: each kind of lie is found, and ends with exit code 1. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedRepliesTest {
    private static final int CLEAN = 0;
    private static final int VIOLATED = 1;

    private Path data = Path.of("");
    private String realUrl = "";
    private AutoCloseable server = () -> {};

    @TempDir
    Path report = Path.of("");

    @BeforeAll
    void start(@TempDir Path directory) {
        data = directory;
        Server started = Server.start(
                ServerOptions.on(data, Durability.DISK)
                        .limits(LimitOptions.DEMO)
                        .build(),
                ApiKeys.none().withDemo(),
                failure -> {});
        server = started;
        realUrl = "http://127.0.0.1:" + started.httpPort();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @Test
    void shouldBeCleanWhenNothingIsForged() throws IOException {
        assertThat(sell((request, truth) -> truth)).isEqualTo(CLEAN);
        assertThat(number("repliesCompared")).isPositive();
    }

    @Test
    void shouldFindSeatsSoldTwice() throws IOException {
        int code = sell((request, truth) ->
                request.target().endsWith("/book") ? body(truth, "\"S1-R\\d+-\\d+\"", "\"S1-R1-1\"") : truth);

        assertThat(code).isEqualTo(VIOLATED);
        assertThat(number("seatsSoldTwice")).isEqualTo(1);
        assertThat(number("repliesDiffering")).isPositive();
    }

    @Test
    void shouldFindLostBookings() throws IOException {
        int code = sell((request, truth) ->
                request.method().equals("GET") && request.target().contains("/bookings/")
                        ? new Answered(404, truth.headers(), "{\"code\":\"BOOKING_NOT_FOUND\"}")
                        : truth);

        assertThat(code).isEqualTo(VIOLATED);
        assertThat(number("bookingsLost")).isEqualTo(number("bookings")).isPositive();
        assertThat(number("repliesDiffering") + number("repliesLost"))
                .as("all else is true")
                .isZero();
    }

    @Test
    void shouldFindAcknowledgementsThatTheJournalHasLost() throws IOException {
        int code = sell((request, truth) -> request.target().endsWith("/book")
                ? new Answered(truth.status(), sequences(truth.headers()), sequences(truth.body()))
                : truth);

        assertThat(code).isEqualTo(VIOLATED);
        assertThat(number("repliesLost")).isPositive();
    }

    @Test
    void shouldFindOvertakenWaiters() throws IOException {
        // Who joined says to have been there before everybody: those who were given seats meanwhile overtook them.
        int code = sell((request, truth) ->
                request.method().equals("POST") && request.target().endsWith("/waiters")
                        ? new Answered(
                                truth.status(),
                                truth.headers().replaceAll("(?<=Sequence: )\\d+", "1"),
                                truth.body().replaceAll("(?<=\"sequence\":)\\d+", "1"))
                        : truth);

        assertThat(code).isEqualTo(VIOLATED);
        assertThat(number("waitersOvertakenByNewcomers")).isPositive();
    }

    @Test
    void shouldFindAnswersOtherThanTheJournal() throws IOException {
        int code = sell((request, truth) ->
                request.target().endsWith("/holds") ? body(truth, "\"JOIN_LINE\"", "\"SHOW_FULL\"") : truth);

        assertThat(code).isEqualTo(VIOLATED);
        assertThat(number("repliesDiffering")).isPositive();
        assertThat(number("repliesLost") + number("seatsSoldTwice") + number("seatsHeldTwice"))
                .as("all else is true")
                .isZero();
    }

    private static Answered body(Answered truth, String pattern, String replacement) {
        return new Answered(truth.status(), truth.headers(), truth.body().replaceAll(pattern, replacement));
    }

    /** Sequences that no journal of a test reaches. */
    private static String sequences(String text) {
        return text.replaceAll("(?<=\"sequence\":|Sequence: )(?=\\d)", "99");
    }

    /** Runs the command against a server that forges; answers its exit code. */
    private int sell(Forger forger) {
        try (ForgingServer forging = new ForgingServer(realUrl, forger)) {
            String options = "onsale --url " + forging.url() + " --journal " + data + " --report " + report
                    + " --json --seed 20261126 --warm-up 10 --seats 30 --customers 40 --seconds 1 --hold-seconds 4"
                    + " --timeout-seconds 15 --drain-seconds 12 --connections 64 --set pay=90 --set release=10"
                    + " --set hesitate-max-ms=400";
            return new CommandLine(new LoadCommand()).execute(options.split(" "));
        }
    }

    /** A number of the result, by its name. */
    private long number(String name) throws IOException {
        Matcher matcher =
                Pattern.compile("\"" + name + "\":(\\d+)").matcher(Files.readString(report.resolve("result.json")));
        assertThat(matcher.find()).as(name).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
