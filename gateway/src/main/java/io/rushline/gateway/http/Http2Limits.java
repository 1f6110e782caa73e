package io.rushline.gateway.http;

import io.netty.handler.codec.http2.Http2Settings;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What clients of HTTP/2 may do beyond what holds for HTTP/1.1.
 *
 * <p>Threading: any thread.
 */
final class Http2Limits {
    /** At once, on one connection. */
    static final int MAX_STREAMS = 250;

    /** Answers of one connection that its client leaves unread; beyond it new streams are refused. */
    static final int MAX_UNREAD_BYTES = 1024 * 1024;

    static final int WINDOW_SECONDS = 10;

    /** A web tier whose customers all leave at once gives up every stream it has, four times. */
    static final int MAX_RESETS_PER_WINDOW = 1_000;

    /** SETTINGS, PING and PRIORITY together; a client has no use for more than a few. */
    static final int MAX_CONTROL_FRAMES_PER_WINDOW = 1_000;

    private final AtomicInteger streams = new AtomicInteger();
    private final int maxStreamsTogether;

    /** @param maxStreamsTogether of all connections */
    Http2Limits(int maxStreamsTogether) {
        this.maxStreamsTogether = maxStreamsTogether;
    }

    /** What is said to each client at once. */
    static Http2Settings settings(HttpOptions options) {
        return new Http2Settings()
                .maxConcurrentStreams(MAX_STREAMS)
                .maxHeaderListSize(options.requestLineLimitBytes() + options.headerLimitBytes());
    }

    /** Takes one of the places for unanswered requests that all connections share; false when there is none left. */
    boolean take() {
        if (streams.incrementAndGet() > maxStreamsTogether) {
            streams.decrementAndGet();
            return false;
        }
        return true;
    }

    void giveBack() {
        streams.decrementAndGet();
    }
}
