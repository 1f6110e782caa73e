package io.rushline.gateway.view;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who follow the seats of a show, change by change.
 *
 * <p>The publisher only marks which shows have changed; a thread of its own compares them with what their followers
 * know. Changes that come close together are told as one: the more followers, the rarer.
 *
 * <p>Threading: anybody follows; the publisher marks.
 */
public final class SeatFeeds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SeatFeeds.class);
    private static final long SHORTEST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PAUSE_PER_FOLLOWER_NS = 10_000;

    private final Views views;
    private final Map<Long, Feed> feeds = new ConcurrentHashMap<>();
    private final Set<Long> changed = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "seat-watch");
    private volatile boolean isClosed;

    SeatFeeds(Views views) {
        this.views = views;
        thread.setDaemon(true);
        thread.start();
    }

    /** Somebody who follows a show. Called in order, on any thread; must not wait. */
    public interface Follower {
        /** The state that the first change builds upon. */
        void onSeats(SeatMap map);

        void onChange(SeatChange change);

        /** The show is archived; nothing follows. */
        void onArchived();
    }

    /** Begins to tell of a show. */
    public void follow(ShowView show, Follower follower) {
        feeds.compute(show.showId(), (showId, known) -> {
            Feed feed = known == null ? new Feed(show) : known;
            feed.add(follower);
            return feed;
        });
        // What happened between the look at the show and this moment was marked for nobody.
        changed(show.showId());
    }

    /** Ends to tell; harmless when it has ended. */
    public void unfollow(ShowView show, Follower follower) {
        feeds.computeIfPresent(show.showId(), (showId, feed) -> feed.remove(follower) ? null : feed);
    }

    /** Those who follow any show now. */
    public int followerCount() {
        return feeds.values().stream().mapToInt(Feed::size).sum();
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }

    /** A show has changed, or is gone. */
    void changed(long showId) {
        if (!feeds.isEmpty() && feeds.containsKey(showId) && changed.add(showId)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!isClosed) {
            if (changed.isEmpty()) {
                LockSupport.park(this);
                continue;
            }
            int told = tellChanged();
            LockSupport.parkNanos(this, Math.max(SHORTEST_PAUSE_NS, told * PAUSE_PER_FOLLOWER_NS));
        }
    }

    private int tellChanged() {
        int told = 0;
        for (Iterator<Long> each = changed.iterator(); each.hasNext(); ) {
            Long showId = each.next();
            // Before looking, so that a change from now on marks the show anew.
            each.remove();
            Feed feed = feeds.get(showId);
            Optional<ShowView> show = views.show(showId);
            if (feed != null) {
                if (show.isEmpty()) {
                    feeds.remove(showId, feed);
                }
                try {
                    told += feed.tell(show);
                } catch (RuntimeException e) {
                    LOG.error("the followers of show {} were not told of a change", showId, e);
                }
            }
        }
        return told;
    }

    /** The followers of one show, all of whom know the same state of it. */
    private static final class Feed {
        private final Set<Follower> followers = new LinkedHashSet<>();
        private SeatMap known;

        Feed(ShowView show) {
            known = show.seats();
        }

        synchronized void add(Follower follower) {
            followers.add(follower);
            follower.onSeats(known);
        }

        /** Whether nobody is left. */
        synchronized boolean remove(Follower follower) {
            followers.remove(follower);
            return followers.isEmpty();
        }

        synchronized int size() {
            return followers.size();
        }

        synchronized int tell(Optional<ShowView> show) {
            if (show.isEmpty()) {
                followers.forEach(Follower::onArchived);
                return followers.size();
            }
            SeatMap now = show.get().seats();
            if (now.version() == known.version()) {
                return 0;
            }
            SeatChange change = new SeatChange(known, now);
            known = now;
            followers.forEach(follower -> follower.onChange(change));
            return followers.size();
        }
    }
}
