package io.rushline.gateway.listen;

import java.time.Duration;

/**
 * Where a server listens, and how much it takes in.
 *
 * @param bind the address to listen on
 * @param port 0 takes any free port
 * @param portPatience how long a port that cannot be had is tried again and again, as one that another process still has
 * @param eventLoops threads that read and write
 * @param maxConnections connections beyond it are refused, beyond twice as many just closed
 * @param drainTimeout how long closing waits for what is in progress
 * @param doorkeeper bounds the connections of each address
 */
public record ListenOptions(
        String bind,
        int port,
        Duration portPatience,
        int eventLoops,
        int maxConnections,
        Duration drainTimeout,
        Doorkeeper doorkeeper) {
    public ListenOptions {
        if (eventLoops <= 0 || maxConnections <= 0) {
            throw new IllegalArgumentException("there must be event loops and connections");
        }
    }

    /** Loopback, no patience, one event loop for every two processors, ten seconds to drain. */
    public static ListenOptions port(int port, int maxConnections) {
        int eventLoops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new ListenOptions(
                "127.0.0.1", port, Duration.ZERO, eventLoops, maxConnections, Duration.ofSeconds(10), Doorkeeper.NONE);
    }

    public ListenOptions bind(String address) {
        return new ListenOptions(address, port, portPatience, eventLoops, maxConnections, drainTimeout, doorkeeper);
    }

    public ListenOptions portPatience(Duration patience) {
        return new ListenOptions(bind, port, patience, eventLoops, maxConnections, drainTimeout, doorkeeper);
    }

    public ListenOptions eventLoops(int count) {
        return new ListenOptions(bind, port, portPatience, count, maxConnections, drainTimeout, doorkeeper);
    }

    public ListenOptions maxConnections(int count) {
        return new ListenOptions(bind, port, portPatience, eventLoops, count, drainTimeout, doorkeeper);
    }

    public ListenOptions drainTimeout(Duration timeout) {
        return new ListenOptions(bind, port, portPatience, eventLoops, maxConnections, timeout, doorkeeper);
    }

    public ListenOptions doorkeeper(Doorkeeper keeper) {
        return new ListenOptions(bind, port, portPatience, eventLoops, maxConnections, drainTimeout, keeper);
    }
}
