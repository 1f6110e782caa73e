package io.rushline.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final Tally tally = new Tally();
    private final Latencies latencies = new Latencies();
    private final Evidence evidence = new Evidence();

    @Test
    void shouldPrintFiguresAndVerdictWhenClean() {
        tally.count(Operation.HOLD, "201");
        tally.count(Operation.HOLD, "409 JOIN_LINE");
        tally.count(Operation.HOLD, "409 JOIN_LINE");
        latencies.record(Operation.HOLD, 3_000_000, 2_000_000);
        latencies.recordWait(5_000_000);

        assertThat(text(12.5))
                .contains("on-sale of s1 at http://127.0.0.1:8080 over binary, seed 7")
                .contains("20,000 customers arrived in 20.0 s, 1,000 a second")
                .contains("1,998 of 2,000 seats sold in 800 bookings, sold out after 12.5 s")
                .containsPattern("hold +409 JOIN_LINE +2\n")
                .containsPattern("hold +1 +3\\.00 +3\\.00")
                .containsPattern("line, to offer +1 +5\\.00")
                .containsPattern("seats sold twice +0\n")
                .contains("clean: no violation")
                .doesNotContain("unknown end");
    }

    @Test
    void shouldPrintFindingsWhenViolated() {
        evidence.unconfirmed("b1", "404");

        assertThat(text(Figures.NOT_SOLD_OUT))
                .contains("not sold out")
                .containsPattern("acknowledged bookings lost +1\n")
                .contains("booking b1 was acknowledged but is not confirmed: 404")
                .contains("VIOLATED");
    }

    @Test
    void shouldCountBookingAsUnprovenWhenTheServerSaysNothing() {
        evidence.unproven("b1");

        assertThat(Verdict.of(evidence).clean()).isTrue();
        assertThat(text(Figures.NOT_SOLD_OUT))
                .containsPattern("acknowledged bookings lost +0\n")
                .containsPattern("bookings with an unknown end +1\n")
                .contains("CUT SHORT: the server stopped answering")
                .doesNotContain("clean");
        assertThat(JsonReport.of(figures(Figures.NOT_SOLD_OUT)))
                .contains("\"bookingsUnproven\":1", "\"judgement\":\"CUT_SHORT\",\"clean\":false");
    }

    @Test
    void shouldSayAtTheEndThatCustomersWereSentToAndFro() {
        evidence.sentToAndFro();
        evidence.sentToAndFro();

        assertThat(text(Figures.NOT_SOLD_OUT))
                .containsPattern("customers sent to and fro +2\n")
                .endsWith("clean: no violation; but 2 customers were sent to and fro, and got no seats\n");
    }

    @Test
    void shouldWriteOneLineOfJsonWhenAsked() throws IOException {
        tally.count(Operation.BOOK, "201");
        latencies.record(Operation.BOOK, 3_000_000, 2_000_000);
        evidence.unconfirmed("b\"1", "404");

        String json = JsonReport.of(figures(Figures.NOT_SOLD_OUT));

        assertThat(json)
                .doesNotContain("\n")
                .contains("\"customers\":20000")
                .contains("\"answers\":{\"book\":{\"201\":1}}")
                .contains("\"clean\":false")
                .contains("\"bookingsLost\":1")
                .doesNotContain("sellOutSeconds");
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            parser.skipChildren();
            assertThat(parser.nextToken()).as("what follows the object").isNull();
        }
    }

    @Test
    void shouldFitOneLineWhenItIsProgress() {
        assertThat(new Moment(
                                2_000_000_000L,
                                3_000_000_000L,
                                400,
                                900,
                                80,
                                2,
                                0.5,
                                1.26,
                                9,
                                1.04,
                                new Moment.Gauges(1_234, 20_000, 5, 600, 700))
                        .line())
                .isEqualTo("   3 s  arrived 1,234/20,000, 5 in flight  seats sold 600, waiting 700"
                        + "  900 answers/s, 80 refused/s, 2 failed  p50 0.5, p99 1.3, from sending 1.0 ms");
    }

    @Test
    void shouldNotSayThatNothingTookNoTime() {
        assertThat(new Moment(2_000_000_000L, 3_000_000_000L, 0, 0, 0, 2, 0, 0, 0, 0, new Moment.Gauges(9, 9, 5, 6, 7))
                        .line())
                .contains("2 failed", "nothing was answered in this second")
                .doesNotContain("p50");
    }

    @Test
    void shouldSayHowManyBookingsAreStillLookedUp() {
        Moment.Gauges gauges = new Moment.Gauges(200_000, 200_000, 5, 100_000, 0, 100_000);
        Moment moment = new Moment(2_000_000_000L, 3_000_000_000L, 0, 9, 0, 0, 1, 1, 1, 1, gauges);

        assertThat(moment.lines())
                .contains("        seats sold 100,000, bookings to look up 100,000")
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(60));
    }

    @Test
    void shouldLeaveWatchesOutOfTheAnswersOfASecond() {
        Meter meter = new Meter();
        Reply reply = new Reply(200, Answer.EMPTY, 1, 0, 0, 1);
        meter.count(Operation.HOLD, reply);
        meter.count(Operation.WATCH, reply);

        assertThat(meter.end(1_000_000_000L, new Moment.Gauges(1, 1, 0, 0, 0)).answers())
                .isEqualTo(1);
        assertThat(meter.tally().counts()).containsKeys(Operation.HOLD, Operation.WATCH);
    }

    /** A number that a narrow terminal cuts off would be another number. */
    @Test
    void shouldFitANarrowTerminalWhenNumbersAreLarge() {
        Moment.Gauges gauges = new Moment.Gauges(200_000, 200_000, 100_000, 100_000, 190_000);
        Moment moment = new Moment(
                998_000_000_000L, 999_000_000_000L, 99_999, 99_999, 99_999, 9_999, 9_999, 9_999, 9_999, 9_999, gauges);

        assertThat(moment.lines())
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(60));
    }

    @Test
    void shouldPrintNoLineThatATerminalOf80ColumnsWraps() {
        latencies.record(Operation.LOOK, 90_000_000_000L, 90_000_000_000L);

        assertThat(text(12.5).lines())
                .anySatisfy(line -> assertThat(line).startsWith("look at place in line"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void shouldTellEachSecondWhenItIsJson() {
        Meter meter = new Meter();
        meter.time(Operation.HOLD, 3_000_000, 2_000_000);
        meter.end(1_000_000_000L, new Moment.Gauges(100, 100, 3, 20, 7));

        assertThat(JsonReport.of(figures(Figures.NOT_SOLD_OUT, meter.timeline())))
                .contains(
                        "\"bySecond\":[{\"second\":1,\"fromSeconds\":0.0,\"toSeconds\":1.0,\"arrivals\":100,",
                        "\"responseP50Ms\":3.0")
                .contains("\"inFlight\":3,\"seatsSold\":20,\"waiting\":7}]");
    }

    private String text(double sellOutSeconds) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TextReport(new PrintStream(bytes, true, StandardCharsets.UTF_8)).print(figures(sellOutSeconds));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Figures figures(double sellOutSeconds) {
        return figures(sellOutSeconds, new Timeline());
    }

    private Figures figures(double sellOutSeconds, Timeline timeline) {
        return new Figures(
                new Setup("load onsale")
                        .with("url", "http://127.0.0.1:8080")
                        .with("protocol", "binary")
                        .with("seed", 7),
                List.of("s1"),
                20_000,
                20.0,
                1.5,
                30.0,
                2_000,
                1_998,
                800,
                sellOutSeconds,
                Map.of("booked", 800),
                tally.counts(),
                latencies,
                timeline,
                true,
                false,
                Verdict.of(evidence),
                Optional.empty());
    }
}
