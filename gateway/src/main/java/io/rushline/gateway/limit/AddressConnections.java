package io.rushline.gateway.limit;

import io.rushline.gateway.listen.Doorkeeper;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.agrona.concurrent.NanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections each address has open, over HTTP and the binary protocol together. One address must not take all
 * descriptors there are.
 *
 * <p>Connections beyond the bound are refused, those beyond twice as many just closed: being told costs a descriptor for
 * a moment. Proxies that are trusted have no bound, since all clients come through them.
 *
 * <p>Threading: any thread. Allocation: one entry for each address that is connected.
 */
final class AddressConnections implements Doorkeeper {
    private static final long LINE_PAUSE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(AddressConnections.class);

    private final int max;
    private final Predicate<InetAddress> isProxy;
    private final Map<Network, Integer> counts = new ConcurrentHashMap<>();
    private final LongAdder refused = new LongAdder();
    private final NanoClock clock;
    private final AtomicLong nextLineNs;

    /**
     * Nobody is connected yet.
     *
     * @param max of one address; 0 for no bound
     * @param isProxy whether an address has no bound
     */
    AddressConnections(int max, Predicate<InetAddress> isProxy, NanoClock clock) {
        this.max = max;
        this.isProxy = isProxy;
        this.clock = clock;
        nextLineNs = new AtomicLong(clock.nanoTime());
    }

    @Override
    public Entry enter(InetAddress address) {
        if (isUnbounded(address)) {
            return Entry.WELCOME;
        }
        Network network = Network.of(address);
        int count = counts.merge(network, 1, Integer::sum);
        if (count <= max) {
            return Entry.WELCOME;
        }
        refused.increment();
        tell(network);
        return count <= 2L * max ? Entry.REFUSED : Entry.CLOSED;
    }

    @Override
    public void leave(InetAddress address) {
        if (!isUnbounded(address)) {
            counts.computeIfPresent(Network.of(address), (ignored, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Once a minute at the most, whoever it is: a client that comes again and again must not fill the log. */
    private void tell(Network network) {
        long nowNs = clock.nanoTime();
        long dueNs = nextLineNs.get();
        if (nowNs - dueNs >= 0 && nextLineNs.compareAndSet(dueNs, nowNs + LINE_PAUSE_NS)) {
            LOG.warn(
                    "address {} has {} connections, and no more are taken from it; {} were refused so far",
                    network,
                    max,
                    refusedCount());
        }
    }

    private boolean isUnbounded(InetAddress address) {
        return max == 0 || isProxy.test(address);
    }

    /** Connections that were refused or closed since the start. */
    long refusedCount() {
        return refused.sum();
    }
}
