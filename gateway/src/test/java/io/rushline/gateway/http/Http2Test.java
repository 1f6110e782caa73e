package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 with the JDK's client, which is not ours. */
@ExtendWith(LeakWatch.class)
class Http2Test {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path made;

    private static TlsSide tls;

    @BeforeAll
    static void make() throws IOException {
        tls = TlsSide.make(made);
    }

    @Test
    void shouldAnswerAsOverHttp1() throws Exception {
        try (Fixture fixture = new Fixture(tls.options())) {
            Client client = new Client(fixture.server.port());

            HttpResponse<String> echo =
                    client.send(client.request("/echo").POST(BodyPublishers.ofString("{\"name\":\"Zoë\"}")));
            assertThat(echo.version()).isEqualTo(Version.HTTP_2);
            assertThat(echo.statusCode()).isEqualTo(201);
            assertThat(echo.body()).isEqualTo("{\"name\":\"Zoë\"}");
            assertThat(echo.headers().map()).containsKeys("date", "x-request-id", "content-length");
            HttpResponse<String> problem = client.send(client.request("/echo").POST(BodyPublishers.ofString("{}")));
            assertThat(problem.statusCode()).isEqualTo(400);
            assertThat(problem.headers().firstValue("content-type")).contains("application/problem+json");
            HttpResponse<String> head = client.send(client.request("/ping").method("HEAD", BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("content-length")).contains("13");
            assertThat(client.send(client.request("/nowhere").GET()).statusCode())
                    .isEqualTo(404);
            assertThat(client.send(client.request("/fails").GET()).statusCode()).isEqualTo(500);
            assertThat(client.send(client.request("/ping").DELETE()).statusCode())
                    .isEqualTo(405);
            HttpResponse<String> options =
                    client.send(client.request("/ping").method("OPTIONS", BodyPublishers.noBody()));
            assertThat(options.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
            assertThat(fixture.server.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldTakeLongBodiesAndRefuseTooLongOnes() throws Exception {
        try (Fixture fixture = new Fixture(tls.options())) {
            Client client = new Client(fixture.server.port());

            assertThat(client.send(client.request("/large").POST(BodyPublishers.ofString("x".repeat(700_000))))
                            .body())
                    .isEqualTo("{\"length\":700000}");
            assertThat(client.send(client.request("/echo").POST(BodyPublishers.ofString("x".repeat(70_000))))
                            .statusCode())
                    .isEqualTo(413);
            // Announced by nobody, so that it is found out on the way.
            byte[] unknown = new byte[100_000];
            assertThat(client.send(client.request("/echo")
                                    .POST(BodyPublishers.ofInputStream(
                                            () -> new java.io.ByteArrayInputStream(unknown))))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(client.send(client.request("/ping").GET()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerManyLongPollsOfOneConnectionInAnyOrder() throws Exception {
        try (Fixture fixture = new Fixture(tls.options())) {
            Client client = new Client(fixture.server.port());
            client.send(client.request("/ping").GET());
            List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
            List<Exchange> parked = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                polls.add(client.sendLater(client.request("/parked/" + i).GET()));
            }
            for (int i = 0; i < 200; i++) {
                parked.add(fixture.nextParked());
            }
            for (int i = 199; i >= 0; i--) {
                String word = parked.get(i).parameter("word");
                parked.get(i).json(200, json -> json.field("word", word));
            }

            for (int i = 0; i < 200; i++) {
                assertThat(polls.get(i).get(20, TimeUnit.SECONDS).body()).isEqualTo("{\"word\":\"" + i + "\"}");
            }
            assertThat(fixture.server.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldStreamEventsAndHearOfAReaderThatLeaves() throws Exception {
        try (OpenedStreams opened = new OpenedStreams(tls.options().timeouts(LONG, LONG, LONG, LONG))) {
            Client client = new Client(opened.server.port());
            HttpResponse<InputStream> first =
                    client.http.send(client.request("/stream").build(), BodyHandlers.ofInputStream());
            HttpResponse<InputStream> second =
                    client.http.send(client.request("/stream").build(), BodyHandlers.ofInputStream());
            EventStream toFirst = opened.next();
            EventStream toSecond = opened.next();
            AtomicBoolean isClosed = new AtomicBoolean();
            toSecond.onClose(() -> isClosed.set(true));

            toFirst.send(EventStream.event("one", 1, "{}".getBytes(StandardCharsets.US_ASCII)));
            toFirst.end();
            second.body().close();

            assertThat(first.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(new String(first.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("event: one\nid: 1\ndata: {}\n\n");
            await().untilTrue(isClosed);
            assertThat(opened.server.connectionCount())
                    .as("only the stream has ended")
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldFinishRequestsInProgressWhenServerCloses() throws Exception {
        try (Fixture fixture = new Fixture(tls.options());
                RawHttp2 client = tls.connect(fixture.server)) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, RawHttp2.get("/parked/poll"));
            Exchange polled = fixture.nextParked();
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 3, RawHttp2.get("/parked/work"));
            Exchange worked = fixture.nextParked();
            CountDownLatch registered = new CountDownLatch(1);
            polled.onTimeout(3_600_000, () -> polled.json(200, json -> json.field("state", "WAITING")));
            polled.executor().execute(registered::countDown);
            assertThat(registered.await(20, TimeUnit.SECONDS)).isTrue();

            Thread closer = new Thread(fixture.server::close);
            closer.start();

            // A client of Java 17 gives up all streams when it hears of the end; others are told in time.
            RawHttp2.Frame goAway = client.next(RawHttp2.GOAWAY);
            assertThat(goAway.error()).isZero();
            worked.respond(204);
            assertThat(client.next(RawHttp2.HEADERS).isLast()).isTrue();
            client.awaitEnd();
            closer.join(Duration.ofSeconds(5).toMillis());
            assertThat(closer.isAlive())
                    .as("it closes as soon as all is answered")
                    .isFalse();
        }
    }

    /** The JDK's client with a key. */
    private static final class Client {
        private final HttpClient http = tls.certificate().httpClient(Version.HTTP_2);
        private final String url;

        Client(int port) {
            url = "https://127.0.0.1:" + port;
        }

        HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(LONG)
                    .header("Authorization", "Bearer demo-web")
                    .header("Content-Type", "application/json");
        }

        HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return http.send(request.build(), BodyHandlers.ofString());
        }

        CompletableFuture<HttpResponse<String>> sendLater(HttpRequest.Builder request) {
            return http.sendAsync(request.build(), BodyHandlers.ofString());
        }
    }
}
