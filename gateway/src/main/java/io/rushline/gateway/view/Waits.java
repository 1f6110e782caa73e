package io.rushline.gateway.view;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who want to hear when a waiter's state or position changes, once.
 *
 * <p>The publisher only marks which waits ended and which lines moved; a thread of its own tells the listeners, so that a
 * line of thousands never holds the publisher up. The end of a wait is told at once. A mere move is told to everybody in
 * that line, so the moves of a long line are told together: the longer the line, the rarer.
 */
public final class Waits implements AutoCloseable {
    private static final long SHORTEST_PAUSE_NS = 2_000_000;
    private static final long PAUSE_PER_LISTENER_NS = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);

    private final Views views;
    private final Map<Long, Map<Long, Set<Listener>>> listenersByShow = new ConcurrentHashMap<>();
    private final Set<EndedWait> endedWaits = ConcurrentHashMap.newKeySet();
    private final Set<Long> movedShows = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean isClosed;

    Waits(Views views) {
        this.views = views;
        thread = new Thread(this::run, "line-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private record EndedWait(long showId, long waiterId) {}

    /** One who listens; {@link #cancel} ends it. */
    public final class Listener {
        private final WaiterView known;
        private final int knownAhead;
        private final Runnable onChange;

        private Listener(WaiterView known, int knownAhead, Runnable onChange) {
            this.known = known;
            this.knownAhead = knownAhead;
            this.onChange = onChange;
        }

        /** Stops listening; harmless when it has been told already. */
        public void cancel() {
            remove(this);
        }

        private boolean isOutdated() {
            return views.waiter(known.waiterId())
                    .map(now -> now.state() != known.state() || views.ahead(now) != knownAhead)
                    .orElse(true);
        }
    }

    /**
     * Calls back once, as soon as the waiter is no longer as it is known; at once if it is not now.
     *
     * @param onChange called on another thread, or on this one; must not wait
     */
    public Listener listen(WaiterView known, int knownAhead, Runnable onChange) {
        Listener listener = new Listener(known, knownAhead, onChange);
        listenersByShow.compute(known.showId(), (showId, listeners) -> {
            Map<Long, Set<Listener>> byWaiter = listeners == null ? new ConcurrentHashMap<>() : listeners;
            byWaiter.computeIfAbsent(known.waiterId(), ignored -> ConcurrentHashMap.newKeySet())
                    .add(listener);
            return byWaiter;
        });
        if (listener.isOutdated()) {
            tell(listener);
        }
        return listener;
    }

    /** Those who listen now. */
    public int listenerCount() {
        return listenersByShow.values().stream()
                .flatMap(byWaiter -> byWaiter.values().stream())
                .mapToInt(Set::size)
                .sum();
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }

    /** A wait has ended, which moves those behind it. */
    void ended(long showId, long waiterId) {
        if (!listenersByShow.isEmpty() && listenersByShow.containsKey(showId)) {
            endedWaits.add(new EndedWait(showId, waiterId));
            movedShows.add(showId);
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        long nextMovesNs = System.nanoTime();
        while (!isClosed) {
            tellEnded();
            long nowNs = System.nanoTime();
            if (!movedShows.isEmpty() && nowNs - nextMovesNs >= 0) {
                int lookedAt = tellMoved();
                nextMovesNs = System.nanoTime() + Math.max(SHORTEST_PAUSE_NS, lookedAt * PAUSE_PER_LISTENER_NS);
            } else if (movedShows.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nextMovesNs - nowNs);
            }
        }
    }

    private void tellEnded() {
        for (Iterator<EndedWait> ended = endedWaits.iterator(); ended.hasNext(); ) {
            EndedWait wait = ended.next();
            ended.remove();
            listenersByShow
                    .getOrDefault(wait.showId(), Map.of())
                    .getOrDefault(wait.waiterId(), Set.of())
                    .forEach(this::tell);
        }
    }

    private int tellMoved() {
        int lookedAt = 0;
        for (Iterator<Long> moved = movedShows.iterator(); moved.hasNext(); ) {
            Long showId = moved.next();
            // Before looking, so that a move from now on marks the show anew.
            moved.remove();
            for (Set<Listener> listeners :
                    listenersByShow.getOrDefault(showId, Map.of()).values()) {
                tellEnded();
                for (Listener listener : listeners) {
                    lookedAt++;
                    if (listener.isOutdated()) {
                        tell(listener);
                    }
                }
            }
        }
        return lookedAt;
    }

    private void tell(Listener listener) {
        if (remove(listener)) {
            try {
                listener.onChange.run();
            } catch (RuntimeException e) {
                LOG.warn("a listener to waiter {} failed", listener.known.waiterId(), e);
            }
        }
    }

    /** Whether it was still there, so that it is told only once. */
    private boolean remove(Listener listener) {
        boolean[] isRemoved = new boolean[1];
        listenersByShow.computeIfPresent(listener.known.showId(), (showId, byWaiter) -> {
            byWaiter.computeIfPresent(listener.known.waiterId(), (waiterId, listeners) -> {
                isRemoved[0] = listeners.remove(listener);
                return listeners.isEmpty() ? null : listeners;
            });
            return byWaiter.isEmpty() ? null : byWaiter;
        });
        return isRemoved[0];
    }
}
