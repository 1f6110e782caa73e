package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.Role;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a request from its head: where it goes, who asks, and what for. */
@ExtendWith(LeakWatch.class)
class AdmissionTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

    @ParameterizedTest
    @CsvSource({"/ping,'GET, HEAD, OPTIONS'", "/echo,'OPTIONS, POST'", "/echo/x,'GET, HEAD, OPTIONS'"})
    void shouldNameMethodsWhenAskedOrWhenAnotherIsUsed(String path, String allow) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer options = client.send("OPTIONS " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .answer();
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.header("allow")).isEqualTo(allow);

            for (String method : List.of("DELETE", "TRACE", "BREW")) {
                RawClient.Answer refused = client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                        .answer();
                assertThat(refused.status()).isEqualTo(405);
                assertThat(refused.header("allow")).isEqualTo(allow);
                assertThat(refused.body()).contains("\"code\":\"METHOD_NOT_ALLOWED\"");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ping", "/ping?a=b", "*"})
    void shouldNotAnswerOptionsToWhoMustStayAway(String target) throws IOException {
        BlockingQueue<Lane> asked = new LinkedBlockingQueue<>();
        Gatekeeper gatekeeper = (client, lane) -> {
            asked.add(lane);
            throw Problem.of(403, "CLIENT_BLOCKED", "Stay away").exception();
        };
        Router router = new Router();
        router.open(Method.GET, "/ping", exchange -> exchange.respond(204));
        Reception reception =
                new Reception(ApiKeys.none(), TrustedProxies.NONE, gatekeeper, RequestObserver.NONE, CorsPolicy.NONE);
        try (HttpServer server = HttpServer.start(Fixture.options(), router, reception);
                RawClient client = new RawClient(server.port())) {
            RawClient.Answer answer = client.send("OPTIONS " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .answer();

            assertThat(answer.status()).isEqualTo(403);
            assertThat(asked).containsExactly(Lane.READ);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/nowhere", "/ping/", "//ping", "/PING", "/echo/", "/echo/a/b", "/ping/..", "/p%69ng2"})
    void shouldAnswerNotFoundWhenPathIsUnknown(String path) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.get(path).answer();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(answer.body())
                    .startsWith(
                            "{\"type\":\"/problems/not-found\",\"title\":\"There is nothing at this path\",\"status\":404,")
                    .contains("\"code\":\"NOT_FOUND\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"/echo/a%2Fb%20%C3%A9+,a/b é+", "/p%69ng,", "http://elsewhere/echo/x,x", "HTTPS://elsewhere:1/echo/x,x"
    })
    void shouldDecodePath(String path, String word) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.get(path).answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(word == null ? "{\"pong\":true}" : "{\"word\":\"" + word + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/echo/%",
                "/echo/%4",
                "/echo/%zz",
                "/echo/%ff",
                "/ping?x=%",
                "/ping?%c3=1",
                "ping",
                "*",
                "ftp://x/ping",
                "://x/ping"
            })
    void shouldRefuseTargetWhenItsEncodingIsBroken(String target) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.get(target).answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("\"code\":\"MALFORMED\"");
            assertThat(client.get("/ping").answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user@x/ping",
                "http://user:word@x/ping",
                "http://x\\y/ping",
                "http://x#/ping",
                "http:///ping",
                "http://?/ping",
                "http://a b@x/ping"
            })
    void shouldRefuseATargetWithoutAHost(String target) throws IOException {
        try (RawClient client = fixture.connect()) {
            assertThat(client.get(target).answer().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP://elsewhere?x=/ping", "http://elsewhere:1?/ping", "http://elsewhere"})
    void shouldTakeATargetWithoutAPathForTheRoot(String target) throws IOException {
        try (RawClient client = fixture.connect()) {
            assertThat(client.get(target).answer().status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "x/y", "user@x", "x?", "h\u00e9", "x\\y"})
    void shouldRefuseAHostThatIsNone(String host) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.send("GET /ping HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("The Host header must be a host");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[::1]:8080", "tickets.example:443", "xn--bcher-kva.example.", "_a~b"})
    void shouldTakeAnyHost(String host) throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("GET /ping HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer wrong\r\n",
                "Authorization: Bearer\r\n",
                "Authorization: Basic ZGVtby13ZWI6\r\n"
            })
    void shouldAskForKeyWhenThereIsNoneOrAWrongOne(String header) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.send("GET /echo/x HTTP/1.1\r\nHost: x\r\n" + header + "\r\n")
                    .answer();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("www-authenticate")).startsWith("Bearer");
            assertThat(answer.body()).contains("\"code\":\"UNAUTHORIZED\"");
        }
    }

    @Test
    void shouldTakeKeyFromQueryWhenThereIsNoHeader() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("GET /echo/x?api_dev_key=demo-web HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);

            client.send("GET /echo/x?api_dev_key=wrong HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(401);

            client.send("GET /echo/x?api_dev_key=demo-web HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer wrong\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(401);
        }
    }

    @Test
    void shouldRefuseWhenRoleDoesNotCover() throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.post("/backstage", "{}").answer();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("\"code\":\"FORBIDDEN\"").contains("needs the role operator");

            client.send("POST /backstage?api_dev_key=demo-operator HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().body()).isEqualTo("{\"who\":\"demo-operator\"}");
            client.send("GET /echo/x?api_dev_key=demo-operator HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldKeepIdempotencyKeysApart() throws IOException {
        Router router = new Router();
        router.post("/keyed", Role.WEB, exchange -> {
            RequestId id = exchange.engineRequestId();
            exchange.json(200, json -> json.field("high", id.high()).field("low", id.low()));
        });
        try (HttpServer server = HttpServer.start(Fixture.options(), router, ApiKeys.demo());
                RawClient client = new RawClient(server.port())) {
            String start = "POST /keyed HTTP/1.1\r\n" + RawClient.KEY;
            RawClient.Answer first =
                    client.send(start + "Idempotency-Key: a b\r\n\r\n").answer();
            assertThat(first.status()).isEqualTo(200);
            assertThat(client.send(start + "X-Idempotency-Key: a b\r\n\r\n")
                            .answer()
                            .body())
                    .isEqualTo(first.body());

            RawClient.Answer missing = client.send(start + "\r\n").answer();
            assertThat(missing.status()).isEqualTo(400);
            assertThat(missing.body()).contains("\"code\":\"IDEMPOTENCY_KEY_REQUIRED\"");

            for (String bad : List.of(
                    "Idempotency-Key: \r\n",
                    "Idempotency-Key: " + "k".repeat(65) + "\r\n",
                    "X-Idempotency-Key: h\u00e9\r\n",
                    "Idempotency-Key: a\r\nIdempotency-Key: b\r\n",
                    "Idempotency-Key: a\r\nX-Idempotency-Key: a\r\n")) {
                RawClient.Answer answer = client.send(start + bad + "\r\n").answer();
                assertThat(answer.status()).as(bad).isEqualTo(400);
                assertThat(answer.body()).contains("\"code\":\"MALFORMED\"").contains("Idempotency-Key");
            }
        }
    }

    @Test
    void shouldServeQueriesByTheirRules() throws IOException {
        Router router = new Router();
        router.get("/search", Role.WEB, exchange -> {
            int limit = exchange.query(query -> query.int32("limit", 1, 30, 30));
            exchange.json(200, json -> json.field("limit", limit));
        });
        router.get("/bare", Role.WEB, exchange -> {
            exchange.refuseQuery();
            exchange.respond(204);
        });
        try (HttpServer server = HttpServer.start(Fixture.options(), router, ApiKeys.demo());
                RawClient client = new RawClient(server.port())) {
            assertThat(client.get("/search?limit=5&api_dev_key=x").answer().body())
                    .isEqualTo("{\"limit\":5}");
            RawClient.Answer answer = client.get("/search?limit=31&colour=red").answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("{\"field\":\"limit\",\"detail\":\"must be a whole number from 1 to 30\"}")
                    .contains("{\"field\":\"colour\",\"detail\":\"is not a query parameter of this request\"}");
            assertThat(client.get("/bare?api_dev_key=x").answer().status()).isEqualTo(204);
            assertThat(client.get("/bare?x=1").answer().status()).isEqualTo(400);
        }
    }
}
