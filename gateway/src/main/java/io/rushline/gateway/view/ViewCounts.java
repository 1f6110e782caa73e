package io.rushline.gateway.view;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many hold and wait now.
 *
 * <p>Threading: one thread at a time writes; anybody reads.
 */
final class ViewCounts {
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<Long, Integer> waitingByShow = new ConcurrentHashMap<>();

    int held() {
        return held.get();
    }

    int waiting() {
        return waiting.get();
    }

    int lines() {
        return waitingByShow.size();
    }

    int longestLine() {
        return waitingByShow.values().stream().mapToInt(length -> length).max().orElse(0);
    }

    /** So many more are held. */
    void held(int change) {
        held.lazySet(held.getPlain() + change);
    }

    void joined(long showId) {
        waiting.lazySet(waiting.getPlain() + 1);
        waitingByShow.merge(showId, 1, Integer::sum);
    }

    void left(long showId) {
        waiting.lazySet(waiting.getPlain() - 1);
        waitingByShow.computeIfPresent(showId, (id, length) -> length == 1 ? null : length - 1);
    }
}
