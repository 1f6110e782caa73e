package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.server.Server;
import io.rushline.gateway.server.ServerOptions;
import io.rushline.journal.append.Durability;
import io.rushline.loadtest.report.Judgement;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.report.Tally;
import io.rushline.loadtest.report.page.ReportDirectory;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.workload.CouldNotRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(60)
class HttpLoadTest {
    @Test
    void shouldSendTheMixAtTheRateWhenTheServerKeepsUp(@TempDir Path directory) throws Exception {
        try (Server server = Server.start(
                ServerOptions.on(directory.resolve("data"), Durability.DISK).build(),
                ApiKeys.none().withDemo(),
                failure -> {})) {
            MixFigures figures = measure(server, "--mix seats=2,show=2,unchanged=2,cities=1,movies=1 --rate 300");

            assertThat(figures.requests()).isEqualTo(600);
            assertThat(figures.seconds())
                    .as("not sooner; later where others keep the machine busy")
                    .isGreaterThan(1.9);
            Tally tally = figures.meter().tally();
            assertThat(tally.counts()).containsKeys(Operation.SEE_CITIES, Operation.SEE_MOVIES, Operation.SEE_SHOW);
            assertThat(tally.counts().get(Operation.SEE_SEATS)).containsOnlyKeys("200");
            assertThat(tally.counts().get(Operation.SEE_UNCHANGED)).containsKey("304");
            assertThat(tally.counts().keySet().stream().mapToLong(tally::count).sum())
                    .isEqualTo(600);
            Tally holds = measure(server, "--mix hold=1 --rate 50").meter().tally();
            assertThat(holds.counts().get(Operation.HOLD)).containsOnlyKeys("201");
            assertThat(holds.counts().get(Operation.RELEASE)).containsOnlyKeys("204");
            assertThat(holds.count(Operation.HOLD) + holds.count(Operation.RELEASE))
                    .isEqualTo(100);
            assertThat(figures.json())
                    .contains("\"responseMs\"", "\"serviceMs\"")
                    .contains("\"rate\":300,\"seconds\":2,\"spacing\":\"even\",\"connections\":4,\"seats\":2000");
            Path report = ReportDirectory.in(directory.resolve("report")).write(figures.report());
            assertThat(Files.readString(report)).contains("Every request was answered");
            assertThat(figures.meter().timeline().moments().stream()
                            .mapToLong(Moment::answers)
                            .sum())
                    .as("with the second that was not over")
                    .isEqualTo(600);
        }
    }

    @Test
    void shouldCountWhatHadNoAnswerWhenItsSecondIsNotOver() {
        Meter meter = new Meter();
        meter.count(Operation.SEE_SHOW, new Failure(Failure.Cause.TIMED_OUT, "no reply in time", System.nanoTime()));

        MixFigures figures = new MixFigures(new Setup("load http"), 1, 1, 0, false, meter);

        assertThat(figures.report().checks()).containsEntry("requests without an answer", 1L);
        assertThat(figures.report().judgement()).as("the last had no answer").isEqualTo(Judgement.CUT_SHORT);
    }

    private static MixFigures measure(Server server, String options) throws CouldNotRun {
        String all = "--url http://127.0.0.1:" + server.httpPort()
                + " --seconds 2 --connections 4 --seed 5 --warm-up 20 " + options;
        return CommandLine.populateCommand(new HttpLoadCommand(), all.split(" "))
                .measure(moment -> {});
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--mix seats | --mix: 'seats' is not of the form kind=weight",
                "--mix pears=3 | --mix: there is no kind 'pears', only cities, movies, show, seats, unchanged, hold",
                "--mix seats=-1 | --mix: a weight must be a number from 0 to 1000000, not '-1'",
                "--mix seats=0 | --mix: all weights are 0",
                "--show 1 --seats 5 | leave out --seats",
                "--rate 0 | --rate must be between 1 and",
                "--rate 1000000 --seconds 1000 | --rate times --seconds must be between 1 and"
            })
    void shouldSayWhatIsWrongWhenUsedWrongly(String options, String message) {
        StringWriter errors = new StringWriter();
        int code = new CommandLine(new LoadCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(("http " + options).split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
    }
}
