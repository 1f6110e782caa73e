package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.auth.ApiKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Clients of HTTP/2 that are slow, silent, deaf or hostile: frames that no good client sends. */
@ExtendWith(LeakWatch.class)
class Http2AbuseTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    /** Shorter than a busy machine may need for what TLS begins with would be too short. */
    private static final Duration MEDIUM = Duration.ofSeconds(2);

    /** More by far than fits between a server that does not read and its client: 32 MB. */
    private static final int PUSHED = 4_000;

    /** Enough to push all of that if it were read. */
    private static final Duration LONGER = Duration.ofSeconds(4);

    private static final int ENHANCE_YOUR_CALM = 0xb;
    private static final int REFUSED_STREAM = 0x7;
    private static final int PROTOCOL_ERROR = 0x1;

    // HPACK's indexes of these fields, in its static table.
    private static final byte STATUS_204 = (byte) 0x89;
    private static final byte STATUS_400 = (byte) 0x8c;

    @TempDir
    private static Path made;

    private static TlsSide tls;

    @BeforeAll
    static void make() throws IOException {
        tls = TlsSide.make(made);
    }

    @Test
    void shouldCutOffAReaderThatNeverReads() throws Exception {
        byte[] large = EventStream.event("large", 1, "x".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII));
        try (OpenedStreams opened = new OpenedStreams(tls.options().timeouts(LONG, MEDIUM, LONG, LONG));
                RawHttp2 client = tls.connect(opened.server)) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, RawHttp2.get("/stream"));
            EventStream stream = opened.next();
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
        HttpOptions options = tls.options().timeouts(LONG, MEDIUM, LONG, LONG);
        try (HttpServer server = HttpServer.start(options, router, ApiKeys.none());
                RawHttp2 client = tls.connect(server)) {
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
    void shouldNotReadOnWhenHeadsOfAnswersAreNotRead() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        Router router = new Router();
        // A letter that Huffman's code makes longer, so that it is copied: the watch for leaks notes each byte coded.
        String filler = "~".repeat(7_000);
        router.open(Method.GET, "/head", exchange -> {
            answered.incrementAndGet();
            exchange.responseHeader("X-Filler", filler);
            exchange.respond(204);
        });
        HttpOptions options = tls.options().timeouts(LONG, LONGER, LONG, LONG);
        int sent = 0;
        try (HttpServer server = HttpServer.start(options, router, ApiKeys.none());
                RawHttp2 client = tls.connect(server)) {
            byte[] request = RawHttp2.get("/head", "x-filler", "y".repeat(8_000));
            try {
                for (; sent < PUSHED; sent++) {
                    client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 2 * sent + 1, request);
                }
            } catch (IOException e) {
                // The connection has ended, as it should.
            }
            await().until(() -> server.connectionCount() == 0);
        }
        assertThat(sent).as("what the kernel takes is bounded").isLessThan(PUSHED);
        assertThat(answered.get()).as("heads in the kernel and a few more").isLessThan(PUSHED / 2);
    }

    @Test
    void shouldAnswerHeadsWithoutMethodOrPath() throws Exception {
        Router router = new Router();
        router.open(Method.GET, "/head", exchange -> exchange.respond(204));
        try (HttpServer server = HttpServer.start(tls.options(), router, ApiKeys.none());
                RawHttp2 client = tls.connect(server)) {
            int all = RawHttp2.END_STREAM | RawHttp2.END_HEADERS;
            client.send(RawHttp2.HEADERS, all, 1, RawHttp2.headOf(":path", "/head"));
            client.send(RawHttp2.HEADERS, all, 3, RawHttp2.headOf(":method", "GET"));
            client.send(RawHttp2.HEADERS, all, 5, RawHttp2.headOf());
            client.send(RawHttp2.HEADERS, all, 7, RawHttp2.get("/head"));

            for (int stream = 1; stream < 7; stream += 2) {
                RawHttp2.Frame answer = client.next(RawHttp2.HEADERS);
                assertThat(answer.stream()).isEqualTo(stream);
                assertThat(answer.payload().get(0)).isEqualTo(STATUS_400);
            }
            assertThat(client.next(RawHttp2.HEADERS).payload().get(0)).isEqualTo(STATUS_204);
        }
    }

    @Test
    void shouldSayThatABodyWithAnotherLengthIsTheClientsFault() throws Exception {
        try (Fixture fixture = new Fixture(tls.options());
                RawHttp2 client = tls.connect(fixture.server)) {
            byte[] head = RawHttp2.post("/echo", "content-type", "application/json", "content-length", "50");
            client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, head);
            client.send(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[14]);

            assertThat(client.next(RawHttp2.RST_STREAM).error()).isEqualTo(PROTOCOL_ERROR);
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 3, RawHttp2.get("/ping"));
            assertThat(client.next(RawHttp2.HEADERS).stream()).isEqualTo(3);
        }
    }

    @Test
    void shouldTimeOutWhenBodyDoesNotCome() throws Exception {
        try (Fixture fixture = new Fixture(tls.options().timeouts(MEDIUM, LONG, MEDIUM, LONG));
                RawHttp2 client = tls.connect(fixture.server)) {
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
        try (Fixture fixture = new Fixture(tls.options().timeouts(LONG, SHORT, LONG, LONG));
                RawHttp2 client = tls.connect(fixture.server)) {
            assertThat(client.next(RawHttp2.GOAWAY).error()).isZero();
            client.awaitEnd();
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
        try (Fixture fixture = new Fixture(tls.options());
                RawHttp2 client = tls.connect(fixture.server)) {
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
        try (Fixture fixture = new Fixture(tls.options());
                RawHttp2 client = tls.connect(fixture.server)) {
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
        try (Fixture fixture = new Fixture(tls.options());
                RawHttp2 client = tls.connect(fixture.server)) {
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
        try (Fixture fixture = new Fixture(tls.options().maxConnections(3));
                RawHttp2 client = tls.connect(fixture.server);
                RawHttp2 other = tls.connect(fixture.server)) {
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
        try (Fixture fixture = new Fixture(tls.options());
                RawHttp2 client = tls.connect(fixture.server);
                RawHttp2 other = tls.connect(fixture.server)) {
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
}
