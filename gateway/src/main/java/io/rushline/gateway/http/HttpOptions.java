package io.rushline.gateway.http;

import io.rushline.gateway.listen.Doorkeeper;
import io.rushline.gateway.listen.ListenOptions;
import io.rushline.gateway.tls.ServerCertificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where and within what bounds a server listens.
 *
 * @param listen connections beyond its bound are answered with 503 and closed
 * @param maxInProgress requests of one connection that may wait for their answer; beyond it the connection is not read
 * @param bodyLimitBytes bodies of routes that set no limit of their own
 * @param requestLineLimitBytes method, target and version
 * @param headerLimitBytes all headers of a request together
 * @param requestTimeout from the first byte of a request to its last
 * @param idleTimeout how long a connection may be silent, or a client may leave answers unread
 * @param answerTimeout how long a handler may take before 504 is answered in its place
 * @param tls the certificate of the moment, or empty for HTTP without TLS
 */
public record HttpOptions(
        ListenOptions listen,
        int maxInProgress,
        int bodyLimitBytes,
        int requestLineLimitBytes,
        int headerLimitBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration answerTimeout,
        Optional<Supplier<ServerCertificate>> tls) {
    private static final int KIB = 1024;
    private static final int MAX_CONNECTIONS = 25_000;

    public HttpOptions {
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
                ListenOptions.port(port, MAX_CONNECTIONS),
                64,
                64 * KIB,
                8 * KIB,
                16 * KIB,
                Duration.ofSeconds(10),
                Duration.ofSeconds(75),
                Duration.ofSeconds(90),
                Optional.empty());
    }

    public HttpOptions bind(String address) {
        return with(listen.bind(address), maxInProgress, tls);
    }

    public HttpOptions portPatience(Duration patience) {
        return with(listen.portPatience(patience), maxInProgress, tls);
    }

    public HttpOptions eventLoops(int count) {
        return with(listen.eventLoops(count), maxInProgress, tls);
    }

    public HttpOptions maxConnections(int count) {
        return with(listen.maxConnections(count), maxInProgress, tls);
    }

    public HttpOptions doorkeeper(Doorkeeper keeper) {
        return with(listen.doorkeeper(keeper), maxInProgress, tls);
    }

    public HttpOptions maxInProgress(int count) {
        return with(listen, count, tls);
    }

    /** The four timeouts at once, for tests and unusual networks. */
    public HttpOptions timeouts(Duration request, Duration idle, Duration answer, Duration drain) {
        return new HttpOptions(
                listen.drainTimeout(drain),
                maxInProgress,
                bodyLimitBytes,
                requestLineLimitBytes,
                headerLimitBytes,
                request,
                idle,
                answer,
                tls);
    }

    /** Speaks TLS with what a certificate is at the time a client connects. */
    public HttpOptions tls(Supplier<ServerCertificate> certificate) {
        return with(listen, maxInProgress, Optional.of(certificate));
    }

    private HttpOptions with(
            ListenOptions newListen, int newMaxInProgress, Optional<Supplier<ServerCertificate>> newTls) {
        return new HttpOptions(
                newListen,
                newMaxInProgress,
                bodyLimitBytes,
                requestLineLimitBytes,
                headerLimitBytes,
                requestTimeout,
                idleTimeout,
                answerTimeout,
                newTls);
    }

    private static void requirePositive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }
}
