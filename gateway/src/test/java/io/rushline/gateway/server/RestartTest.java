package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.server.Api.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one server acknowledged, the next one on the same data directory knows. */
class RestartTest {
    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldKeepHoldsBookingsLineAndAnswersAcrossARestart() {
        String holdPath;
        String bookingPath;
        String waiterPath;
        String mapPath;
        String holdsPath;
        String key = Api.newKey();
        String refusedKey = Api.newKey();
        String body = json("{'customer':'ann','quantity':2}");
        String refusedBody = json("{'customer':'bob','seats':['Stalls-A-9']}");
        String tooMany = json("{'customer':'bob','quantity':11}");
        Answer made;
        Answer refused;
        Answer hold;
        Answer booking;
        Answer waiter;
        Answer map;
        try (TestServer server = TestServer.startDurable(data)) {
            Api api = server.api();
            House house = new House(api);
            String show = house.smallShow();
            holdsPath = "/shows/" + show + "/holds";
            mapPath = "/shows/" + show + "/seats";
            made = withKey(api, holdsPath, key, body).expect(201);
            refused = withKey(api, holdsPath, refusedKey, tooMany).expect(422);
            holdPath = "/holds/" + made.text("holdId");
            bookingPath = "/bookings/" + house.booked(show, "bob", 2);
            waiterPath = "/waiters/" + house.join(show, "cat", 1).expect(202).text("waiterId");
            hold = api.get(holdPath).expect(200);
            booking = api.get(bookingPath).expect(200);
            waiter = api.get(waiterPath).expect(200);
            map = api.get(mapPath).expect(200);
        }
        try (TestServer server = TestServer.startDurable(data)) {
            Api api = server.api();
            Answer repeated = withKey(api, holdsPath, key, body);
            Answer repeatedRefusal = withKey(api, holdsPath, refusedKey, tooMany);

            assertThat(api.get(bookingPath).bytes()).isEqualTo(booking.bytes());
            assertThat(api.get(waiterPath).bytes()).isEqualTo(waiter.bytes());
            assertThat(api.get(mapPath).bytes()).isEqualTo(map.bytes());
            assertThat(api.get(mapPath).header("ETag")).isEqualTo(map.header("ETag"));
            for (String field : new String[] {"holdId", "state", "seats", "total", "expiresAt", "sequence"}) {
                assertThat(api.get(holdPath).at(field)).as(field).isEqualTo(hold.at(field));
            }
            assertThat(repeated.status()).isEqualTo(201);
            assertThat(repeated.bytes()).isEqualTo(made.bytes());
            assertThat(repeated.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(repeatedRefusal.status()).isEqualTo(422);
            assertThat(repeatedRefusal.bytes()).isEqualTo(refused.bytes());
            assertThat(withKey(api, holdsPath, key, refusedBody).text("code")).isEqualTo("SEAT_NOT_FOUND");
            assertThat(withKey(api, holdsPath, key, tooMany).text("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
            // Nothing was done twice, and the line goes on where it was.
            assertThat(api.get(mapPath).bytes()).isEqualTo(map.bytes());
            api.delete(holdPath + "?customer=ann").expect(204);
            assertThat(api.get(waiterPath).text("state")).isEqualTo("OFFERED");
        }
    }

    @Test
    void shouldExpireAHoldAtItsTimeAcrossARestart() {
        String holdPath;
        String showId;
        Instant expiresAt;
        try (TestServer server = TestServer.startDurable(data)) {
            Api api = server.api();
            House house = new House(api);
            showId = house.smallShow("'holdSeconds':3", "'graceSeconds':1");
            Answer hold = house.hold(showId, "ann", 4).expect(201);
            holdPath = "/holds/" + hold.text("holdId");
            expiresAt = Instant.parse(hold.text("expiresAt"));
        }
        try (TestServer server = TestServer.startDurable(data)) {
            Api api = server.api();
            // Nobody sends a command: the server itself must see that something is due.
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                boolean isExpired = api.get(holdPath).text("state").equals("EXPIRED");
                assertThat(isExpired && Instant.now().isBefore(expiresAt.plusSeconds(1)))
                        .as("expired before its time and the grace")
                        .isFalse();
                return isExpired;
            });
            assertThat(api.get(holdPath).at("expiresAt")).isEqualTo(expiresAt.toString());
            assertThat(api.get("/shows/" + showId + "/seats").text("sections/0/rows/0/seats"))
                    .isEqualTo("FFFF");
        }
    }

    @Test
    void shouldKeepTheShowsThatOperatorsMadeAcrossARestart() {
        String showId;
        String path;
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            showId = house.largeShow();
            path = "/movies/" + house.movieId() + "/shows";
        }
        try (TestServer server = TestServer.start(data)) {
            assertThat(server.api().get(path).each("items", "showId")).containsExactly(showId);
            assertThat(server.api().get("/shows/" + showId).text("hall/name")).isEqualTo("Large");
        }
    }

    @Test
    void shouldKeepWhatOperatorsDidAcrossARestart() {
        String closed;
        String cancelled;
        String archived;
        String opened;
        String movies;
        Answer map;
        try (TestServer server = TestServer.start(data)) {
            Api api = server.api();
            House house = new House(api);
            movies = "/movies/" + house.movieId() + "/shows";
            closed = house.smallShow();
            house.block(closed, "Stalls-A-2").expect(200);
            house.operate(closed, "close").expect(200);
            map = api.get("/shows/" + closed + "/seats").expect(200);
            cancelled = house.smallShow();
            house.operate(cancelled, "cancel").expect(200);
            archived = house.smallShow();
            house.operate(archived, "close").expect(200);
            house.operate(archived, "archive").expect(200);
            opened = house.smallShow("'onSaleAt':'2199-01-02T03:04:05.678Z'");
            house.operate(opened, "open").expect(200);
        }
        try (Catalogue catalogue = Catalogue.open(data)) {
            // As if the process had died between the engine's answer and the copy.
            catalogue.recordShow(Long.parseLong(archived), 1, 1, 1, 2, 3);
            catalogue.recordShow(Long.parseLong(opened), 1, 1, 1, 2, 3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (TestServer server = TestServer.start(data)) {
            Api api = server.api();
            assertThat(api.get("/shows/" + closed).text("status")).isEqualTo("Closed");
            assertThat(api.get("/shows/" + closed + "/seats").bytes()).isEqualTo(map.bytes());
            assertThat(api.get("/shows/" + closed + "/seats").header("ETag")).isEqualTo(map.header("ETag"));
            assertThat(api.get("/shows/" + cancelled).text("status")).isEqualTo("Cancelled");
            assertThat(api.get("/shows/" + archived).status()).isEqualTo(404);
            Answer listed = api.get(movies);
            assertThat(listed.each("items", "showId")).containsExactlyInAnyOrder(closed, cancelled, opened);
            assertThat(listed.each("items", "onSaleAt"))
                    .contains(api.get("/shows/" + opened).text("onSaleAt"));
        }
    }

    private static Answer withKey(Api api, String path, String key, String body) {
        return api.call("POST", path).idempotencyKey(key).json(body).send();
    }
}
