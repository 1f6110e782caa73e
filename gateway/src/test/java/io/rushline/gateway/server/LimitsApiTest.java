package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.limit.LimitOptions;
import io.rushline.gateway.server.Api.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rate limits and lock-outs over real sockets. */
class LimitsApiTest {
    @TempDir
    private Path data;

    @Test
    void shouldLimitHoldsBeforePayingAndTellWhenToComeBack() throws IOException {
        LimitOptions limits =
                LimitOptions.SERVER.with("address-commands", "1:20").with("reserve-percent", "50");
        try (TestServer server = TestServer.startLimited(data, limits)) {
            House house = new House(server.api());
            String showId = house.largeShow();
            String holdId = house.hold(showId, "ann", 1).expect(201).text("holdId");
            Answer limited = server.api().get("/cities");
            for (int i = 0; i < 30 && limited.status() != 429; i++) {
                askForHoldsTogether(server, showId);
                limited = house.hold(showId, "nobody", 50);
            }

            limited.expect(429);
            assertThat(limited.text("code")).isEqualTo("RATE_LIMITED");
            assertThat(Integer.parseInt(limited.header("Retry-After"))).isPositive();
            assertThat(limited.header("RateLimit-Limit")).isEqualTo("20");
            assertThat(limited.header("RateLimit-Remaining")).isEqualTo("0");
            assertThat(Integer.parseInt(limited.header("RateLimit-Reset"))).isPositive();
            Answer booked = house.book(holdId, "ann").expect(201);
            assertThat(booked.header("RateLimit-Remaining")).isNotEqualTo("(none)");
            server.api().callAnywhere("GET", "/healthz").as("").send().expect(200);
        }
    }

    @Test
    void shouldLockOutScannersAndAlertOperators() {
        LimitOptions limits = LimitOptions.SERVER.with("unknown-shows", "5");
        try (TestServer server = TestServer.startLimited(data, limits)) {
            for (int i = 1; i <= 5; i++) {
                from(server, "198.51.100.7", "/shows/99" + i).expect(404);
            }

            Answer blocked = from(server, "198.51.100.7", "/cities").expect(403);
            assertThat(blocked.text("code")).isEqualTo("CLIENT_BLOCKED");
            assertThat(Integer.parseInt(blocked.header("Retry-After"))).isBetween(1, 600);
            from(server, "198.51.100.8", "/cities").expect(200);
            Answer alerts =
                    server.api().call("GET", "/alerts").as(Api.OPERATOR).send().expect(200);
            assertThat(alerts.text("items/0/offence")).isEqualTo("UNKNOWN_SHOWS");
            assertThat(alerts.text("items/0/who")).isEqualTo("key demo-web from 198.51.100.7");
            server.api().get("/alerts").expect(403);
        }
    }

    @Test
    void shouldLockOutWhoCyclesHoldsAndNobodyElse() {
        LimitOptions limits = LimitOptions.SERVER.with("unpaid-holds", "3");
        try (TestServer server = TestServer.startLimited(data, limits)) {
            House house = new House(server.api());
            String showId = house.largeShow();
            String kept = repeatable(server, showId, "before").expect(201).text("holdId");
            send(server, showId, "prepared", "{'customer':'ann','seats':['Nowhere-A-1']}")
                    .expect(404);
            for (int i = 0; i < 3; i++) {
                String holdId = house.hold(showId, "ann", 1).expect(201).text("holdId");
                house.release(holdId, "ann").expect(204);
            }

            await().until(() -> house.hold(showId, "ann", 1).status() == 403);
            Answer blocked = house.hold(showId, "ann", 1).expect(403);
            assertThat(blocked.text("code")).isEqualTo("CLIENT_BLOCKED");
            house.join(showId, "ann", 1).expect(403);
            Answer again = repeatable(server, showId, "before");
            assertThat(again.header("Idempotency-Replayed"))
                    .as("a repetition gets its stored answer")
                    .isEqualTo("true");
            assertThat(again.text("holdId")).isEqualTo(kept);
            assertThat(repeatable(server, showId, "after").status()).isEqualTo(403);
            assertThat(repeatable(server, showId, "prepared").status())
                    .as("a key that the engine never saw is no key to it")
                    .isEqualTo(403);
            house.hold(showId, "bob", 1).expect(201);
            house.book(kept, "ann").expect(201);
            assertThat(house.hold(showId, "ann", 1).status())
                    .as("who pays may go on")
                    .isEqualTo(201);
        }
    }

    /** On one connection and all at once, so that the server takes them faster than tokens come back, however slow it is. */
    private static void askForHoldsTogether(TestServer server, String showId) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.api().port())) {
            socket.setSoTimeout(60_000);
            String body = "{}";
            String request = "POST /api/v1/shows/" + showId + "/holds HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + Api.WEB + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\nIdempotency-Key: together\r\n";
            String last = request + "Connection: close\r\n\r\n" + body;
            String all = (request + "\r\n" + body).repeat(40) + last;
            socket.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    private static Answer repeatable(TestServer server, String showId, String key) {
        return send(server, showId, key, "{'customer':'ann','quantity':1}");
    }

    private static Answer send(TestServer server, String showId, String key, String body) {
        return server.api()
                .call("POST", "/shows/" + showId + "/holds")
                .idempotencyKey(key)
                .json(House.json(body))
                .send();
    }

    private static Answer from(TestServer server, String address, String path) {
        return server.api().call("GET", path).header("X-Forwarded-For", address).send();
    }
}
