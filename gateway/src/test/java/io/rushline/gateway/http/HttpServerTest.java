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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakWatch.class)
class HttpServerTest {
    @RegisterExtension
    final Fixture fixture = Fixture.start();

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
    void shouldNameThePlaceOfSomethingNewOnlyWhenTheAnswerSaysSo() throws IOException {
        Router router = new Router();
        router.open(Method.GET, "/new", exchange -> exchange.created(201, "x/1", json -> json.field("x", 1)));
        router.open(
                Method.GET,
                "/fails",
                exchange -> exchange.created(201, "x/1", json -> {
                    throw new IllegalStateException("on purpose");
                }));
        try (HttpServer server = HttpServer.start(Fixture.options(), router, ApiKeys.demo());
                RawClient client = new RawClient(server.port())) {
            RawClient.Answer created = client.get("/new").answer();
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.header("location")).isEqualTo("/api/v1/x/1");

            RawClient.Answer failed = client.get("/fails").answer();
            assertThat(failed.status()).isEqualTo(500);
            assertThat(failed.headers()).doesNotContainKey("location");
        }
    }

    @Test
    void shouldLeaveWhatAnAnswerSaysOfCachesInWhateverCase() throws IOException {
        Router router = new Router();
        router.open(
                Method.GET,
                "/kept",
                exchange ->
                        exchange.responseHeader("cache-control", "max-age=9").respond(204));
        try (HttpServer server = HttpServer.start(Fixture.options(), router, ApiKeys.demo());
                RawClient client = new RawClient(server.port())) {
            assertThat(client.get("/kept").answer().header("cache-control")).isEqualTo("max-age=9");
        }
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
