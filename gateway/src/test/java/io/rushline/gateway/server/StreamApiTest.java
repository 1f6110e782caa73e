package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Events.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Server-sent events over real sockets. */
class StreamApiTest {
    /** More, for a load test: {@code -Drushline.streams=20000}. */
    private static final int STREAMS = Integer.getInteger("rushline.streams", 500);

    @TempDir
    private Path data;

    @AutoClose
    private TestServer server;

    private House house;

    @BeforeEach
    void start() {
        server = TestServer.start(data);
        house = new House(server.api());
    }

    @Test
    void shouldSendTheMapAndThenEachChange() throws IOException {
        String showId = house.smallShow();
        try (Events events = new Events(server.api().port(), "/shows/" + showId + "/seats/stream")) {
            assertThat(events.head()).contains("HTTP/1.1 200", "Content-Type: text/event-stream");
            assertThat(events.head()).doesNotContain("Content-Length");
            Event seats = events.next();
            assertThat(seats.name()).isEqualTo("seats");
            assertThat(seats.data())
                    .isEqualTo(new String(
                            server.api().get("/shows/" + showId + "/seats").bytes(), StandardCharsets.UTF_8));

            String holdId =
                    house.holdSeats(showId, "ann", "Stalls-A-2").expect(201).text("holdId");
            Event held = events.next();
            assertThat(held.name()).isEqualTo("delta");
            assertThat(held.at("seats/0/seat")).isEqualTo("Stalls-A-2");
            assertThat(held.at("seats/0/state")).isEqualTo("H");
            assertThat(held.id()).isEqualTo(held.at("sequence").toString());
            house.book(holdId, "ann").expect(201);
            assertThat(events.next().at("seats/0/state")).isEqualTo("B");
        }
        await().until(() -> house.letters(showId, "sections/0/rows/0").equals("FBFF"));
    }

    @Test
    void shouldEndWithTheShow() throws IOException {
        String showId = house.smallShow();
        try (Events events = new Events(server.api().port(), "/shows/" + showId + "/seats/stream")) {
            events.next();
            house.operate(showId, "close").expect(200);
            house.operate(showId, "archive").expect(200);

            assertThat(events.drain()).as("nothing but changes, then the end").doesNotContain("resync");
        }
    }

    @Test
    void shouldTellAWaiterItsPositionAndItsOffer() throws IOException {
        String showId = house.smallShow();
        String holdId = house.hold(showId, "ann", 4).expect(201).text("holdId");
        String first = house.join(showId, "bob", 1).expect(202).text("waiterId");
        String second = house.join(showId, "cid", 1).expect(202).text("waiterId");
        try (Events events = new Events(server.api().port(), "/waiters/" + second + "/stream")) {
            Event waits = events.next();
            assertThat(waits.name()).isEqualTo("waiter");
            assertThat(waits.at("state")).isEqualTo("WAITING");
            assertThat(waits.at("position")).isEqualTo(2L);

            house.leave(first, "bob").expect(204);
            assertThat(events.next().at("position")).isEqualTo(1L);
            house.release(holdId, "ann").expect(204);
            Event offered = events.next();
            assertThat(offered.at("state")).isEqualTo("OFFERED");
            assertThat(offered.at("hold/customer")).isEqualTo("cid");
            assertThat(events.isEnded()).isTrue();
        }
    }

    @Test
    void shouldRefuseLikeOtherReads() throws IOException {
        try (Events events = new Events(server.api().port(), "/shows/99/seats/stream")) {
            assertThat(events.head()).contains("HTTP/1.1 404", "application/problem+json");
        }
        try (Events events = new Events(server.api().port(), "/waiters/w_guessed/stream")) {
            assertThat(events.head()).contains("HTTP/1.1 404");
        }
    }

    @Test
    void shouldTellManyStreamsAndStopWithThem() throws IOException {
        String showId = house.smallShow();
        List<Events> all = new ArrayList<>();
        try {
            for (int i = 0; i < STREAMS; i++) {
                all.add(new Events(server.api().port(), "/shows/" + showId + "/seats/stream"));
                all.get(i).next();
            }
            house.holdSeats(showId, "ann", "Stalls-A-3").expect(201);
            for (Events events : all) {
                assertThat(events.next().at("seats/0/seat")).isEqualTo("Stalls-A-3");
            }
            long beganNs = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - beganNs))
                    .as("a stream does not hold the server up")
                    .isLessThan(Duration.ofSeconds(9));
            for (Events events : all) {
                assertThat(events.isEnded()).isTrue();
            }
        } finally {
            for (Events events : all) {
                events.close();
            }
        }
    }
}
