package io.rushline.gateway.view;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Those who want to hear when a waiter's state or position changes, once.
 *
 * <p>The publisher only marks a show whose line moved; a thread of its own then looks through that show's listeners, so
 * that a line of thousands never holds the publisher up. Moves that come while it looks are taken together.
 */
public final class Waits implements AutoCloseable {
    private static final long ROUND_NANOS = 5_000_000;

    private final Views views;
    private final Map<Long, Set<Listener>> listenersByShow = new ConcurrentHashMap<>();
    private final Set<Long> movedShows = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean isClosed;

    Waits(Views views) {
        this.views = views;
        thread = new Thread(this::run, "line-watch");
        thread.setDaemon(true);
        thread.start();
    }

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
            Set<Listener> set = listeners == null ? ConcurrentHashMap.newKeySet() : listeners;
            set.add(listener);
            return set;
        });
        if (listener.isOutdated()) {
            tell(listener);
        }
        return listener;
    }

    /** Those who listen now. */
    public int listenerCount() {
        return listenersByShow.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }

    void moved(long showId) {
        if (movedShows.add(showId)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!isClosed) {
            if (movedShows.isEmpty()) {
                LockSupport.park(this);
                continue;
            }
            for (Iterator<Long> moved = movedShows.iterator(); moved.hasNext(); ) {
                Long showId = moved.next();
                // Before looking, so that a move from now on marks the show anew.
                moved.remove();
                for (Listener listener : listenersByShow.getOrDefault(showId, Set.of())) {
                    if (listener.isOutdated()) {
                        tell(listener);
                    }
                }
            }
            LockSupport.parkNanos(this, ROUND_NANOS);
        }
    }

    private void tell(Listener listener) {
        if (remove(listener)) {
            listener.onChange.run();
        }
    }

    private boolean remove(Listener listener) {
        boolean[] isRemoved = new boolean[1];
        listenersByShow.computeIfPresent(listener.known.showId(), (showId, listeners) -> {
            isRemoved[0] = listeners.remove(listener);
            return listeners.isEmpty() ? null : listeners;
        });
        return isRemoved[0];
    }
}
