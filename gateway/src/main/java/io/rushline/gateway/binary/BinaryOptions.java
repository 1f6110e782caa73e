package io.rushline.gateway.binary;

import java.time.Duration;

/**
 * Where and within what bounds the binary protocol is spoken.
 *
 * @param bind the address to listen on
 * @param port 0 takes any free port
 * @param eventLoops threads that read, check and write
 * @param maxConnections beyond it a logon is refused, beyond twice as many connections are just closed
 * @param maxSubscriptions open at once on one connection
 * @param maxUnsentBytes what a client may leave unread before its commands are no longer read
 * @param heartbeat how often the server says something at least; a client may ask for more
 * @param idleTimeout how long a client may be silent, or leave answers unread
 * @param logonTimeout how long a client may take for its logon
 * @param drainTimeout how long closing waits for answers
 */
public record BinaryOptions(
        String bind,
        int port,
        int eventLoops,
        int maxConnections,
        int maxSubscriptions,
        int maxUnsentBytes,
        Duration heartbeat,
        Duration idleTimeout,
        Duration logonTimeout,
        Duration drainTimeout) {
    /** The longest frame before a logon: there is room for a Logon of a later version. */
    static final int LOGON_FRAME_BYTES = 512;

    /** The longest frame of a web tier; the longest command of today has 549 bytes. */
    static final int WEB_FRAME_BYTES = 4 * 1024;

    /** The longest frame of an operator, who may block many seats at once. */
    static final int OPERATOR_FRAME_BYTES = 128 * 1024;

    /** Loopback, one event loop for every two processors, bounds for web tiers. */
    public static BinaryOptions port(int port) {
        return new BinaryOptions(
                "127.0.0.1",
                port,
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                10_000,
                1_000,
                256 * 1024,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }

    public BinaryOptions bind(String address) {
        return new BinaryOptions(
                address,
                port,
                eventLoops,
                maxConnections,
                maxSubscriptions,
                maxUnsentBytes,
                heartbeat,
                idleTimeout,
                logonTimeout,
                drainTimeout);
    }

    /** Bounds for tests and unusual machines. */
    public BinaryOptions bounds(int connections, int subscriptions, int unsentBytes) {
        return new BinaryOptions(
                bind,
                port,
                eventLoops,
                connections,
                subscriptions,
                unsentBytes,
                heartbeat,
                idleTimeout,
                logonTimeout,
                drainTimeout);
    }

    /** The timeouts at once, for tests and unusual networks. */
    public BinaryOptions timeouts(Duration newHeartbeat, Duration idle, Duration logon, Duration drain) {
        return new BinaryOptions(
                bind,
                port,
                eventLoops,
                maxConnections,
                maxSubscriptions,
                maxUnsentBytes,
                newHeartbeat,
                idle,
                logon,
                drain);
    }
}
