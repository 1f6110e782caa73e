package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.EngineLimits;
import io.rushline.journal.DataDirectory;
import io.rushline.journal.event.EventFile;
import io.rushline.journal.snapshot.SnapshotFile;
import io.rushline.journal.snapshot.SnapshotStore;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A primary and its standby as processes, with real signals. */
@Timeout(400)
class StandbyTest {
    @TempDir
    private Path directory = Path.of(".");

    @Test
    void shouldFollowAndTakeOverWhenThePrimaryIsKilled() throws Exception {
        Path data = directory.resolve("data");
        try (ServeProcess primary = ServeProcess.start(data);
                ServeProcess standby = ServeProcess.standby(data)) {
            String holds = "/shows/" + primary.createShow(primary.createOffer(), 300) + "/holds";
            String body = "{\"customer\":\"ann\",\"quantity\":2}";
            HttpResponse<String> hold = primary.post(holds, "hold-1", body);
            assertThat(hold.statusCode()).isEqualTo(201);
            awaitReadiness(standby, 503, "\"status\":\"following\"", "\"sequence\":" + sequence(hold));

            primary.kill();
            standby.awaitReady();

            HttpResponse<String> repeated = standby.post(holds, "hold-1", body);
            assertThat(repeated.body()).isEqualTo(hold.body());
            assertThat(repeated.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(standby.get("/holds/" + ServeProcess.field(hold.body(), "holdId"))
                            .body())
                    .contains("\"state\":\"HELD\"");
            assertThat(standby.readiness().statusCode()).isEqualTo(200);
            assertThat(standby.terminate()).isZero();
        }
    }

    @Test
    void shouldWriteSnapshotsAndTellHowFarItIs() throws Exception {
        Path data = directory.resolve("data");
        SnapshotStore snapshots = new SnapshotStore(data.resolve("snapshots"));
        try (ServeProcess primary = ServeProcess.start(data);
                ServeProcess standby = ServeProcess.standby(data, "--snapshot-every", "1", "--keep-snapshots", "2")) {
            String holds = "/shows/" + primary.createShow(primary.createOffer(), 300) + "/holds";
            HttpResponse<String> first = primary.post(holds, "hold-1", "{\"customer\":\"ann\",\"quantity\":2}");
            awaitSnapshot(snapshots, sequence(first));
            HttpResponse<String> second = primary.post(holds, "hold-2", "{\"customer\":\"bob\",\"quantity\":2}");
            awaitSnapshot(snapshots, sequence(second));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> snapshots.newestFirst().size() == 2);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(standby.statusMetrics())
                            .contains(
                                    "rushline_standby_lag_commands 0.0",
                                    "rushline_standby_sequence " + sequence(second) + ".0",
                                    "rushline_standby_snapshot_sequence " + sequence(second) + ".0"));

            primary.kill();
            standby.awaitReady();
            assertThat(standby.statusMetrics()).contains("rushline_sequence ").doesNotContain("rushline_standby");
            standby.kill();
        }
        assertThat(snapshots.newestFirst()).hasSize(2);
        for (Path snapshot : snapshots.newestFirst()) {
            try (DataDirectory held = DataDirectory.open(data);
                    Recovery recovery = Recovery.begin(held.snapshots(), EngineLimits.SERVER)) {
                assertThat(recovery.start())
                        .isEqualTo(SnapshotFile.open(snapshot).position());
                recovery.replay(held);
            }
            Files.delete(snapshot);
        }
        try (ServeProcess server = ServeProcess.start(data)) {
            assertThat(server.getAsOperator("/events?limit=1000").body()).contains("\"next\":null");
            assertThat(server.terminate()).isZero();
        }
    }

    private static void awaitSnapshot(SnapshotStore snapshots, long sequence) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(snapshots.newestFirst())
                        .first()
                        .extracting(file -> SnapshotFile.open(file).position().sequence())
                        .isEqualTo(sequence));
    }

    /** As when the primary was of a build that kept no events: the standby has not what was there before it came. */
    @Test
    void shouldTellAllEventsWhenTheirQueueIsLost() throws Exception {
        Path data = directory.resolve("data");
        try (ServeProcess primary = ServeProcess.start(data);
                ServeProcess standby = ServeProcess.standby(data)) {
            primary.createShow(primary.createOffer(), 300);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> standby.readiness().body().contains("\"rehearsed\":true"));
            primary.kill();
            standby.awaitReady();
        }
        Path events = data.resolve("events");
        try (ServeProcess primary = ServeProcess.start(data);
                ServeProcess standby = ServeProcess.standby(data)) {
            for (Path file :
                    EventFile.list(events).stream().map(EventFile::path).toList()) {
                Files.delete(file);
            }
            String holds = "/shows/" + primary.createShow(primary.createOffer(), 300) + "/holds";
            HttpResponse<String> hold = primary.post(holds, "hold-1", "{\"customer\":\"ann\",\"quantity\":2}");
            primary.kill();
            standby.awaitReady();
            EventConsumer consumer = new EventConsumer();
            Set<String> heldIds = Set.of(ServeProcess.field(hold.body(), "holdId"));
            consumer.await(standby, heldIds);
            assertThat(consumer.missing(heldIds)).isEmpty();
            assertThat(consumer.repeated()).isEmpty();
            assertThat(standby.terminate()).isZero();
        }
    }

    @Test
    void shouldSayThatItCouldNotTakeOver() throws Exception {
        Path data = directory.resolve("data");
        try (ServeProcess primary = ServeProcess.start(data);
                ServeProcess standby = ServeProcess.standby(data)) {
            // The primary has the catalogue open and does not mind; nobody can open it again.
            Path catalogue = data.resolve("catalogue.mv.db");
            Files.move(catalogue, directory.resolve("moved"));
            Files.createDirectories(catalogue.resolve("in-the-way"));
            primary.kill();

            assertThat(standby.ended()).isEqualTo(3);
        }
    }

    @Test
    void shouldSayWhichPortItCouldNotHaveWhenItTookOver() throws Exception {
        Path data = directory.resolve("data");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServeProcess primary = ServeProcess.start(data);
                ServeProcess standby = ServeProcess.standby(data, "--binary", "" + taken.getLocalPort())) {
            primary.kill();

            assertThat(standby.ended()).isEqualTo(3);
            assertThat(standby.complaints())
                    .singleElement()
                    .asString()
                    .startsWith("rushline: cannot listen on 127.0.0.1 port " + taken.getLocalPort());
        }
        try (ServeProcess server = ServeProcess.start(data)) {
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void shouldLeaveAStoppedPrimaryAloneUntilItHasStoodStillForTooLong() throws Exception {
        Path data = directory.resolve("data");
        try (ServeProcess primary = ServeProcess.start(data);
                ServeProcess standby = ServeProcess.standby(data, "--kill-stalled", "12");
                ServeProcess second = ServeProcess.standby(data)) {
            String holds = "/shows/" + primary.createShow(primary.createOffer(), 300) + "/holds";
            primary.signal("STOP");
            await().atMost(Duration.ofMinutes(2)).until(() -> stillMs(standby) > 1_000);
            assertThat(standby.readiness().body()).contains("\"status\":\"following\"");

            primary.signal("CONT");
            await().atMost(Duration.ofMinutes(2)).until(() -> stillMs(standby) < 500);
            HttpResponse<String> hold = primary.post(holds, "hold-1", "{\"customer\":\"ann\",\"quantity\":2}");
            assertThat(hold.statusCode()).isEqualTo(201);

            primary.signal("STOP");
            // Whoever of the two gets the lock: the one with the option, or the other that waited longer.
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> standby.readiness().statusCode() == 200
                            || second.readiness().statusCode() == 200);
            assertThat(primary.isAlive()).isFalse();
            ServeProcess successor = standby.readiness().statusCode() == 200 ? standby : second;
            successor.awaitReady();
            assertThat(successor
                            .post(holds, "hold-1", "{\"customer\":\"ann\",\"quantity\":2}")
                            .body())
                    .isEqualTo(hold.body());
            ServeProcess other = successor == standby ? second : standby;
            awaitReadiness(other, 503, "\"status\":\"following\"");
            assertThat(other.terminate()).isZero();
            assertThat(successor.terminate()).isZero();
        }
    }

    private static void awaitReadiness(ServeProcess standby, int status, String... content) {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            HttpResponse<String> readiness = standby.readiness();
            assertThat(readiness.statusCode()).isEqualTo(status);
            assertThat(readiness.body()).contains(content);
        });
    }

    private static long sequence(HttpResponse<String> answer) {
        return number(answer.body(), "sequence");
    }

    private static long stillMs(ServeProcess standby) throws Exception {
        HttpResponse<String> readiness = standby.readiness();
        return number(readiness.body(), "heartbeatStillMs");
    }

    private static long number(String json, String name) {
        java.util.regex.Matcher matcher =
                java.util.regex.Pattern.compile("\"" + name + "\":(\\d+)").matcher(json);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }
}
