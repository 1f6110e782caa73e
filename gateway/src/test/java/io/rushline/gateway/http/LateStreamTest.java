package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A stream that begins when the server is closing already: it ends at once, so that nobody waits for it. */
@ExtendWith(LeakWatch.class)
class LateStreamTest {
    /** Longer than a client of these tests waits for anything. */
    private static final Duration LONG = Duration.ofSeconds(45);

    @TempDir
    private Path directory;

    private final BlockingQueue<Exchange> parked = new LinkedBlockingQueue<>();

    @Test
    void shouldEndOverHttp1() throws Exception {
        HttpServer server = start(Fixture.options());
        Thread closer = new Thread(server::close);
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n");

            streamBehindTheDrain(closer);

            assertThat(client.head().status()).isEqualTo(200);
            assertThat(client.rest()).isEmpty();
        }
        closer.join();
    }

    @Test
    void shouldEndOverHttp2() throws Exception {
        TlsSide tls = TlsSide.make(directory);
        HttpServer server = start(tls.options());
        Thread closer = new Thread(server::close);
        try (RawHttp2 client = tls.connect(server)) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, RawHttp2.get("/stream"));

            streamBehindTheDrain(closer);

            assertThat(client.next(RawHttp2.HEADERS).isLast()).isFalse();
            assertThat(client.next(RawHttp2.DATA).isLast()).isTrue();
            client.awaitEnd();
        }
        closer.join();
    }

    private HttpServer start(HttpOptions options) throws IOException {
        Router router = new Router();
        router.open(Method.GET, "/stream", parked::add);
        return HttpServer.start(options.timeouts(LONG, LONG, LONG, LONG), router, ApiKeys.none());
    }

    private void streamBehindTheDrain(Thread closer) throws InterruptedException {
        Exchange exchange = parked.poll(20, TimeUnit.SECONDS);
        assertThat(exchange).isNotNull();
        CountDownLatch draining = new CountDownLatch(1);
        exchange.onTimeout(3_600_000, draining::countDown);
        closer.start();
        assertThat(draining.await(20, TimeUnit.SECONDS)).isTrue();
        exchange.stream(stream -> {});
    }
}
