package io.rushline.gateway.limit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.concurrent.EpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators should hear of: each lock-out, in the log and in a list of the last thousand.
 *
 * <p>Threading: any thread.
 */
public final class Alerts {
    static final int MAX_KEPT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);

    private final EpochClock clock;
    private final Deque<Alert> newestFirst = new ArrayDeque<>();
    private final Map<Offence, LongAdder> counts = new ConcurrentHashMap<>();
    private long lastId;

    Alerts(EpochClock clock) {
        this.clock = clock;
    }

    /** How often this has been raised since the start. */
    public long count(Offence offence) {
        return counts.getOrDefault(offence, new LongAdder()).sum();
    }

    /**
     * Alerts, newest first.
     *
     * @param before only those with smaller ids
     */
    public synchronized List<Alert> newest(int limit, long before) {
        return newestFirst.stream()
                .filter(alert -> alert.alertId() < before)
                .limit(limit)
                .toList();
    }

    void raise(Offence offence, String who, int count, long lockOutMs) {
        long nowMs = clock.time();
        synchronized (this) {
            if (newestFirst.size() == MAX_KEPT) {
                newestFirst.removeLast();
            }
            newestFirst.addFirst(new Alert(++lastId, nowMs, offence, who, count, nowMs + lockOutMs));
        }
        counts.computeIfAbsent(offence, ignored -> new LongAdder()).increment();
        LOG.warn("{} {} and is locked out for {} s ({} times)", who, offence.words(), lockOutMs / 1000, count);
    }
}
