package io.rushline.gateway.http;

import java.time.Duration;

/**
 * Where and within what bounds a server listens.
 *
 * @param bind the address to listen on
 * @param port 0 takes any free port
 * @param eventLoops threads that read, route and write
 * @param maxConnections connections beyond it are answered with 503 and closed, beyond twice as many just closed
 * @param maxInProgress requests of one connection that may wait for their answer; beyond it the connection is not read
 * @param bodyLimitBytes bodies of routes that set no limit of their own
 * @param requestLineLimitBytes method, target and version
 * @param headerLimitBytes all headers of a request together
 * @param requestTimeout from the first byte of a request to its last
 * @param idleTimeout how long a connection may be silent, or a client may leave answers unread
 * @param answerTimeout how long a handler may take before 504 is answered in its place
 * @param drainTimeout how long closing waits for requests in progress
 */
public record HttpOptions(
        String bind,
        int port,
        int eventLoops,
        int maxConnections,
        int maxInProgress,
        int bodyLimitBytes,
        int requestLineLimitBytes,
        int headerLimitBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration answerTimeout,
        Duration drainTimeout) {
    private static final int KIB = 1024;

    public HttpOptions {
        requirePositive(eventLoops, "eventLoops");
        requirePositive(maxConnections, "maxConnections");
        requirePositive(maxInProgress, "maxInProgress");
        requirePositive(requestLineLimitBytes, "requestLineLimitBytes");
        requirePositive(headerLimitBytes, "headerLimitBytes");
        requirePositive(requestTimeout.toMillis(), "requestTimeout");
        requirePositive(idleTimeout.toMillis(), "idleTimeout");
        requirePositive(answerTimeout.toMillis(), "answerTimeout");
    }

    /** Loopback, one event loop for every two processors, bounds for a web tier. */
    public static HttpOptions port(int port) {
        return new HttpOptions(
                "127.0.0.1",
                port,
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                25_000,
                64,
                64 * KIB,
                8 * KIB,
                16 * KIB,
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                Duration.ofSeconds(90),
                Duration.ofSeconds(10));
    }

    public HttpOptions bind(String address) {
        return new HttpOptions(
                address,
                port,
                eventLoops,
                maxConnections,
                maxInProgress,
                bodyLimitBytes,
                requestLineLimitBytes,
                headerLimitBytes,
                requestTimeout,
                idleTimeout,
                answerTimeout,
                drainTimeout);
    }

    public HttpOptions eventLoops(int count) {
        return new HttpOptions(
                bind,
                port,
                count,
                maxConnections,
                maxInProgress,
                bodyLimitBytes,
                requestLineLimitBytes,
                headerLimitBytes,
                requestTimeout,
                idleTimeout,
                answerTimeout,
                drainTimeout);
    }

    public HttpOptions maxConnections(int count) {
        return new HttpOptions(
                bind,
                port,
                eventLoops,
                count,
                maxInProgress,
                bodyLimitBytes,
                requestLineLimitBytes,
                headerLimitBytes,
                requestTimeout,
                idleTimeout,
                answerTimeout,
                drainTimeout);
    }

    public HttpOptions maxInProgress(int count) {
        return new HttpOptions(
                bind,
                port,
                eventLoops,
                maxConnections,
                count,
                bodyLimitBytes,
                requestLineLimitBytes,
                headerLimitBytes,
                requestTimeout,
                idleTimeout,
                answerTimeout,
                drainTimeout);
    }

    /** The four timeouts at once, for tests and unusual networks. */
    public HttpOptions timeouts(Duration request, Duration idle, Duration answer, Duration drain) {
        return new HttpOptions(
                bind,
                port,
                eventLoops,
                maxConnections,
                maxInProgress,
                bodyLimitBytes,
                requestLineLimitBytes,
                headerLimitBytes,
                request,
                idle,
                answer,
                drain);
    }

    private static void requirePositive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }
}
