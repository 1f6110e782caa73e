package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.ServeProcess.Offer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

    /** Two of them would sell the same seats: the one that is told to go on by the name, and the one that is not. */
    @Test
    void shouldEndWhenItsDirectoryIsMovedAwayOrItsLockRemoved() throws Exception {
        Path data = directory.resolve("data");
        try (ServeProcess server = ServeProcess.start(data)) {
            Files.move(data, directory.resolve("moved"));
            Files.createDirectories(data);
            assertThat(server.ended()).isEqualTo(3);
            assertThat(server.complaints()).singleElement().asString().contains("no longer this process's");
        }
        try (ServeProcess server = ServeProcess.start(data)) {
            Files.delete(data.resolve("lock"));
            assertThat(server.ended()).isEqualTo(3);
        }
    }

    private static void assertRepeats(HttpResponse<String> first, HttpResponse<String> repeated) {
        assertThat(repeated.statusCode()).isEqualTo(first.statusCode());
        assertThat(repeated.body()).isEqualTo(first.body());
        assertThat(repeated.headers().firstValue("Idempotency-Replayed")).contains("true");
    }
}
