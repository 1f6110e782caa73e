package io.rushline.gateway.binary;

import io.rushline.gateway.limit.Network;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections of each address, or IPv6 network of 64 bits, have not logged on yet. One of them must not take all
 * the room there is with connections that say nothing.
 *
 * <p>Threading: any thread.
 */
final class Newcomers {
    private final int max;
    private final Map<Network, Integer> counts = new ConcurrentHashMap<>();

    /** @param max of one address at once */
    Newcomers(int max) {
        this.max = max;
    }

    /** Counts a connection; false, and nothing is counted, when its address has too many. */
    boolean enter(InetAddress address) {
        boolean[] isIn = new boolean[1];
        counts.compute(Network.of(address), (ignored, count) -> {
            int before = count == null ? 0 : count;
            isIn[0] = before < max;
            return isIn[0] ? Integer.valueOf(before + 1) : count;
        });
        return isIn[0];
    }

    /** A connection that was counted has logged on, or has gone. */
    void leave(InetAddress address) {
        counts.computeIfPresent(Network.of(address), (ignored, count) -> count == 1 ? null : count - 1);
    }
}
