package io.rushline.journal.audit.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Who waits for a show. A waiter's id is the sequence of its joining, so the order of ids is the order of the line. */
public final class LinePicture {
    private final NavigableMap<Long, WaiterPicture> waiters = new TreeMap<>();
    private final JoinOrder order = new JoinOrder();
    private final NavigableMap<Wish, TreeSet<Long>> byWish = new TreeMap<>();

    /** What parties wait for: so many seats of a category, -1 for any. */
    public record Wish(int category, int quantity) implements Comparable<Wish> {
        @Override
        public int compareTo(Wish other) {
            return Comparator.comparingInt(Wish::category)
                    .thenComparingInt(Wish::quantity)
                    .compare(this, other);
        }
    }

    void join(WaiterPicture waiter) {
        waiters.put(waiter.waiterId(), waiter);
        order.add(waiter.waiterId());
        byWish.computeIfAbsent(wish(waiter), wish -> new TreeSet<>()).add(waiter.waiterId());
    }

    void leave(WaiterPicture waiter) {
        waiters.remove(waiter.waiterId());
        order.remove(waiter.waiterId());
        TreeSet<Long> alike = byWish.get(wish(waiter));
        if (alike != null) {
            alike.remove(waiter.waiterId());
            if (alike.isEmpty()) {
                byWish.remove(wish(waiter));
            }
        }
    }

    public boolean isEmpty() {
        return waiters.isEmpty();
    }

    public int length() {
        return waiters.size();
    }

    public Optional<WaiterPicture> head() {
        return waiters.isEmpty()
                ? Optional.empty()
                : Optional.of(waiters.firstEntry().getValue());
    }

    /** How many joined before a waiter. */
    public int ahead(long waiterId) {
        return order.before(waiterId);
    }

    /** The first of each wish that somebody who joined before an id has; {@link Long#MAX_VALUE} for the whole line. */
    public List<WaiterPicture> firsts(long beforeId) {
        List<WaiterPicture> firsts = new ArrayList<>();
        byWish.values().forEach(alike -> {
            WaiterPicture first = waiters.get(alike.first());
            if (first != null && first.waiterId() < beforeId) {
                firsts.add(first);
            }
        });
        return firsts;
    }

    /** The longest-waiting of those before an id whose wish is as asked. */
    public Optional<WaiterPicture> first(long beforeId, Predicate<WaiterPicture> wish) {
        return firsts(beforeId).stream().filter(wish).min(Comparator.comparingLong(WaiterPicture::waiterId));
    }

    private static Wish wish(WaiterPicture waiter) {
        return new Wish(waiter.category(), waiter.quantity());
    }
}
