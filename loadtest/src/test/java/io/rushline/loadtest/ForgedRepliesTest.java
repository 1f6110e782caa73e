package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.ForgedSale.Result;
import io.rushline.loadtest.wire.ForgingServer;
import io.rushline.loadtest.wire.ForgingServer.Answered;
import io.rushline.loadtest.wire.ForgingServer.Forger;
import io.rushline.loadtest.wire.ScriptedServer.Received;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** On-sales whose customers are lied to over HTTP: each kind of lie is found, and ends with exit code 1. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedRepliesTest {
    private static final long FAR = 1_000_000;
    private static final Pattern SEQUENCE = Pattern.compile("(?<=\"sequence\":|Sequence: )\\d+");

    @SuppressWarnings("NullAway.Init") // before the first test
    private ForgedSale sale;

    @BeforeAll
    void start(@TempDir Path directory) {
        sale = new ForgedSale(directory);
    }

    @AfterAll
    void stop() {
        sale.close();
    }

    @Test
    void shouldBeCleanWhenNothingIsForged() {
        Result result = sell((request, truth) -> truth).isClean();

        assertThat(result.number("repliesCompared")).isPositive();
    }

    @Test
    void shouldFindSeatsSoldTwice() {
        Result result = sell((request, truth) -> request.target().endsWith("/book") ? firstSeat(truth) : truth);

        result.isViolated();
        assertThat(result.number("seatsSoldTwice")).isEqualTo(1);
        assertThat(result.number("repliesDiffering")).isPositive();
    }

    @Test
    void shouldFindSeatsHeldTwice() {
        Result result = sell((request, truth) -> request.target().endsWith("/holds") ? firstSeat(truth) : truth);

        result.isViolated();
        assertThat(result.number("seatsHeldTwice")).isPositive();
    }

    @Test
    void shouldFindOffersOtherThanTheJournal() {
        Result result = sell((request, truth) -> truth.body().contains("\"OFFERED\"") ? firstSeat(truth) : truth);

        result.isViolated();
        assertThat(result.number("repliesDiffering")).isPositive();
        assertThat(result.number("seatsHeldTwice")).isPositive();
    }

    @Test
    void shouldFindLostBookings() {
        Result result = sell((request, truth) ->
                request.method().equals("GET") && request.target().contains("/bookings/")
                        ? new Answered(404, truth.headers(), "{\"code\":\"BOOKING_NOT_FOUND\"}")
                        : truth);

        result.isViolated();
        assertThat(result.number("bookingsLost"))
                .isEqualTo(result.number("bookings"))
                .isPositive();
        assertThat(result.number("repliesDiffering") + result.number("repliesLost"))
                .as("all else is true")
                .isZero();
    }

    @Test
    void shouldFindAcknowledgementsThatTheJournalHasLost() {
        Result result = sell((request, truth) ->
                request.target().endsWith("/book") ? sequence(truth, sequence -> FAR + sequence) : truth);

        result.isViolated();
        assertThat(result.number("repliesLost")).isPositive();
    }

    @Test
    void shouldFindWaitersOvertakenByNewcomers() {
        // Who joined says to have been there before everybody: those who were given seats meanwhile overtook them.
        Result result = sell((request, truth) -> joins(request) ? sequence(truth, sequence -> 1) : truth);

        result.isViolated();
        assertThat(result.number("waitersOvertakenByNewcomers")).isPositive();
    }

    @Test
    void shouldFindWaitersOvertakenByWaiters() {
        // Who came first says to have come last.
        Result result = sell((request, truth) -> joins(request) ? sequence(truth, sequence -> FAR - sequence) : truth);

        result.isViolated();
        assertThat(result.number("waitersOvertaken")).isPositive();
    }

    @Test
    void shouldFindDoubleClicksAnsweredInTwoWays() {
        Result result = sell((request, truth) ->
                truth.headers().contains("Idempotency-Replayed") ? sequence(truth, sequence -> sequence + 1) : truth);

        result.isViolated();
        assertThat(result.number("answersInTwoWays")).isPositive();
    }

    @Test
    void shouldFindAnswersOtherThanTheJournal() {
        Result result = sell((request, truth) ->
                request.target().endsWith("/holds") ? body(truth, "\"JOIN_LINE\"", "\"SHOW_FULL\"") : truth);

        result.isViolated();
        assertThat(result.number("repliesDiffering")).isPositive();
        assertThat(result.number("repliesLost") + result.number("seatsSoldTwice") + result.number("seatsHeldTwice"))
                .as("all else is true")
                .isZero();
    }

    private static boolean joins(Received request) {
        return request.method().equals("POST") && request.target().endsWith("/waiters");
    }

    private static Answered body(Answered truth, String pattern, String replacement) {
        return new Answered(truth.status(), truth.headers(), truth.body().replaceAll(pattern, replacement));
    }

    private static Answered firstSeat(Answered truth) {
        return body(truth, "\"S1-R\\d+-\\d+\"", "\"S1-R1-1\"");
    }

    private interface Sequence {
        long instead(long sequence);
    }

    private static Answered sequence(Answered truth, Sequence forged) {
        return new Answered(truth.status(), sequence(truth.headers(), forged), sequence(truth.body(), forged));
    }

    private static String sequence(String text, Sequence forged) {
        return SEQUENCE.matcher(text).replaceAll(found -> Long.toString(forged.instead(Long.parseLong(found.group()))));
    }

    private Result sell(Forger forger) {
        try (ForgingServer forging = new ForgingServer(sale.url(), forger)) {
            return sale.run(forging.url(), "--connections 64");
        }
    }
}
