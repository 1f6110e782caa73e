package io.rushline.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.gateway.server.Server;
import io.rushline.gateway.server.ServerOptions;
import io.rushline.journal.append.Durability;
import io.rushline.loadtest.report.Figures;
import io.rushline.loadtest.report.JournalFindings;
import io.rushline.loadtest.report.Judgement;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.workload.CouldNotRun;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Small on-sales against the real server, over real sockets. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OnsaleTest {
    private static final String SEED = "20261122";

    /** A machine that is busy with other things is slow, and says nothing about what is tested here. */
    private static final String PATIENCE = " --timeout-seconds 60";

    private final AtomicReference<@Nullable Throwable> fatal = new AtomicReference<>();

    @TempDir
    Path data = Path.of("");

    private @Nullable Server server;

    @BeforeEach
    void start() {
        server = Server.start(
                ServerOptions.on(data, Durability.DISK)
                        .limits(LimitOptions.DEMO)
                        .build(),
                ApiKeys.none().withDemo(),
                fatal::set);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        assertThat(fatal.get()).isNull();
    }

    @Test
    void shouldSellEverySeatOnceAndServeTheLineInOrderWhenEverybodyComesAtOnce() throws CouldNotRun {
        Figures figures = measure("--journal " + data
                + " --seats 200 --customers 1000 --seconds 3 --hold-seconds 3 --grace-seconds 1 --drain-seconds 150");

        assertThat(figures.verdict().findings()).as("seed " + SEED).isEmpty();
        assertThat(figures.judgement()).isEqualTo(Judgement.CLEAN);
        assertThat(figures.verdict().waitsUnproven()).isZero();
        assertThat(figures.seatsSold()).isEqualTo(200);
        assertThat(figures.soldOut()).isTrue();
        assertThat(figures.latencies().waits().count()).as("offers").isPositive();
        assertThat(figures.counts().get(Operation.HOLD)).containsKeys("201", "409 JOIN_LINE");
        assertThat(figures.counts().get(Operation.JOIN)).containsKey("202");
        assertThat(figures.counts().get(Operation.LOOK_UP)).containsOnlyKeys("200");
        assertEverybodyIsAccountedFor(figures);
        assertJournalAgrees(figures);
    }

    @Test
    void shouldLetEverybodyLeaveTheLineWhenTheOnSaleClosesBeforeTheShowIsFull() throws CouldNotRun {
        Figures figures =
                measure("--shows 2 --seats 60 --customers 400 --seconds 1 --hold-seconds 120 --drain-seconds 3");

        assertThat(figures.verdict().findings()).as("seed " + SEED).isEmpty();
        assertThat(figures.judgement()).isEqualTo(Judgement.CLEAN);
        assertThat(figures.verdict().waitsUnproven()).isZero();
        assertThat(figures.shows()).hasSize(2);
        assertThat(figures.seatsForSale()).isEqualTo(120);
        assertThat(figures.soldOut()).isFalse();
        assertThat(figures.counts().get(Operation.LEAVE)).containsKey("204");
        assertThat(figures.fates()).containsKey("left the line at the end");
        assertEverybodyIsAccountedFor(figures);
    }

    @Test
    void shouldKeepItsPromisesWhenCustomersBehaveBadly() throws CouldNotRun {
        Figures figures = measure("--seats 300 --customers 300 --seconds 1 --shape cliff --hold-seconds 2"
                + " --grace-seconds 1 --drain-seconds 60 --set bots=5 --set bot-requests=5 --set double-click=50"
                + " --set cancel=20 --set lose-patience=40 --set patience-max-ms=3000 --set wait=80 --set hasty=20"
                + " --set hasty-after-ms=50 --set look=80 --set choose=80");

        assertThat(figures.verdict().findings()).as("seed " + SEED).isEmpty();
        assertThat(figures.judgement()).isEqualTo(Judgement.CLEAN);
        assertThat(figures.fates())
                .containsKeys(
                        "were bots", "booked and cancelled", "would not wait in line", "lost patience in the line");
        assertThat(figures.counts().get(Operation.HOLD)).containsKeys("201", "409 SEATS_UNAVAILABLE");
        assertThat(figures.counts()).containsKeys(Operation.SEE_SEATS, Operation.HAMMER, Operation.CANCEL);
        assertEverybodyWasServed(figures);
        assertThat(figures.timeline().moments()).isNotEmpty();
    }

    @Test
    void shouldDoTheSameWhenTheProtocolIsBinary() throws CouldNotRun {
        Figures figures =
                measure("--protocol binary --connections 8 --seats 200 --customers 600 --seconds 1 --rehearsals 1"
                        + " --journal " + data
                        + " --hold-seconds 2 --grace-seconds 1 --drain-seconds 60 --set cancel=20 --set double-click=50"
                        + " --set look=80 --set choose=80 --set bots=1 --set bot-requests=5");

        assertThat(figures.verdict().findings()).as("seed " + SEED).isEmpty();
        assertThat(figures.judgement()).isEqualTo(Judgement.CLEAN);
        assertThat(figures.verdict().waitsUnproven()).isZero();
        assertThat(figures.latencies().waits().count()).as("offers").isPositive();
        assertThat(figures.counts().get(Operation.HOLD)).containsKeys("201", "409 JOIN_LINE");
        assertThat(figures.counts().get(Operation.LOOK_UP)).containsOnlyKeys("200");
        assertEverybodyWasServed(figures);
        assertThat(figures.shows()).as("without that of the rehearsal").hasSize(1);
        assertThat(figures.fates().values().stream().mapToInt(Integer::intValue).sum())
                .as("without those of the rehearsal")
                .isEqualTo(600);
        assertJournalAgrees(figures);
    }

    @Test
    void shouldSayThatItWasCutShortWhenTheServerGoesAway() throws CouldNotRun {
        Figures figures = measure(
                "--seats 1000 --customers 300 --seconds 5 --drain-seconds 5 --timeout-seconds 3",
                atFirstBooking(this::stop));

        assertThat(figures.judgement()).isEqualTo(Judgement.CUT_SHORT);
        assertThat(figures.verdict().bookingsUnproven())
                .isEqualTo(figures.bookings())
                .isPositive();
        assertThat(figures.fates()).containsKey("could not be served");
    }

    /** A client of the binary protocol would wait for its server as long as it is let. */
    @Test
    void shouldSayInSomeSecondsThatTheServerIsGoneWhenTheProtocolIsBinary() throws CouldNotRun {
        Figures figures = measure(
                "--protocol binary --connections 4 --seats 100 --customers 300 --seconds 3 --hold-seconds 60"
                        + " --timeout-seconds 60",
                atFirstBooking(this::stop));

        assertThat(figures.judgement()).isEqualTo(Judgement.CUT_SHORT);
        assertThat(figures.verdict().bookingsUnproven())
                .isEqualTo(figures.bookings())
                .isPositive();
        assertThat(figures.counts().get(Operation.HOLD)).containsKey("unreachable");
        assertThat(figures.runSeconds()).isLessThan(50);
    }

    @Test
    void shouldShowWhatItHasSoFarWhenItIsInterrupted() throws CouldNotRun {
        OnsaleCommand command = command("--seats 100 --customers 60000 --seconds 600 --hold-seconds 120");

        Figures figures = command.measure(atFirstBooking(command.output.interruption::request));

        assertThat(figures.judgement()).isEqualTo(Judgement.INTERRUPTED);
        assertThat(figures.judgement().exitCode()).isEqualTo(130);
        assertThat(figures.customers()).isBetween(1, 59_999);
        assertThat(figures.bookings()).isPositive();
        assertThat(figures.verdict().bookingsUnproven()).isZero();
        assertThat(figures.counts().get(Operation.LOOK_UP)).containsOnlyKeys("200");
    }

    private static void assertJournalAgrees(Figures figures) {
        JournalFindings journal = figures.journal().orElseThrow();
        assertThat(journal.findings()).as("seed " + SEED).isEmpty();
        assertThat(journal.clean()).isTrue();
        assertThat(journal.compared()).isGreaterThan(figures.customers());
    }

    private static void assertEverybodyIsAccountedFor(Figures figures) {
        assertThat(figures.fates().values().stream().mapToInt(Integer::intValue).sum())
                .as("customers in %s", figures.fates())
                .isEqualTo(figures.customers());
        assertEverybodyWasServed(figures);
        assertThat(figures.bookings()).isEqualTo(figures.fates().get("booked"));
    }

    private static void assertEverybodyWasServed(Figures figures) {
        assertThat(figures.fates())
                .as("with the answers %s", figures.counts())
                .doesNotContainKeys("could not be served", "sent to and fro without seats", "not done at the end");
    }

    private Figures measure(String options) throws CouldNotRun {
        return measure(options, moment -> {});
    }

    private Figures measure(String options, Consumer<Moment> live) throws CouldNotRun {
        return command(options).measure(live);
    }

    private OnsaleCommand command(String options) {
        if (server == null) {
            throw new IllegalStateException("the server did not start");
        }
        String all = "--url http://127.0.0.1:" + server.httpPort() + " --binary-port " + server.binaryPort()
                + " --warm-up 100 --seed " + SEED + " " + options
                + (options.contains("--timeout-seconds") ? "" : PATIENCE);
        return CommandLine.populateCommand(new OnsaleCommand(), all.split(" "));
    }

    /** As soon as one is acknowledged; in the background, since the event loop that tells of it must not wait. */
    private static Consumer<Moment> atFirstBooking(Runnable task) {
        Thread thread = new Thread(task, "away");
        thread.setDaemon(true);
        AtomicBoolean isBooked = new AtomicBoolean();
        return moment -> {
            if (moment.gauges().seatsSold() > 0 && isBooked.compareAndSet(false, true)) {
                thread.start();
            }
        };
    }
}
