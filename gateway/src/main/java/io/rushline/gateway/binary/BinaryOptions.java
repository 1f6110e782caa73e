package io.rushline.gateway.binary;

import io.rushline.gateway.listen.Doorkeeper;
import io.rushline.gateway.listen.ListenOptions;
import java.time.Duration;

/**
 * Where and within what bounds the binary protocol is spoken.
 *
 * @param listen beyond its bound on connections a logon is refused
 * @param maxSubscriptions open at once on one connection
 * @param maxUnsentBytes what a client may leave unread before its commands are no longer read
 * @param heartbeat how often the server says something at least; a client may ask for more
 * @param idleTimeout how long a client may be silent, or leave answers unread
 * @param logonTimeout how long a client may take for its logon
 */
public record BinaryOptions(
        ListenOptions listen,
        int maxSubscriptions,
        int maxUnsentBytes,
        Duration heartbeat,
        Duration idleTimeout,
        Duration logonTimeout) {
    /** The longest frame before a logon: there is room for a Logon of a later version. */
    static final int LOGON_FRAME_BYTES = 512;

    /** The longest frame of a web tier; the longest command of today has 549 bytes. */
    static final int WEB_FRAME_BYTES = 4 * 1024;

    /** The longest frame of an operator, who may block many seats at once. */
    static final int OPERATOR_FRAME_BYTES = 128 * 1024;

    private static final int MAX_CONNECTIONS = 10_000;

    /** Loopback, one event loop for every two processors, bounds for web tiers. */
    public static BinaryOptions port(int port) {
        return new BinaryOptions(
                ListenOptions.port(port, MAX_CONNECTIONS),
                1_000,
                256 * 1024,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5));
    }

    public BinaryOptions bind(String address) {
        return with(listen.bind(address));
    }

    public BinaryOptions portPatience(Duration patience) {
        return with(listen.portPatience(patience));
    }

    public BinaryOptions doorkeeper(Doorkeeper keeper) {
        return with(listen.doorkeeper(keeper));
    }

    /** Bounds for tests and unusual machines. */
    public BinaryOptions bounds(int connections, int subscriptions, int unsentBytes) {
        return new BinaryOptions(
                listen.maxConnections(connections), subscriptions, unsentBytes, heartbeat, idleTimeout, logonTimeout);
    }

    /** The timeouts at once, for tests and unusual networks. */
    public BinaryOptions timeouts(Duration newHeartbeat, Duration idle, Duration logon, Duration drain) {
        return new BinaryOptions(
                listen.drainTimeout(drain), maxSubscriptions, maxUnsentBytes, newHeartbeat, idle, logon);
    }

    private BinaryOptions with(ListenOptions options) {
        return new BinaryOptions(options, maxSubscriptions, maxUnsentBytes, heartbeat, idleTimeout, logonTimeout);
    }
}
