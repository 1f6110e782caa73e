package io.rushline.gateway.http;

import io.rushline.gateway.auth.ApiKeys;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server whose route /stream is answered with streams of events that the test fills. */
final class OpenedStreams implements AutoCloseable {
    final HttpServer server;
    private final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();

    OpenedStreams(HttpOptions options) throws IOException {
        Router router = new Router();
        router.open(Method.GET, "/stream", exchange -> exchange.stream(streams::add));
        server = HttpServer.start(options, router, ApiKeys.none());
    }

    /** The next that a client has opened. */
    EventStream next() throws InterruptedException {
        EventStream stream = streams.poll(20, TimeUnit.SECONDS);
        if (stream == null) {
            throw new AssertionError("no stream was opened");
        }
        return stream;
    }

    @Override
    public void close() {
        server.close();
    }
}
