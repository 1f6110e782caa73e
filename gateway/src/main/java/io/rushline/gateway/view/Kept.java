package io.rushline.gateway.view;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;

/**
 * Holds or waiters under their ids: all that have not ended, and the latest that have, until their show is archived.
 *
 * <p>Threading: one thread changes it; anybody reads.
 */
final class Kept<T> {
    private final int endedKept;
    private final ToLongFunction<T> showIdOf;
    private final Consumer<T> onForgotten;
    private final Map<Long, T> byId = new ConcurrentHashMap<>();
    private final Set<Long> ended = new LinkedHashSet<>();
    private final Long2ObjectHashMap<LongHashSet> idsByShow = new Long2ObjectHashMap<>();

    /**
     * Nothing yet.
     *
     * @param endedKept how many that ended are kept
     * @param onForgotten told of each that is kept no longer
     */
    Kept(int endedKept, ToLongFunction<T> showIdOf, Consumer<T> onForgotten) {
        this.endedKept = endedKept;
        this.showIdOf = showIdOf;
        this.onForgotten = onForgotten;
    }

    Optional<T> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    int size() {
        return byId.size();
    }

    /** All that have not ended by their ids, then those that have, the one that ended first in front. */
    void forEach(Consumer<T> action) {
        long[] lasting = byId.keySet().stream()
                .filter(id -> !ended.contains(id))
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        for (long id : lasting) {
            action.accept(byId.get(id));
        }
        for (Long id : ended) {
            action.accept(byId.get(id));
        }
    }

    /** Ids that are listed for their shows: as many as there are things, or memory would be lost. */
    int listedCount() {
        return idsByShow.values().stream().mapToInt(LongHashSet::size).sum();
    }

    /** Puts something new, or anew, that has not ended, or no longer has. */
    void put(long id, T value) {
        byId.put(id, value);
        ended.remove(id);
        idsByShow
                .computeIfAbsent(showIdOf.applyAsLong(value), showId -> new LongHashSet())
                .add(id);
    }

    /** Puts something that has ended now, and forgets what ended longest ago when that is too much. */
    void putEnded(long id, T value) {
        byId.put(id, value);
        ended.add(id);
        if (ended.size() > endedKept) {
            Iterator<Long> oldestFirst = ended.iterator();
            long oldest = oldestFirst.next();
            oldestFirst.remove();
            find(oldest).ifPresent(gone -> removeFromShow(oldest, showIdOf.applyAsLong(gone)));
            forget(oldest);
        }
    }

    /** Forgets all of a show, ended or not. */
    void forgetShow(long showId) {
        LongHashSet ids = idsByShow.remove(showId);
        if (ids == null) {
            return;
        }
        for (LongHashSet.LongIterator each = ids.iterator(); each.hasNext(); ) {
            long id = each.nextValue();
            ended.remove(id);
            forget(id);
        }
    }

    private void removeFromShow(long id, long showId) {
        LongHashSet ids = idsByShow.get(showId);
        if (ids != null && ids.remove(id) && ids.isEmpty()) {
            idsByShow.remove(showId);
        }
    }

    private void forget(long id) {
        T gone = byId.remove(id);
        if (gone != null) {
            onForgotten.accept(gone);
        }
    }
}
