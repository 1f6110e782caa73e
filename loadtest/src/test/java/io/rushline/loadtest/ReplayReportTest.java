package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.replay.ReplayFigures;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Judgement;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.report.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayReportTest {
    @Test
    void shouldSayThatItWasCutShortWhenCommandsHadNoAnswer() {
        ReplayFigures figures = new ReplayFigures(
                new Setup("load replay").with("url", "http://127.0.0.1:1"),
                Map.of(1L, 2L),
                10,
                1,
                5,
                false,
                1.0,
                0.0,
                0,
                10,
                9,
                Map.of("HoldSeats: no answer", 1L),
                List.of(),
                new Meter(),
                Verdict.of(new Evidence()),
                Optional.empty());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ReplayReport.print(figures, new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(figures.judgement()).isEqualTo(Judgement.CUT_SHORT);
        assertThat(text.toString(StandardCharsets.UTF_8))
                .containsPattern("commands without an answer +1\n")
                .containsPattern("commands that were not sent any more +5\n")
                .contains("CUT SHORT: the server stopped answering");
        assertThat(ReplayReport.json(figures))
                .contains("\"unanswered\":1,\"unsent\":5")
                .endsWith("\"judgement\":\"CUT_SHORT\",\"clean\":false}");
        assertThat(ReplayReport.of(figures).checks()).containsEntry("commands without an answer", 1L);
    }
}
