package io.rushline.loadtest.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.report.Judgement;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.wire.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDirectoryTest {
    private final Meter meter = new Meter();

    @TempDir
    Path directory = Path.of("");

    @Test
    void shouldWriteAPageThatNeedsNothingElse() throws IOException {
        String page = write(false);

        assertThat(page)
                .contains("Violated", "Response times by percentile", "Seats sold", "Parties waiting in line")
                .contains("./rushline load onsale --seed 7")
                .contains("&lt;b&gt; was sold &amp; sold again")
                .doesNotContain("<b> was", "http://", "https://", "<script", "@import", "url(")
                .doesNotContain("NaN", "Infinity");
        assertThat(directory.resolve("result.json")).hasContent("{\"clean\":false}");
    }

    @Test
    void shouldWriteHistogramsThatOtherProgramsRead() throws IOException {
        meter.latencies().recordWait(2_000_000_000);
        write(true);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "report.html", "result.json", "hold.response.hgrm", "hold.service.hgrm", "line.wait.hgrm");
        }
        assertThat(Files.readString(directory.resolve("hold.response.hgrm")))
                .contains("Percentile TotalCount 1/(1-Percentile)")
                .containsPattern("#\\[Max +=  +9[.0-9]+, Total count +=  +100]");
    }

    @Test
    void shouldLeaveNoHistogramOfAnEarlierRun() throws IOException {
        meter.time(Operation.BOOK, 90_000L, 40_000L);
        write(true);
        Files.writeString(directory.resolve("mine.hgrm"), "by somebody else");
        Files.writeString(directory.resolve("wrk.response.hgrm"), "by somebody else");
        Files.writeString(directory.resolve("exchange-seats.response.hgrm"), "by an earlier run");

        write(true);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("hold.response.hgrm", "book.service.hgrm", "mine.hgrm", "wrk.response.hgrm")
                    .doesNotContain("exchange-seats.response.hgrm");
        }
    }

    @Test
    void shouldHaveAColourForEachJudgementButClean() throws IOException {
        for (Judgement judgement : Judgement.values()) {
            String name = "verdict." + judgement.name().toLowerCase(Locale.ROOT);
            assertThat(judgement == Judgement.CLEAN || write(true).contains(name + " h2"))
                    .as("%s has a colour of its own", judgement)
                    .isTrue();
        }
    }

    @Test
    void shouldNameWhatIsDashedOnceWhenThereAreSeveralOperations() throws IOException {
        meter.time(Operation.BOOK, 90_000L, 40_000L);
        meter.time(Operation.JOIN, 90_000L, 40_000L);

        assertThat(write(true)).containsOnlyOnce(">dashed: from sending<").containsOnlyOnce(">99 % from sending<");
    }

    @Test
    void shouldMarkTheLastPercentileThatThereIs() throws IOException {
        assertThat(write(true)).as("of 100 answers").contains(">99<").doesNotContain(">99.9<");
        for (int i = 0; i < 900; i++) {
            meter.time(Operation.BOOK, 90_000L, 40_000L);
        }

        assertThat(write(true)).as("of 900 answers").contains(">99.9<").doesNotContain(">99.99<");
    }

    @Test
    void shouldDrawRequestsWithoutAnAnswerInFullWhenTheyAreMoreThanAllElse() throws IOException {
        for (int i = 0; i < 9_000; i++) {
            meter.count(Operation.HOLD, new Failure(Failure.Cause.TIMED_OUT, "none", 1));
        }

        assertThat(write(true)).contains("<i class='line c3'></i>no answer").contains(">10k<");
    }

    @Test
    void shouldDrawEvenWhenNothingHappened() throws IOException {
        RunReport empty = new RunReport(
                "Nothing",
                "",
                Map.of(),
                "Clean",
                Judgement.CLEAN,
                Map.of(),
                List.of(),
                Map.of(),
                meter.latencies(),
                List.of(),
                10,
                new Setup("load onsale"),
                "{}");

        assertThat(Files.readString(ReportDirectory.in(directory).write(empty)))
                .contains("Clean")
                .doesNotContain("NaN", "Infinity");
    }

    private String write(boolean isClean) throws IOException {
        for (int i = 0; i < 100; i++) {
            meter.time(Operation.HOLD, 90_000L * (i + 1), 40_000L * (i + 1));
        }
        meter.end(1_000_000_000L, new Moment.Gauges(100, 100, 3, 20, 7));
        RunReport run = new RunReport(
                "A run",
                "of a test",
                Map.of("seats", "20"),
                isClean ? "Clean" : "Violated",
                isClean ? Judgement.CLEAN : Judgement.VIOLATED,
                Map.of("seats sold twice", isClean ? 0L : 1L),
                isClean ? List.of() : List.of("seat <b> was sold & sold again"),
                Map.of("Answers", Map.of("201", 100L)),
                meter.latencies(),
                meter.timeline().moments(),
                20,
                new Setup("load onsale").with("seed", 7),
                "{\"clean\":" + isClean + "}");
        return Files.readString(ReportDirectory.in(directory).write(run));
    }
}
