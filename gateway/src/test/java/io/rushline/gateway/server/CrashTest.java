package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.ServeProcess.Offer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process leaves behind, with a real process and a real SIGKILL. */
class CrashTest {
    @TempDir
    private Path directory = Path.of(".");

    @Test
    void shouldHaveHoldsBookingsAndAnswersAfterKill() throws Exception {
        Path data = directory.resolve("data");
        String showId;
        String bookingPath;
        String holdPath;
        HttpResponse<String> hold;
        HttpResponse<String> booking;
        HttpResponse<String> refusal;
        String shortHoldPath;
        Instant shortHoldEnds;
        try (ServeProcess server = ServeProcess.start(data)) {
            Offer offer = server.createOffer();
            showId = server.createShow(offer, 300);
            hold = server.post("/shows/" + showId + "/holds", "hold-1", "{\"customer\":\"ann\",\"quantity\":2}");
            holdPath = "/holds/" + ServeProcess.field(hold.body(), "holdId");
            HttpResponse<String> other =
                    server.post("/shows/" + showId + "/holds", "hold-2", "{\"customer\":\"bob\",\"quantity\":3}");
            String otherHold = "/holds/" + ServeProcess.field(other.body(), "holdId");
            booking = server.post(otherHold + "/book", "book-1", "{\"customer\":\"bob\",\"paymentReference\":\"p1\"}");
            bookingPath = "/bookings/" + ServeProcess.field(booking.body(), "bookingId");
            refusal = server.post("/shows/" + showId + "/waiters", "join-1", "{\"customer\":\"cy\",\"quantity\":1}");
            String shortShow = server.createShow(offer, 6);
            HttpResponse<String> shortHold =
                    server.post("/shows/" + shortShow + "/holds", "hold-3", "{\"customer\":\"dee\",\"quantity\":1}");
            shortHoldPath = "/holds/" + ServeProcess.field(shortHold.body(), "holdId");
            shortHoldEnds = Instant.parse(ServeProcess.field(shortHold.body(), "expiresAt"));
            assertThat(hold.statusCode()).isEqualTo(201);
            assertThat(booking.statusCode()).isEqualTo(201);
            assertThat(refusal.statusCode()).isEqualTo(409);
            server.kill();
        }
        try (ServeProcess server = ServeProcess.start(data)) {
            assertThat(server.get(holdPath).body()).contains("\"state\":\"HELD\"", "\"customer\":\"ann\"");
            assertThat(server.get(bookingPath).body()).contains("\"state\":\"BOOKED\"", "\"customer\":\"bob\"");
            assertRepeats(
                    hold,
                    server.post("/shows/" + showId + "/holds", "hold-1", "{\"customer\":\"ann\",\"quantity\":2}"));
            assertRepeats(
                    refusal,
                    server.post("/shows/" + showId + "/waiters", "join-1", "{\"customer\":\"cy\",\"quantity\":1}"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(server.get(shortHoldPath).body()).contains("\"state\":\"EXPIRED\""));
            assertThat(Instant.now()).isAfterOrEqualTo(shortHoldEnds);
            assertThat(server.terminate()).isZero();
        }
    }

    @Test
    void shouldLoseNoAcknowledgedHoldInRoundsOfKills() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Path data = directory.resolve("data");
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger nextKey = new AtomicInteger();
        String showId;
        try (ServeProcess server = ServeProcess.start(data)) {
            showId = server.createShow(server.createOffer(), 3000);
            server.kill();
        }
        String path = "/shows/" + showId + "/holds";
        for (int round = 0; round < 3; round++) {
            try (ServeProcess server = ServeProcess.start(data)) {
                assertThat(repeatAll(server, path, acknowledged))
                        .as("seed %d", seed)
                        .isEqualTo(acknowledged);
                int acknowledgedBeforeKill = 5 + random.nextInt(25);
                holdUntilKilled(server, path, nextKey, acknowledged, acknowledgedBeforeKill);
            }
        }
        try (ServeProcess server = ServeProcess.start(data)) {
            assertThat(repeatAll(server, path, acknowledged))
                    .as("seed %d", seed)
                    .isEqualTo(acknowledged);
        }
    }

    private static void holdUntilKilled(
            ServeProcess server, String path, AtomicInteger nextKey, Map<String, String> acknowledged, int count)
            throws InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(4);
        CountDownLatch enough = new CountDownLatch(count);
        for (int i = 0; i < 4; i++) {
            clients.execute(() -> {
                try {
                    while (true) {
                        String key = "k" + nextKey.incrementAndGet();
                        HttpResponse<String> answer =
                                server.post(path, key, "{\"customer\":\"" + key + "\",\"quantity\":1}");
                        acknowledged.put(key, answer.statusCode() + " " + answer.body());
                        enough.countDown();
                    }
                } catch (IOException | InterruptedException e) {
                    // The server has been killed: what was not answered was not promised.
                }
            });
        }
        assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
        server.kill();
        clients.shutdownNow();
        assertThat(clients.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private static Map<String, String> repeatAll(ServeProcess server, String path, Map<String, String> acknowledged)
            throws IOException, InterruptedException {
        Map<String, String> answers = new ConcurrentHashMap<>();
        for (String key : acknowledged.keySet()) {
            HttpResponse<String> answer = server.post(path, key, "{\"customer\":\"" + key + "\",\"quantity\":1}");
            answers.put(key, answer.statusCode() + " " + answer.body());
        }
        return answers;
    }

    private static void assertRepeats(HttpResponse<String> first, HttpResponse<String> repeated) {
        assertThat(repeated.statusCode()).isEqualTo(first.statusCode());
        assertThat(repeated.body()).isEqualTo(first.body());
        assertThat(repeated.headers().firstValue("Idempotency-Replayed")).contains("true");
    }
}
