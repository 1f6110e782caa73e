package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.listen.PortUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakWatch.class)
class HttpServerTest {
    private Fixture fixture;

    @BeforeEach
    void start() throws IOException {
        fixture = Fixture.start();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void shouldAnswerOrdinaryClient() throws Exception {
        HttpResponse<String> response = send(request("/echo")
                .header("Authorization", "Bearer demo-web")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Zoë 🎭\"}")));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("{\"name\":\"Zoë 🎭\"}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Date")).isPresent();
    }

    @Test
    void shouldNameAddressAndPortWhenPortIsTaken() {
        HttpOptions options = HttpOptions.port(fixture.server.port()).bind("127.0.0.1");

        assertThatThrownBy(() -> HttpServer.start(options, new Router(), ApiKeys.demo()))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageContaining("127.0.0.1 port " + fixture.server.port())
                .hasMessageContaining("in use");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "no such host"})
    void shouldNameAddressWhenItIsNotOfThisMachine(String address) {
        assertThatThrownBy(() -> HttpServer.start(Fixture.options().bind(address), new Router(), ApiKeys.demo()))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageContaining(address + " port 0");
    }

    @Test
    void shouldAnswerHeadWithoutBody() throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer =
                    client.send("HEAD /ping HTTP/1.1\r\nHost: x\r\n\r\n").head();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("content-length")).isEqualTo("13");
            assertThat(client.get("/ping").answer().body()).isEqualTo("{\"pong\":true}");
        }
    }

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
    @ValueSource(
            strings = {"/", "/nowhere", "/ping/", "//ping", "/PING", "/echo/", "/echo/a/b", "/ping/..", "/p%69ng2"})
    void shouldAnswerNotFoundWhenPathIsUnknown(String path) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.get(path).answer();

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.body())
                    .startsWith(
                            "{\"type\":\"/problems/not-found\",\"title\":\"There is nothing at this path\",\"status\":404,")
                    .contains("\"code\":\"NOT_FOUND\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"/echo/a%2Fb%20%C3%A9+,a/b é+", "/p%69ng,", "http://elsewhere/echo/x,x"})
    void shouldDecodePath(String path, String word) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.get(path).answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(word == null ? "{\"pong\":true}" : "{\"word\":\"" + word + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo/%", "/echo/%4", "/echo/%zz", "/echo/%ff", "/ping?x=%", "/ping?%c3=1", "ping", "*"})
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
                "",
                "Authorization: Bearer wrong\r\n",
                "Authorization: Bearer\r\n",
                "Authorization: Basic ZGVtby13ZWI6\r\n",
                "Authorization: Bearer demo-web\r\nAuthorization: Bearer demo-web\r\n"
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
    void shouldEchoRequestIdWhenItIsSane() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("GET /nowhere HTTP/1.1\r\nHost: x\r\nX-Request-Id: web-7.42\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertThat(answer.header("x-request-id")).isEqualTo("web-7.42");
            assertThat(answer.body()).contains("\"requestId\":\"web-7.42\"");

            client.send("GET /nowhere HTTP/1.1\r\nHost: x\r\nX-Request-Id: <script>\r\n\r\n");
            assertThat(client.answer().header("x-request-id")).matches("[0-9a-f]{16}");
        }
    }

    @Test
    void shouldAnswer500AndGoOnWhenHandlerThrows() throws IOException {
        Router router = new Router();
        router.open(Method.GET, "/exception", exchange -> {
            throw new IllegalStateException("secret");
        });
        router.open(Method.GET, "/error", exchange -> {
            throw new StackOverflowError("secret");
        });
        router.open(
                Method.GET,
                "/late",
                exchange -> exchange.executor()
                        .execute(() -> exchange.json(200, json -> {
                            throw new IllegalStateException("secret");
                        })));
        router.open(Method.GET, "/problem", exchange -> {
            throw Problem.of(425, "NOT_ON_SALE", "Sales have not begun")
                    .instant("onSaleAt", 1_000)
                    .retryAfter(7)
                    .exception();
        });
        router.open(Method.GET, "/after", exchange -> {
            exchange.respond(204);
            throw new IllegalStateException("too late to be told");
        });
        try (HttpServer server = HttpServer.start(Fixture.options(), router, ApiKeys.none());
                RawClient client = new RawClient(server.port())) {
            for (String path : List.of("/exception", "/error", "/late")) {
                RawClient.Answer answer = client.get(path).answer();
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.body())
                        .contains("\"code\":\"INTERNAL_ERROR\"")
                        .contains("\"requestId\":\"" + answer.header("x-request-id") + "\"")
                        .doesNotContain("secret");
            }
            RawClient.Answer problem = client.get("/problem").answer();
            assertThat(problem.status()).isEqualTo(425);
            assertThat(problem.header("retry-after")).isEqualTo("7");
            assertThat(problem.body()).contains("\"onSaleAt\":\"1970-01-01T00:00:01.000Z\"");
            assertThat(client.get("/after").answer().status()).isEqualTo(204);
        }
    }

    @Test
    void shouldSendFirstAnswerOnlyWhenHandlerRespondsTwice() throws Exception {
        try (RawClient client = fixture.connect()) {
            client.get("/parked/x");
            Exchange exchange = fixture.nextParked();

            assertThat(exchange.json(200, json -> json.field("answer", 1))).isTrue();
            assertThat(exchange.json(200, json -> json.field("answer", 2))).isFalse();
            assertThat(exchange.problem(Problem.malformed("late"))).isFalse();
            assertThat(exchange.fail(new IllegalStateException("late"))).isFalse();

            assertThat(client.answer().body()).isEqualTo("{\"answer\":1}");
            assertThat(client.get("/ping").answer().body()).isEqualTo("{\"pong\":true}");
        }
    }

    @Test
    void shouldLetOneThreadWinWhenManyRespondAtOnce() throws Exception {
        try (RawClient client = fixture.connect()) {
            for (int round = 0; round < 100; round++) {
                client.get("/parked/x");
                Exchange exchange = fixture.nextParked();
                CountDownLatch go = new CountDownLatch(1);
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    Thread thread = new Thread(() -> {
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        exchange.json(200, json -> json.field("ok", true));
                    });
                    thread.start();
                    threads.add(thread);
                }
                go.countDown();

                assertThat(client.answer().body()).isEqualTo("{\"ok\":true}");
                for (Thread thread : threads) {
                    thread.join();
                }
            }
            assertThat(client.get("/ping").answer().body()).isEqualTo("{\"pong\":true}");
        }
    }

    @Test
    void shouldSayOverloadedWhenExecutorIsFull() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
        Router router = new Router();
        router.get("/slow/{n}", Role.WEB, exchange -> {
                    release.await();
                    exchange.json(200, json -> json.field("n", exchange.parameter("n")));
                })
                .blocking(executor);
        router.open(Method.GET, "/ping", exchange -> exchange.respond(204));
        try (HttpServer server = HttpServer.start(Fixture.options(), router, ApiKeys.demo());
                RawClient client = new RawClient(server.port());
                RawClient other = new RawClient(server.port())) {
            client.get("/slow/1").get("/slow/2").get("/slow/3");
            // The event loop is free although both places of the executor are taken.
            assertThat(other.get("/ping").answer().status()).isEqualTo(204);

            release.countDown();

            assertThat(client.answer().body()).isEqualTo("{\"n\":\"1\"}");
            assertThat(client.answer().body()).isEqualTo("{\"n\":\"2\"}");
            RawClient.Answer refused = client.answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).isEqualTo("1");
            assertThat(refused.body()).contains("\"code\":\"OVERLOADED\"");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldRefuseConnectionsBeyondTheLimit() throws IOException {
        try (Fixture small = new Fixture(Fixture.options().maxConnections(2));
                RawClient first = small.connect();
                RawClient second = small.connect()) {
            assertThat(first.get("/ping").answer().status()).isEqualTo(200);
            assertThat(second.get("/ping").answer().status()).isEqualTo(200);

            try (RawClient third = small.connect()) {
                RawClient.Answer answer = third.answer();
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("retry-after")).isEqualTo("1");
                assertThat(third.isEnded()).isTrue();
            }
            assertThat(first.get("/ping").answer().status()).isEqualTo(200);
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

    @Test
    void shouldRefuseResponseHeadersThatWouldBreakTheFrame() throws Exception {
        try (RawClient client = fixture.connect()) {
            client.get("/parked/x");
            Exchange exchange = fixture.nextParked();

            assertThatThrownBy(() -> exchange.responseHeader("Content-Length", "1"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> exchange.responseHeader("ETag", "a\r\nSet-Cookie: b"))
                    .isInstanceOf(IllegalArgumentException.class);
            exchange.responseHeader("ETag", "\"7\"").respond(304);

            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.header("etag")).isEqualTo("\"7\"");
            assertThat(client.get("/ping").answer().status()).isEqualTo(200);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + fixture.server.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
