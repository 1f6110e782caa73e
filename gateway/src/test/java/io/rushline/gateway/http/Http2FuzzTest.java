package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Frames of HTTP/2 that are random, bit-flipped, cut, doubled or in another order, beside a client who does nothing
 * wrong.
 */
@ExtendWith(LeakWatch.class)
class Http2FuzzTest {
    private static final int CONNECTIONS = Fuzz.rounds(150);
    private static final Duration USUAL = Duration.ofSeconds(30);

    /** The bystander waits until the last connection has been. */
    private static final Duration WHOLE_TEST = Duration.ofHours(1);

    private static final int LAST = RawHttp2.END_STREAM | RawHttp2.END_HEADERS;
    private static final byte[] BODY = "{\"name\":\"ann\"}".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private static Path made;

    private static TlsSide tls;

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private Fixture fixture;

    @BeforeAll
    static void make() throws IOException {
        tls = TlsSide.make(made);
    }

    @BeforeEach
    void start() throws IOException {
        fixture = new Fixture(tls.options().timeouts(USUAL, USUAL, WHOLE_TEST, USUAL));
        said.start();
        logger().addAppender(said);
    }

    @AfterEach
    void stop() {
        logger().detachAppender(said);
        fixture.close();
    }

    @Test
    void shouldSurviveAnythingAndHarmNobodyElse() throws Exception {
        long seed = Fuzz.seed();
        Random random = new Random(seed);
        try (RawHttp2 bystander = tls.connect(fixture.server)) {
            bystander.send(RawHttp2.HEADERS, LAST, 1, RawHttp2.get("/parked/bystander"));
            Exchange parked = fixture.nextParked();
            int stream = 3;
            for (int i = 0; i < CONNECTIONS; i++) {
                try (RawHttp2 client = tls.connect(fixture.server)) {
                    client.send(mutated(random));
                } catch (IOException e) {
                    // The server has ended the connection, as it may.
                }
                if (i % 10 == 0) {
                    bystander.send(RawHttp2.HEADERS, LAST, stream, RawHttp2.get("/ping"));
                    assertThat(bystander.next(RawHttp2.DATA).stream())
                            .as("seed %d, connection %d", seed, i)
                            .isEqualTo(stream);
                    stream += 2;
                }
            }
            await().until(() -> fixture.server.connectionCount() == 1);
            parked.json(200, json -> json.field("word", "bystander"));
            RawHttp2.Frame answer = bystander.next(RawHttp2.DATA);
            assertThat(answer.stream()).as("seed %d", seed).isEqualTo(1);
            assertThat(answer.text()).isEqualTo("{\"word\":\"bystander\"}");
        }
        assertThat(said.list)
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                .filteredOn(event -> event.getLoggerName().contains("Http2"))
                .as("errors of ours, seed %d", seed)
                .isEmpty();
    }

    @Test
    void shouldAnswerWhereverARequestIsCut() throws IOException {
        try (RawHttp2 client = tls.connect(fixture.server)) {
            int length = request(1).length;
            for (int cut = 1; cut < length; cut++) {
                int stream = 2 * cut - 1;
                byte[] request = request(stream);
                client.send(Arrays.copyOf(request, cut));
                client.send(Arrays.copyOfRange(request, cut, length));

                RawHttp2.Frame answer = client.next(RawHttp2.DATA);
                assertThat(answer.stream()).as("cut behind %d bytes", cut).isEqualTo(stream);
                assertThat(answer.text()).isEqualTo("{\"name\":\"ann\"}");
            }
        }
    }

    /** A POST with its body in two frames. */
    private static byte[] request(int stream) {
        byte[] head = RawHttp2.frame(
                RawHttp2.HEADERS,
                RawHttp2.END_HEADERS,
                stream,
                RawHttp2.post("/echo", "content-type", "application/json"));
        byte[] first = RawHttp2.frame(RawHttp2.DATA, 0, stream, Arrays.copyOf(BODY, 5));
        byte[] rest =
                RawHttp2.frame(RawHttp2.DATA, RawHttp2.END_STREAM, stream, Arrays.copyOfRange(BODY, 5, BODY.length));
        return joined(List.of(head, first, rest));
    }

    private static byte[] mutated(Random random) {
        List<byte[]> frames = new ArrayList<>(List.of(
                RawHttp2.frame(RawHttp2.HEADERS, LAST, 1, RawHttp2.get("/ping")),
                request(3),
                RawHttp2.frame(RawHttp2.PING, 0, 0, new byte[8]),
                RawHttp2.frame(RawHttp2.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 1, 0}),
                RawHttp2.frame(RawHttp2.HEADERS, LAST, 5, RawHttp2.get("/parked/x")),
                RawHttp2.frame(RawHttp2.RST_STREAM, 0, 5, new byte[] {0, 0, 0, 8}),
                RawHttp2.frame(RawHttp2.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 9})));
        switch (random.nextInt(5)) {
            case 0 -> Collections.shuffle(frames, random);
            case 1 -> frames.add(random.nextInt(frames.size()), frames.get(random.nextInt(frames.size())));
            case 2 -> frames.add(random.nextInt(frames.size()), anyFrame(random));
            default -> {}
        }
        byte[] bytes = joined(frames);
        for (int flips = random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    private static byte[] anyFrame(Random random) {
        byte[] payload = new byte[random.nextInt(100)];
        random.nextBytes(payload);
        return RawHttp2.frame(random.nextInt(12), random.nextInt(256), random.nextInt(8), payload);
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        parts.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("io.rushline");
    }
}
