package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.rushline.gateway.auth.ApiKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class EventStreamTest {
    private static final byte[] LARGE =
            EventStream.event("large", 1, "x".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII));

    private final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
    private final BlockingQueue<Exchange> parked = new LinkedBlockingQueue<>();

    @Test
    void shouldCutOffAReaderThatNeverReads() throws IOException, InterruptedException {
        try (HttpServer server = start(Duration.ofSeconds(30));
                RawClient client = new RawClient(server.port())) {
            client.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            // The kernels' buffers on both sides take some megabytes first.
            int sent = sendUntilCutOff(next());

            assertThat(sent).as("events").isLessThan(4_000);
            assertThat(client.rest()).endsWith("event: resync\ndata: {}\n\n");
        }
    }

    @Test
    void shouldNotLetTheKernelKeepMegabytesForAReaderThatNeverReads() throws IOException, InterruptedException {
        assumeTrue(Epoll.isAvailable());
        try (HttpServer server = start(Duration.ofSeconds(30));
                Socket client = new Socket()) {
            client.setReceiveBufferSize(4_096);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            client.getOutputStream()
                    .write("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            int sent = sendUntilCutOff(next());

            assertThat(sent * LARGE.length).as("bytes until the end").isLessThan(1 << 20);
        }
    }

    @Test
    void shouldHearOfAClientThatLeaves() throws IOException, InterruptedException {
        try (HttpServer server = start(Duration.ofSeconds(30))) {
            AtomicBoolean isClosed = new AtomicBoolean();
            try (RawClient client = new RawClient(server.port())) {
                client.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");
                next().onClose(() -> isClosed.set(true));
                assertThat(client.head().status()).isEqualTo(200);
            }

            await().untilTrue(isClosed);
            await().until(() -> server.connectionCount() == 0);
        }
    }

    @Test
    void shouldAnswerRequestsBeforeItInOrderAndNoneBehind() throws IOException, InterruptedException {
        try (HttpServer server = start(Duration.ofSeconds(30));
                RawClient client = new RawClient(server.port())) {
            client.send("GET /ping HTTP/1.1\r\nHost: x\r\n\r\n")
                    .send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
                    .send("GET /ping HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(204);
            assertThat(client.head().header("connection")).isEqualTo("close");
            EventStream stream = next();
            stream.send(EventStream.event("one", 1, "{}".getBytes(StandardCharsets.US_ASCII)));
            stream.end();
            assertThat(client.rest()).isEqualTo("event: one\nid: 1\ndata: {}\n\n");
        }
    }

    /** Nobody would end their waits before their time is over. */
    @Test
    void shouldEndTheWaitsOfRequestsBehindIt() throws Exception {
        try (HttpServer server = start(Duration.ofSeconds(30));
                RawClient client = new RawClient(server.port())) {
            client.send("GET /parked HTTP/1.1\r\nHost: x\r\n\r\n")
                    .send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
                    .send("GET /parked HTTP/1.1\r\nHost: x\r\n\r\n");
            Exchange before = nextParked();
            Exchange behind = nextParked();
            AtomicBoolean isOver = new AtomicBoolean();
            AtomicBoolean isOverAtOnce = new AtomicBoolean();
            behind.onClose(() -> isOver.set(true));

            before.respond(204);

            await().untilTrue(isOver);
            assertThat(client.answer().status()).isEqualTo(204);
            assertThat(client.head().status()).isEqualTo(200);
            behind.onClose(() -> isOverAtOnce.set(true));
            await().untilTrue(isOverAtOnce);
            AtomicBoolean isTimedOut = new AtomicBoolean();
            behind.onTimeout(1, () -> isTimedOut.set(true));
            // Timers of one loop go off in their order.
            behind.executor().schedule(() -> {}, 50, TimeUnit.MILLISECONDS).get();
            assertThat(isTimedOut).isFalse();
        }
    }

    @Test
    void shouldGiveHeadOnlyTheHead() throws IOException {
        try (HttpServer server = start(Duration.ofSeconds(30));
                RawClient client = new RawClient(server.port())) {
            client.send("HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.isEnded()).isTrue();
            assertThat(streams).isEmpty();
        }
    }

    private HttpServer start(Duration idle) throws IOException {
        Router router = new Router();
        router.open(Method.GET, "/stream", exchange -> exchange.stream(streams::add));
        router.open(Method.GET, "/ping", exchange -> exchange.respond(204));
        router.open(Method.GET, "/parked", parked::add);
        return HttpServer.start(Fixture.options().timeouts(idle, idle, idle, idle), router, ApiKeys.none());
    }

    private EventStream next() throws InterruptedException {
        EventStream stream = streams.poll(20, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("no stream was opened");
        }
        return stream;
    }

    private Exchange nextParked() throws InterruptedException {
        Exchange exchange = parked.poll(20, TimeUnit.SECONDS);
        if (exchange == null) {
            throw new AssertionError("no request came");
        }
        return exchange;
    }

    /** How many events it took. */
    private static int sendUntilCutOff(EventStream stream) {
        AtomicBoolean isClosed = new AtomicBoolean();
        stream.onClose(() -> isClosed.set(true));
        int sent = 0;
        while (!isClosed.get() && sent < 4_000) {
            stream.send(LARGE);
            sent++;
            if (sent % 16 == 0) {
                awaitLoop(stream);
            }
        }
        return sent;
    }

    private static void awaitLoop(EventStream stream) {
        AtomicBoolean isDone = new AtomicBoolean();
        stream.run(() -> isDone.set(true));
        await().pollInterval(Duration.ofMillis(1)).untilTrue(isDone);
    }
}
