package io.rushline.gateway.http;

import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server on a free port with a few routes that tests need again and again: opened and closed by a test itself, or an
 * extension that is closed behind each test.
 */
final class Fixture implements AutoCloseable, AfterEachCallback {
    static final Text NAME = Text.unicode(1, 64);

    private static final Duration LONG = Duration.ofSeconds(30);

    /** Requests to /parked, which nobody answers but the test. */
    final BlockingQueue<Exchange> parked = new LinkedBlockingQueue<>();

    final Router router = new Router();
    final HttpServer server;

    Fixture(HttpOptions options) throws IOException {
        router.open(Method.GET, "/ping", exchange -> exchange.json(200, json -> json.field("pong", true)));
        router.get(
                "/echo/{word}",
                Role.WEB,
                exchange -> exchange.json(200, json -> json.field("word", exchange.parameter("word"))));
        router.get("/fails", Role.WEB, exchange -> {
            throw new IllegalStateException("as it was told to");
        });
        router.get("/parked/{word}", Role.WEB, parked::add);
        router.post("/echo", Role.WEB, exchange -> {
            String name = exchange.read(json -> json.string("name", NAME));
            exchange.json(201, json -> json.field("name", name));
        });
        router.post(
                        "/large",
                        Role.WEB,
                        exchange -> exchange.json(200, json -> json.field("length", exchange.bytes().length)))
                .bodyLimitBytes(1 << 20);
        router.post(
                "/backstage",
                Role.OPERATOR,
                exchange -> exchange.json(
                        200, json -> json.field("who", exchange.principal().name())));
        server = HttpServer.start(options, router, ApiKeys.demo());
    }

    static Fixture start() {
        try {
            return new Fixture(options());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Generous timeouts, so that only tests of timeouts see any. */
    static HttpOptions options() {
        return HttpOptions.port(0).timeouts(LONG, LONG, LONG, Duration.ofSeconds(10));
    }

    RawClient connect() throws IOException {
        return new RawClient(server.port());
    }

    /** The next request to /parked. */
    Exchange nextParked() throws InterruptedException {
        Exchange exchange = parked.poll(20, TimeUnit.SECONDS);
        if (exchange == null) {
            throw new AssertionError("no request came");
        }
        return exchange;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        server.close();
    }
}
