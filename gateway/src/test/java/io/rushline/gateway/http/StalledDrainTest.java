package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.auth.ApiKeys;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that closes while its clients read nothing: the end comes with the drain timeout, however many they are. */
@ExtendWith(LeakWatch.class)
class StalledDrainTest {
    private static final int CLIENTS = 8;
    private static final int RECEIVE_BYTES = 4_096;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofMillis(300);

    /** With three seconds for each, one after the other, it would be 24. */
    private static final Duration BOUND = Duration.ofSeconds(8);

    private static final byte[] EVENT =
            EventStream.event("large", 1, "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII));

    /** SETTINGS_INITIAL_WINDOW_SIZE, the largest that there is. */
    private static final byte[] ALL_ROOM_FOR_STREAMS =
            ByteBuffer.allocate(6).putShort((short) 4).putInt(Integer.MAX_VALUE).array();

    /** What is missing from there, as a connection begins with 65,535 bytes. */
    private static final byte[] ALL_ROOM_FOR_CONNECTION =
            ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE - 65_535).array();

    @TempDir
    private Path directory;

    private final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();

    private enum Stall {
        HTTP1,
        HTTP1_OVER_TLS,
        /** The client gives its stream no room, and would read all that is not under flow control. */
        HTTP2_WITHOUT_WINDOW,
        /** The client gives all the room there is, and then reads nothing from its socket. */
        HTTP2_WITHOUT_READING
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotWaitForEachOfThem(Stall stall) throws IOException, InterruptedException {
        TlsSide tls = TlsSide.make(directory);
        HttpOptions options = stall == Stall.HTTP1 ? Fixture.options() : tls.options();
        Router router = new Router();
        router.open(Method.GET, "/stream", exchange -> exchange.stream(streams::add));
        HttpServer server = HttpServer.start(options.timeouts(LONG, LONG, LONG, DRAIN), router, ApiKeys.none());
        List<Closeable> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(ask(stall, server, tls));
                fill(streams.poll(20, TimeUnit.SECONDS));
            }
            assertThat(server.connectionCount()).isEqualTo(CLIENTS);
        } finally {
            long startedNs = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - startedNs)).isLessThan(BOUND);
            for (Closeable client : clients) {
                client.close();
            }
        }
        assertThat(server.connectionCount()).isZero();
    }

    /** A client that has asked for the stream, and does nothing more. */
    private static Closeable ask(Stall stall, HttpServer server, TlsSide tls) throws IOException {
        return switch (stall) {
            case HTTP1 -> ask(connect(server));
            case HTTP1_OVER_TLS -> ask(encrypted(connect(server), tls));
            case HTTP2_WITHOUT_WINDOW ->
                tls.connect(server)
                        .send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, RawHttp2.get("/stream"));
            case HTTP2_WITHOUT_READING ->
                tls.connect(server)
                        .send(RawHttp2.SETTINGS, 0, 0, ALL_ROOM_FOR_STREAMS)
                        .send(RawHttp2.WINDOW_UPDATE, 0, 0, ALL_ROOM_FOR_CONNECTION)
                        .send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, RawHttp2.get("/stream"));
        };
    }

    private static Socket ask(Socket client) throws IOException {
        client.getOutputStream().write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static Socket connect(HttpServer server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        return socket;
    }

    private static Socket encrypted(Socket socket, TlsSide tls) throws IOException {
        return tls.certificate()
                .client()
                .getSocketFactory()
                .createSocket(socket, InetAddress.getLoopbackAddress().getHostAddress(), socket.getPort(), true);
    }

    /** Sends until the client is cut off, of which it can't hear. */
    private static void fill(EventStream stream) {
        AtomicBoolean isCutOff = new AtomicBoolean();
        stream.onClose(() -> isCutOff.set(true));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    stream.send(EVENT);
                    return isCutOff.get();
                });
    }
}
