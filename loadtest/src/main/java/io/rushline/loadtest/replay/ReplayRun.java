package io.rushline.loadtest.replay;

import io.rushline.engine.protocol.LinePolicy;
import io.rushline.gateway.binary.BinaryClient;
import io.rushline.gateway.binary.ClientOptions;
import io.rushline.loadtest.audit.JournalVerdict;
import io.rushline.loadtest.office.BinaryOffice;
import io.rushline.loadtest.office.SeatMap;
import io.rushline.loadtest.replay.Recording.RecordedShow;
import io.rushline.loadtest.report.JournalFindings;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.report.Verdict;
import io.rushline.loadtest.schedule.Interruption;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Operator;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One replay, from the recording to the figures. */
public final class ReplayRun {
    private static final int LOOK_UP_CONNECTIONS = 8;
    // A server lets one connection watch a thousand.
    private static final long WATCHES_PER_CONNECTION = 1_000;
    private static final double NS_PER_SECOND = 1e9;
    private static final double NS_PER_MS = 1e6;

    private final Plan plan;
    private final String runId = "replay-" + Long.toUnsignedString(new SecureRandom().nextLong(), Character.MAX_RADIX);

    /**
     * A replay as it was ordered.
     *
     * @param setup for the report
     * @param recorded the data directory with the recording
     * @param given shows of the server's that stand for recorded ones; for the others, new ones are made
     * @param speed how many times faster than recorded; 0 for as fast as it goes
     * @param timeoutMs how long an answer, or an id that a command needs, is waited for
     * @param interruption ends it before its time
     * @param serverData the server's own data directory, or null when it can't be read
     */
    public record Plan(
            Setup setup,
            Path recorded,
            Target target,
            String url,
            int binaryPort,
            String operatorKey,
            Map<Long, Long> given,
            double speed,
            long timeoutMs,
            @Nullable Path serverData,
            Interruption interruption) {}

    public ReplayRun(Plan plan) {
        this.plan = plan;
    }

    /**
     * Plays it.
     *
     * @param live hears of each second
     */
    public ReplayFigures run(Consumer<Moment> live) throws CouldNotRun {
        Recording recording = Recording.of(plan.recorded());
        JournalVerdict judge = plan.serverData() == null ? null : JournalVerdict.of(plan.serverData());
        WireClient http = new WireClient(plan.target(), LOOK_UP_CONNECTIONS, 1);
        try {
            Operator operator = new Operator(http, plan.url(), plan.operatorKey(), runId, plan.timeoutMs());
            Map<Long, Long> shows = shows(operator, recording);
            String host = plan.target().address().getAddress().getHostAddress();
            ClientOptions options = ClientOptions.of(host, plan.binaryPort(), plan.operatorKey())
                    .maxInFlight(2 * OnTheirWay.MOST);
            Player player;
            double seconds;
            try (BinaryOffice office = office(http, host, recording, seatMaps(operator, shows));
                    BinaryClient client = BinaryClient.connect(options, http.loops())) {
                if (!office.awaitConnections(plan.timeoutMs())) {
                    throw new CouldNotRun("no binary connection to " + host + ":" + plan.binaryPort()
                            + "; name the port that the server prints at its start with --binary-port");
                }
                LiveEvidence evidence = new LiveEvidence(strictShows(operator, shows));
                player = new Player(recording, shows, client, office, evidence, plan.speed(), runId, plan.timeoutMs());
                plan.interruption().whenRequested(player::cutShort);
                seconds = play(recording, player, office, live);
            }
            // All is closed: no answer changes the evidence while it is read.
            return figures(recording, shows, player, seconds, judge);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CouldNotRun("interrupted before the end, so there are no figures");
        } finally {
            http.close();
        }
    }

    private BinaryOffice office(WireClient http, String host, Recording recording, Map<String, SeatMap> seatMaps) {
        int connections = (int) (recording.joins() / WATCHES_PER_CONNECTION) + 1;
        return new BinaryOffice(http, host, plan.binaryPort(), plan.operatorKey(), connections, runId, seatMaps);
    }

    private Map<Long, Long> shows(Operator operator, Recording recording) throws CouldNotRun {
        Stage stage = new Stage(operator, runId);
        Map<Long, Long> shows = new LinkedHashMap<>();
        for (RecordedShow show : recording.shows().values()) {
            Long given = plan.given().get(show.showId());
            shows.put(show.showId(), given == null ? stage.make(show) : stage.take(given, show));
        }
        for (Long recorded : plan.given().keySet()) {
            if (!shows.containsKey(recorded)) {
                throw new CouldNotRun("the recording has no customers of a show " + recorded + "; it has "
                        + recording.shows().keySet());
            }
        }
        return shows;
    }

    /** Those of the server's whose line is strict: one that was given may have another policy than the recorded one. */
    private static Set<String> strictShows(Operator operator, Map<Long, Long> shows) throws CouldNotRun {
        Set<String> strict = new HashSet<>();
        for (Long showId : shows.values()) {
            Answer show = operator.read("/shows/" + showId).answer();
            if (show.text("linePolicy").equals(LinePolicy.STRICT_FIFO.name())) {
                strict.add(Long.toString(showId));
            }
        }
        return strict;
    }

    private static Map<String, SeatMap> seatMaps(Operator operator, Map<Long, Long> shows) throws CouldNotRun {
        Map<String, SeatMap> maps = new HashMap<>();
        for (Long showId : shows.values()) {
            maps.put(
                    Long.toString(showId),
                    SeatMap.parse(operator.read("/shows/" + showId + "/seats")
                            .answer()
                            .json()));
        }
        return maps;
    }

    /** Answers how many seconds it took. */
    private static double play(Recording recording, Player player, BinaryOffice office, Consumer<Moment> live)
            throws CouldNotRun, InterruptedException {
        long startNs = System.nanoTime();
        Runnable tick = () -> player.tick(System.nanoTime() - startNs).ifPresent(live);
        ScheduledFuture<?> ticker = office.loop().scheduleAtFixedRate(tick, 1, 1, TimeUnit.SECONDS);
        double seconds;
        try {
            recording.play(player);
            player.finish();
            seconds = (System.nanoTime() - startNs) / NS_PER_SECOND;
        } finally {
            ticker.cancel(false);
        }
        Runnable end = () -> {
            player.giveUp();
            live.accept(player.end(System.nanoTime() - startNs));
            office.endWatches();
            player.evidence().close();
        };
        CompletableFuture.runAsync(end, office.loop()).join();
        return seconds;
    }

    private ReplayFigures figures(
            Recording recording, Map<Long, Long> shows, Player player, double seconds, @Nullable JournalVerdict judge)
            throws CouldNotRun {
        List<String> ids = shows.values().stream().map(String::valueOf).toList();
        JournalFindings journal =
                judge == null ? null : judge.judge(player.evidence().evidence(), ids);
        return new ReplayFigures(
                plan.setup(),
                shows,
                player.sentCount(),
                player.unansweredCount(),
                player.isStuck() || player.isCutShort() ? recording.commands() - player.sentCount() : 0,
                player.isCutShort() && player.sentCount() < recording.commands(),
                seconds,
                player.lagMaxNs() / NS_PER_MS,
                player.evidence().seatsSold(),
                recording.shows().values().stream()
                        .mapToInt(show -> show.seats().seatCount())
                        .sum(),
                player.differences().same(),
                player.differences().counts(),
                player.differences().examples(),
                player.meter(),
                Verdict.of(player.evidence().evidence()),
                Optional.ofNullable(journal));
    }
}
