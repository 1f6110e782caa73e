package io.rushline.gateway.binary;

import java.time.Duration;

/**
 * Whom a client talks to, and how patiently.
 *
 * @param maxInFlight commands that may be unanswered at once
 * @param heartbeat how often each side says something at least
 * @param idleTimeout how long the server may be silent before the client connects anew
 * @param firstBackoff how long it waits before it connects anew; each failure doubles that
 * @param maxBackoff but it is never longer
 */
public record ClientOptions(
        String host,
        int port,
        String apiKey,
        int maxInFlight,
        Duration heartbeat,
        Duration idleTimeout,
        Duration firstBackoff,
        Duration maxBackoff) {

    /** A thousand commands in flight, heartbeats each two seconds, and attempts from 20 ms to 2 s. */
    public static ClientOptions of(String host, int port, String apiKey) {
        return new ClientOptions(
                host,
                port,
                apiKey,
                1_024,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMillis(20),
                Duration.ofSeconds(2));
    }

    public ClientOptions maxInFlight(int count) {
        return new ClientOptions(host, port, apiKey, count, heartbeat, idleTimeout, firstBackoff, maxBackoff);
    }

    /** The same for another port, which a server that was started anew may have. */
    public ClientOptions port(int other) {
        return new ClientOptions(host, other, apiKey, maxInFlight, heartbeat, idleTimeout, firstBackoff, maxBackoff);
    }
}
