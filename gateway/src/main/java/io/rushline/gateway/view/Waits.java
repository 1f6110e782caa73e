package io.rushline.gateway.view;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who want to hear when a waiter's state or position changes, once.
 *
 * <p>The publisher only marks which waits ended and which lines moved; a thread of its own tells the listeners, so that a
 * line of thousands never holds the publisher up. The end of a wait is told at once. A mere move is told to everybody in
 * that line, some at a time with pauses between: so the longer the line, the rarer each hears of it, and telling a line of a
 * hundred thousand leaves the processors to those who hold and book.
 */
public final class Waits implements AutoCloseable {
    private static final long SHORTEST_PAUSE_NS = 2_000_000;
    private static final long PAUSE_PER_LISTENER_NS = 50_000;
    private static final int SLICE = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Waits.class);

    private final Views views;
    private final Map<Long, Map<Long, List<Listener>>> listenersByShow = new ConcurrentHashMap<>();
    // A queue, since it is looked at between any two slices: an emptied set would still walk its whole table.
    private final Queue<EndedWait> endedWaits = new ConcurrentLinkedQueue<>();
    private final Set<Long> movedShows = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean isClosed;

    // For the thread only: the lines that moved before the first of them was begun, and are not begun yet. One that
    // moves meanwhile comes after all of these, so that a busy line does not keep the others waiting for ever.
    private Iterator<Long> shows = Collections.emptyIterator();
    // Likewise: those of the line that was begun who were not looked at yet.
    private Iterator<List<Listener>> round = Collections.emptyIterator();

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
            Map<Long, List<Listener>> byWaiter = listeners == null ? new ConcurrentHashMap<>() : listeners;
            byWaiter.merge(known.waiterId(), List.of(listener), Waits::joined);
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
                .mapToInt(List::size)
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
        long nextSliceNs = System.nanoTime();
        while (!isClosed) {
            tellEnded();
            long nowNs = System.nanoTime();
            if (!isMoreToTell()) {
                LockSupport.park(this);
            } else if (nowNs - nextSliceNs < 0) {
                LockSupport.parkNanos(this, nextSliceNs - nowNs);
            } else {
                int lookedAt = tellSlice();
                nextSliceNs = System.nanoTime() + Math.max(SHORTEST_PAUSE_NS, lookedAt * PAUSE_PER_LISTENER_NS);
            }
        }
    }

    private void tellEnded() {
        for (EndedWait wait = endedWaits.poll(); wait != null; wait = endedWaits.poll()) {
            listenersByShow
                    .getOrDefault(wait.showId(), Map.of())
                    .getOrDefault(wait.waiterId(), List.of())
                    .forEach(this::tell);
        }
    }

    /** Whether there are some who may have moved; goes on to the next line when one is through. */
    private boolean isMoreToTell() {
        while (!round.hasNext()) {
            if (!shows.hasNext()) {
                if (movedShows.isEmpty()) {
                    return false;
                }
                shows = List.copyOf(movedShows).iterator();
            }
            Long showId = shows.next();
            // Before looking, so that a move from now on marks the show anew.
            movedShows.remove(showId);
            round = listenersByShow.getOrDefault(showId, Map.of()).values().iterator();
        }
        return true;
    }

    private int tellSlice() {
        int lookedAt = 0;
        while (lookedAt < SLICE && isMoreToTell()) {
            for (Listener listener : round.next()) {
                lookedAt++;
                if (listener.isOutdated()) {
                    tell(listener);
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

    private static List<Listener> joined(List<Listener> some, List<Listener> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Whether it was still there, so that it is told only once. */
    private boolean remove(Listener listener) {
        boolean[] isRemoved = new boolean[1];
        listenersByShow.computeIfPresent(listener.known.showId(), (showId, byWaiter) -> {
            byWaiter.computeIfPresent(listener.known.waiterId(), (waiterId, listeners) -> {
                List<Listener> others =
                        listeners.stream().filter(other -> other != listener).toList();
                isRemoved[0] = others.size() < listeners.size();
                return others.isEmpty() ? null : others;
            });
            return byWaiter.isEmpty() ? null : byWaiter;
        });
        return isRemoved[0];
    }
}
