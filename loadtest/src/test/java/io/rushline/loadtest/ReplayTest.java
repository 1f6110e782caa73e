package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.server.Server;
import io.rushline.gateway.server.ServerOptions;
import io.rushline.journal.append.Durability;
import io.rushline.loadtest.replay.ReplayFigures;
import io.rushline.loadtest.report.Figures;
import io.rushline.loadtest.report.Judgement;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.workload.CouldNotRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A real on-sale, recorded by one server and played to another. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {
    private static final String CUSTOMERS = "--seats 60 --customers 200 --seconds 1 --hold-seconds 120"
            + " --drain-seconds 3 --warm-up 0 --seed 7 --set cancel=30 --set look=80 --set choose=80"
            + " --set double-click=20 --set hesitate-max-ms=500";

    private Path directory = Path.of("");
    private @Nullable Server target;
    private long holds;

    @BeforeAll
    void record(@TempDir Path temporary) throws CouldNotRun {
        directory = temporary;
        try (Server recorder = server("recorded")) {
            Figures figures = CommandLine.populateCommand(
                            new OnsaleCommand(),
                            ("--url http://127.0.0.1:" + recorder.httpPort() + " " + CUSTOMERS).split(" "))
                    .measure(moment -> {});
            assertThat(figures.judgement()).isEqualTo(Judgement.CLEAN);
            holds = figures.counts()
                    .getOrDefault(Operation.HOLD, new TreeMap<>())
                    .getOrDefault("201", 0L);
        }
        target = server("target");
    }

    @AfterAll
    void stop() {
        if (target != null) {
            target.close();
        }
    }

    @Test
    void shouldGetTheSameAnswersWhenTheOrderIsTheSame() throws CouldNotRun {
        ReplayFigures figures = replay("recorded", "--speed max --server-journal " + directory.resolve("target"));

        assertThat(figures.examples()).isEmpty();
        assertThat(figures.differences()).isEmpty();
        assertThat(figures.same()).isEqualTo(figures.commands()).isGreaterThan(300);
        assertThat(figures.meter().tally().counts().get(Operation.HOLD)).containsEntry("200", holds);
        assertThat(figures.meter().tally().counts()).containsKeys(Operation.BOOK, Operation.JOIN, Operation.CANCEL);
        assertThat(figures.verdict().findings()).isEmpty();
        assertThat(figures.judgement()).isEqualTo(Judgement.CLEAN);
        assertThat(figures.journal().orElseThrow().compared())
                .as("all commands, and offers that somebody was told of")
                .isGreaterThanOrEqualTo(figures.commands());
    }

    @Test
    void shouldKeepTheRecordedDistancesWhenTheSpeedSaysSo() throws CouldNotRun {
        ReplayFigures figures = replay("recorded", "--speed 4");

        // One second of arrivals, and some until the line was left.
        assertThat(figures.seconds()).isBetween(0.5, 30.0);
        assertThat(figures.differences()).as("%s", figures.examples()).isEmpty();
    }

    @Test
    void shouldTellWhatIsDifferentWhenTheShowIsNotAsItWas() throws CouldNotRun {
        ReplayFigures first = replay("recorded", "--speed max");
        Map.Entry<Long, Long> played = first.shows().entrySet().iterator().next();
        long recorded = played.getKey();
        long used = played.getValue();

        // The same show once more: what was sold is gone.
        ReplayFigures again = replay("recorded", "--speed max --timeout-seconds 5 --show " + recorded + "=" + used);

        assertThat(again.shows()).containsEntry(recorded, used);
        assertThat(again.differing()).isPositive();
        assertThat(again.same() + again.differing()).isEqualTo(again.commands());
        assertThat(again.differences().keySet())
                .anySatisfy(kind -> assertThat(kind).startsWith("HoldBestAvailable: OK became"))
                .contains("ConfirmHold: could not be asked");
        assertThat(again.examples())
                .anySatisfy(example -> assertThat(example)
                        .contains("HoldBestAvailable: OK became", "by load-", "recorded OK [S1-R1-"));
        assertThat(again.judgement()).as("other answers break no promise").isEqualTo(Judgement.CLEAN);
    }

    @Test
    void shouldGiveUpAndSayWhatHadNoAnswerWhenTheServerGoesAway() throws CouldNotRun {
        Server mortal = server("mortal");

        ReplayFigures figures =
                replay(mortal, "recorded", "--speed 1 --timeout-seconds 4", inBackground(mortal::close));

        assertThat(figures.judgement()).isEqualTo(Judgement.CUT_SHORT);
        assertThat(figures.unanswered()).isPositive();
        assertThat(figures.unsent()).isPositive();
        assertThat(figures.seconds()).isLessThan(20);
        assertThat(figures.same() + figures.differing()).isEqualTo(figures.commands());
    }

    @Test
    void shouldSayWhatIsWrongWhenThereIsNothingToPlay() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty/journal")).getParent();
        assertThatThrownBy(() -> replay("empty", ""))
                .isInstanceOf(CouldNotRun.class)
                .hasMessageContaining("nobody asked");
        assertThatThrownBy(() -> replay("nowhere", ""))
                .isInstanceOf(CouldNotRun.class)
                .hasMessageContaining("there is no journal in");
        assertThatThrownBy(() -> replay("recorded", "--show 1=2"))
                .isInstanceOf(CouldNotRun.class)
                .hasMessageContaining("no customers of a show 1");
        assertThat(empty).isDirectory();
    }

    private ReplayFigures replay(String recorded, String options) throws CouldNotRun {
        if (target == null) {
            throw new IllegalStateException("the server did not start");
        }
        return replay(target, recorded, options, moment -> {});
    }

    private ReplayFigures replay(Server server, String recorded, String options, Consumer<Moment> live)
            throws CouldNotRun {
        String all = "--journal " + directory.resolve(recorded) + " --url http://127.0.0.1:" + server.httpPort()
                + " --binary-port " + server.binaryPort() + " " + options;
        return CommandLine.populateCommand(new ReplayCommand(), all.strip().split(" "))
                .measure(live);
    }

    private Server server(String name) {
        return Server.start(
                ServerOptions.on(directory.resolve(name), Durability.CACHE).build(),
                ApiKeys.none().withDemo(),
                failure -> {});
    }

    /** After the first second; the event loop that tells of it must not wait. */
    private static Consumer<Moment> inBackground(Runnable task) {
        Thread thread = new Thread(task, "away");
        thread.setDaemon(true);
        AtomicBoolean isStarted = new AtomicBoolean();
        return moment -> {
            // A second that was late is left out.
            if (moment.second() >= 1 && isStarted.compareAndSet(false, true)) {
                thread.start();
            }
        };
    }
}
