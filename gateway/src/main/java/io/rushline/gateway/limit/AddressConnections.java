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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections each address has open, over HTTP and the binary protocol together. One address must not take all
 * descriptors there are.
 *
 * <p>Connections beyond the bound are refused: as many as the bound at once are told so, which costs a descriptor for a
 * moment, and the others just closed. Those that are refused take no room of those that are in, so that a storm of retries
 * keeps nobody out. Proxies that are trusted have no bound, since all clients come through them.
 *
 * <p>Threading: any thread. Allocation: one entry for each address that is connected.
 */
final class AddressConnections implements Doorkeeper {
    private static final long LINE_PAUSE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(AddressConnections.class);

    private final int max;
    private final Predicate<InetAddress> isProxy;
    private final Map<Network, Count> counts = new ConcurrentHashMap<>();
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
        Entry entry = count(network);
        if (entry != Entry.WELCOME) {
            refused.increment();
            tell(network);
        }
        return entry;
    }

    @Override
    public void leave(InetAddress address, Entry entry) {
        if (!isUnbounded(address)) {
            counts.computeIfPresent(Network.of(address), (ignored, count) -> count.less(entry));
        }
    }

    private Entry count(Network network) {
        while (true) {
            Count before = counts.get(network);
            Count known = before == null ? Count.NONE : before;
            Entry entry = known.next(max);
            Count after = known.plus(entry);
            if (before == null ? counts.putIfAbsent(network, after) == null : counts.replace(network, before, after)) {
                return entry;
            }
        }
    }

    /**
     * The connections of one address that are open.
     *
     * @param admitted those that are in
     * @param told those that are being told that they are too many; those that are just closed are not counted
     */
    private record Count(int admitted, int told) {
        private static final Count NONE = new Count(0, 0);

        private Entry next(int max) {
            return admitted < max ? Entry.WELCOME : told < max ? Entry.REFUSED : Entry.CLOSED;
        }

        private Count plus(Entry entry) {
            return switch (entry) {
                case WELCOME -> new Count(admitted + 1, told);
                case REFUSED -> new Count(admitted, told + 1);
                case CLOSED -> this;
            };
        }

        /** Nothing when nobody is left. */
        private @Nullable Count less(Entry entry) {
            Count left = switch (entry) {
                case WELCOME -> new Count(admitted - 1, told);
                case REFUSED -> new Count(admitted, told - 1);
                case CLOSED -> this;
            };
            return left.equals(NONE) ? null : left;
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
