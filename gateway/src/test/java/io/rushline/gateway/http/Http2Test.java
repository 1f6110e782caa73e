package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.tls.ServerCertificate;
import io.rushline.gateway.tls.TestCertificate;
import java.io.ByteArrayOutputStream;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 with the JDK's client, which is not ours, and with frames that no good client sends. */
@ExtendWith(LeakWatch.class)
class Http2Test {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    /** Shorter than a busy machine may need for what TLS begins with would be too short. */
    private static final Duration MEDIUM = Duration.ofSeconds(2);

    private static final int ENHANCE_YOUR_CALM = 0xb;
    private static final int REFUSED_STREAM = 0x7;

    @TempDir
    private static Path made;

    private static TestCertificate certificate;
    private static ServerCertificate shown;

    @BeforeAll
    static void make() throws IOException {
        certificate = TestCertificate.make(made, "server");
        Path certificateFile = made.resolve("cert.pem");
        Path keyFile = made.resolve("key.pem");
        certificate.write(certificateFile, keyFile);
        shown = ServerCertificate.open(certificateFile, keyFile).current();
    }

    @Test
    void shouldAnswerAsOverHttp1() throws Exception {
        try (Fixture fixture = new Fixture(options())) {
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
        try (Fixture fixture = new Fixture(options())) {
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
        try (Fixture fixture = new Fixture(options())) {
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
        BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
        try (HttpServer server = streaming(streams, LONG)) {
            Client client = new Client(server.port());
            HttpResponse<InputStream> first =
                    client.http.send(client.request("/stream").build(), BodyHandlers.ofInputStream());
            HttpResponse<InputStream> second =
                    client.http.send(client.request("/stream").build(), BodyHandlers.ofInputStream());
            EventStream toFirst = next(streams);
            EventStream toSecond = next(streams);
            AtomicBoolean isClosed = new AtomicBoolean();
            toSecond.onClose(() -> isClosed.set(true));

            toFirst.send(EventStream.event("one", 1, "{}".getBytes(StandardCharsets.US_ASCII)));
            toFirst.end();
            second.body().close();

            assertThat(first.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(new String(first.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("event: one\nid: 1\ndata: {}\n\n");
            await().untilTrue(isClosed);
            assertThat(server.connectionCount()).as("only the stream has ended").isEqualTo(1);
        }
    }

    @Test
    void shouldCutOffAReaderThatNeverReads() throws Exception {
        BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
        byte[] large = EventStream.event("large", 1, "x".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII));
        try (HttpServer server = streaming(streams, MEDIUM);
                RawHttp2 client = new RawHttp2(server.port(), certificate)) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, RawHttp2.get("/stream"));
            EventStream stream = next(streams);
            AtomicBoolean isClosed = new AtomicBoolean();
            stream.onClose(() -> isClosed.set(true));

            // 64 KiB is what it may send before the client gives it room; 256 KiB more may wait.
            for (int i = 0; i < 24; i++) {
                stream.send(large);
            }

            await().untilTrue(isClosed);
            RawHttp2.Frame reset = client.next(RawHttp2.RST_STREAM);
            assertThat(reset.stream()).as("given up after the idle timeout").isEqualTo(1);
        }
    }

    @Test
    void shouldGiveUpAnswersThatNobodyReads() throws Exception {
        Router router = new Router();
        byte[] page = new byte[200_000];
        router.open(Method.GET, "/page", exchange -> exchange.respond(200, "application/octet-stream", page));
        HttpOptions options = options().timeouts(LONG, MEDIUM, LONG, LONG);
        try (HttpServer server = HttpServer.start(options, router, ApiKeys.none());
                RawHttp2 client = new RawHttp2(server.port(), certificate)) {
            for (int stream = 1; stream < 41; stream += 2) {
                client.send(
                        RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, stream, RawHttp2.get("/page"));
            }

            RawHttp2.Frame refused = client.next(RawHttp2.RST_STREAM);
            assertThat(refused.error()).as("no more than a megabyte waits").isEqualTo(REFUSED_STREAM);
            client.awaitEnd();
            await().until(() -> server.connectionCount() == 0);
        }
    }

    @Test
    void shouldTimeOutWhenBodyDoesNotCome() throws Exception {
        try (Fixture fixture = new Fixture(options().timeouts(MEDIUM, LONG, MEDIUM, LONG));
                RawHttp2 client = new RawHttp2(fixture.server.port(), certificate)) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.get("/echo/x"));
            assertThat(client.next(RawHttp2.HEADERS).stream()).isEqualTo(1);
            assertThat(client.next(RawHttp2.DATA).text()).contains("UNSUPPORTED_MEDIA_TYPE");
            assertThat(client.next(RawHttp2.RST_STREAM).error()).isZero();

            client.send(
                    RawHttp2.HEADERS,
                    RawHttp2.END_HEADERS,
                    3,
                    RawHttp2.get("/echo/x", "content-type", "application/json"));
            assertThat(client.next(RawHttp2.DATA).text()).contains("REQUEST_TIMEOUT");

            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 5, RawHttp2.get("/parked/x"));
            assertThat(client.next(RawHttp2.DATA).text()).contains("NO_ANSWER");
        }
    }

    @Test
    void shouldCloseConnectionThatIsSilent() throws Exception {
        try (Fixture fixture = new Fixture(options().timeouts(LONG, SHORT, LONG, LONG));
                RawHttp2 client = new RawHttp2(fixture.server.port(), certificate)) {
            assertThat(client.next(RawHttp2.GOAWAY).error()).isZero();
            client.awaitEnd();
        }
    }

    @Test
    void shouldFinishRequestsInProgressWhenServerCloses() throws Exception {
        try (Fixture fixture = new Fixture(options());
                RawHttp2 client = new RawHttp2(fixture.server.port(), certificate)) {
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

    @Test
    void shouldEndConnectionThatFloodsItWithPings() throws Exception {
        assertFlood(RawHttp2.frame(RawHttp2.PING, 0, 0, new byte[8]), 1);
    }

    @Test
    void shouldEndConnectionThatFloodsItWithSettings() throws Exception {
        assertFlood(RawHttp2.frame(RawHttp2.SETTINGS, 0, 0, new byte[0]), 1);
    }

    @Test
    void shouldEndConnectionThatOpensAndResetsStreams() throws Exception {
        try (Fixture fixture = new Fixture(options());
                RawHttp2 client = new RawHttp2(fixture.server.port(), certificate)) {
            CompletableFuture<RawHttp2.Frame> goAway = laterGoAway(client);
            try {
                ByteArrayOutputStream frames = new ByteArrayOutputStream();
                for (int stream = 1; stream < 2_400; stream += 2) {
                    int flags = RawHttp2.END_STREAM | RawHttp2.END_HEADERS;
                    frames.writeBytes(RawHttp2.frame(RawHttp2.HEADERS, flags, stream, RawHttp2.get("/parked/x")));
                    frames.writeBytes(RawHttp2.frame(RawHttp2.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8}));
                }
                client.send(frames.toByteArray());
            } catch (IOException e) {
                // The connection has ended, as it should.
            }
            assertThat(goAway.get(20, TimeUnit.SECONDS).error()).isEqualTo(ENHANCE_YOUR_CALM);
            await().until(() -> fixture.server.connectionCount() == 0);
        }
    }

    @Test
    void shouldBoundStreamsAndHeads() throws Exception {
        try (Fixture fixture = new Fixture(options());
                RawHttp2 client = new RawHttp2(fixture.server.port(), certificate)) {
            assertThat(client.next(RawHttp2.SETTINGS).payload().remaining())
                    .as("the bounds are announced")
                    .isEqualTo(12);
            int over = 2 * Http2Limits.MAX_STREAMS + 1;
            for (int stream = 1; stream <= over; stream += 2) {
                client.send(
                        RawHttp2.HEADERS,
                        RawHttp2.END_STREAM | RawHttp2.END_HEADERS,
                        stream,
                        RawHttp2.get("/parked/x"));
            }
            RawHttp2.Frame refused = client.next(RawHttp2.RST_STREAM);
            assertThat(refused.stream()).isEqualTo(over);
            assertThat(refused.error()).isEqualTo(REFUSED_STREAM);
        }
        try (Fixture fixture = new Fixture(options());
                RawHttp2 client = new RawHttp2(fixture.server.port(), certificate)) {
            client.send(
                    RawHttp2.HEADERS,
                    RawHttp2.END_STREAM | RawHttp2.END_HEADERS,
                    1,
                    RawHttp2.get("/" + "x".repeat(9_000)));
            assertThat(client.next(RawHttp2.DATA).text()).contains("URI_TOO_LONG");
            client.send(
                    RawHttp2.HEADERS,
                    RawHttp2.END_STREAM | RawHttp2.END_HEADERS,
                    3,
                    RawHttp2.get("/ping", "x", "y".repeat(15_000)));
            assertThat(client.next(RawHttp2.DATA).text()).isEqualTo("{\"pong\":true}");
        }
    }

    @Test
    void shouldLeaveNoPlaceToAnsweredRequestsWhoseBodiesDoNotCome() throws Exception {
        try (Fixture fixture = new Fixture(options().maxConnections(3));
                RawHttp2 client = new RawHttp2(fixture.server.port(), certificate);
                RawHttp2 other = new RawHttp2(fixture.server.port(), certificate)) {
            for (int stream = 1; stream < 41; stream += 2) {
                client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.get("/nowhere"));
                assertThat(client.next(RawHttp2.HEADERS).stream()).isEqualTo(stream);
            }

            for (int stream = 1; stream <= 5; stream += 2) {
                int flags = RawHttp2.END_STREAM | RawHttp2.END_HEADERS;
                other.send(RawHttp2.HEADERS, flags, stream, RawHttp2.get("/parked/x"));
                fixture.nextParked();
            }
            other.send(
                    RawHttp2.HEADERS,
                    RawHttp2.END_STREAM | RawHttp2.END_HEADERS,
                    7,
                    RawHttp2.get("/parked/one-too-many"));
            assertThat(other.next(RawHttp2.RST_STREAM).error())
                    .as("no place is given back twice")
                    .isEqualTo(REFUSED_STREAM);
        }
    }

    private void assertFlood(byte[] frame, int streams) throws Exception {
        try (Fixture fixture = new Fixture(options());
                RawHttp2 client = new RawHttp2(fixture.server.port(), certificate);
                RawHttp2 other = new RawHttp2(fixture.server.port(), certificate)) {
            CompletableFuture<RawHttp2.Frame> goAway = laterGoAway(client);
            try {
                ByteArrayOutputStream frames = new ByteArrayOutputStream();
                for (int i = 0; i < 1_200; i++) {
                    frames.writeBytes(frame);
                }
                client.send(frames.toByteArray());
            } catch (IOException e) {
                // The connection has ended, as it should.
            }
            assertThat(goAway.get(20, TimeUnit.SECONDS).error()).isEqualTo(ENHANCE_YOUR_CALM);
            await().until(() -> fixture.server.connectionCount() == 1);
            other.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, streams, RawHttp2.get("/ping"));
            assertThat(other.next(RawHttp2.HEADERS).stream()).isEqualTo(1);
        }
    }

    private static CompletableFuture<RawHttp2.Frame> laterGoAway(RawHttp2 client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.next(RawHttp2.GOAWAY);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private static HttpOptions options() {
        return Fixture.options().tls(() -> shown);
    }

    private static HttpServer streaming(BlockingQueue<EventStream> streams, Duration idle) throws IOException {
        Router router = new Router();
        router.open(Method.GET, "/stream", exchange -> exchange.stream(streams::add));
        return HttpServer.start(options().timeouts(LONG, idle, LONG, LONG), router, ApiKeys.none());
    }

    private static EventStream next(BlockingQueue<EventStream> streams) throws InterruptedException {
        EventStream stream = streams.poll(20, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("no stream was opened");
        }
        return stream;
    }

    /** The JDK's client with a key. */
    private static final class Client {
        private final HttpClient http = certificate.httpClient(Version.HTTP_2);
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
