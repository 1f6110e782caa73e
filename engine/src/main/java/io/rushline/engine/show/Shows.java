package io.rushline.engine.show;

import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.slab.Slab;
import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The seat plans and shows that the engine knows, by id and by slot, and the list of shows on which work is left. */
public final class Shows {
    private static final int RECORD_BYTES = 8;
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    private final Long2ObjectHashMap<SeatPlan> plans = new Long2ObjectHashMap<>();
    private final Slab slots = new Slab(RECORD_BYTES);
    private final ShowIndex byId;
    private @Nullable Show[][] bySlot = new Show[16][];
    private @Nullable Show firstUnfinished;
    private @Nullable Show lastUnfinished;
    private int unfinishedCount;

    /** @param hashSeed see {@link io.rushline.engine.slab.SlabIndex} */
    public Shows(long hashSeed) {
        byId = new ShowIndex(hashSeed);
    }

    /** Makes room while there are no shows, so that adding so many of them costs less. */
    public void reserve(int count) {
        byId.reserve(count);
    }

    public int count() {
        return byId.size();
    }

    public int planCount() {
        return plans.size();
    }

    /** Reads where {@link #find} begins to look, and answers a number that depends on it. */
    public long readAhead(long showId) {
        return byId.readAhead(showId);
    }

    public @Nullable Show find(long showId) {
        return byId.find(showId);
    }

    public @Nullable SeatPlan findPlan(long planId) {
        return plans.get(planId);
    }

    /** The show in a slot that {@link Show#slot()} told. */
    public Show at(int slot) {
        Show show = bySlot[slot >>> CHUNK_BITS][slot & CHUNK_MASK];
        if (show == null) {
            throw new IllegalArgumentException("no show in slot " + slot);
        }
        return show;
    }

    /** Whether a slot still belongs to the show that had it once, and that show is not archived. */
    public boolean isKnown(int slot, long showId) {
        if (slot == Slab.NONE) {
            return false;
        }
        Show show = bySlot[slot >>> CHUNK_BITS][slot & CHUNK_MASK];
        return show != null && show.id() == showId && !show.isArchived();
    }

    public void add(SeatPlan plan) {
        plans.put(plan.id(), plan);
    }

    /**
     * Adds a show whose seats are all free.
     *
     * @param prices by category of the plan; copied
     */
    public Show add(long id, SeatPlan plan, ShowTerms terms, long onSaleAtMs, long[] prices) {
        int slot = slots.allocate();
        Show show = new Show(id, slot, plan, terms, onSaleAtMs, prices);
        byId.add(show);
        int chunk = slot >>> CHUNK_BITS;
        if (chunk == bySlot.length) {
            bySlot = Arrays.copyOf(bySlot, chunk << 1);
        }
        if (bySlot[chunk] == null) {
            bySlot[chunk] = new Show[1 << CHUNK_BITS];
        }
        bySlot[chunk][slot & CHUNK_MASK] = show;
        return show;
    }

    /** Forgets a show; its slot is free afterwards. */
    public void remove(Show show) {
        int slot = show.slot();
        byId.remove(show);
        bySlot[slot >>> CHUNK_BITS][slot & CHUNK_MASK] = null;
        slots.free(slot);
    }

    /** The show that is first on the list of those on which work is left, or null. */
    public @Nullable Show firstUnfinished() {
        return firstUnfinished;
    }

    /** The one behind on that list, or null. */
    public @Nullable Show nextUnfinished(Show show) {
        return show.nextUnfinished();
    }

    public int unfinishedCount() {
        return unfinishedCount;
    }

    /** Puts a show at the end of that list, unless it is on it. */
    public void addUnfinished(Show show) {
        if (show.isUnfinished()) {
            return;
        }
        show.unfinished(true);
        show.previousUnfinished(lastUnfinished);
        if (lastUnfinished == null) {
            firstUnfinished = show;
        } else {
            lastUnfinished.nextUnfinished(show);
        }
        lastUnfinished = show;
        unfinishedCount++;
    }

    /** Takes a show from that list, if it is on it. */
    public void removeUnfinished(Show show) {
        if (!show.isUnfinished()) {
            return;
        }
        Show previous = show.previousUnfinished();
        Show next = show.nextUnfinished();
        if (previous == null) {
            firstUnfinished = next;
        } else {
            previous.nextUnfinished(next);
        }
        if (next == null) {
            lastUnfinished = previous;
        } else {
            next.previousUnfinished(previous);
        }
        show.previousUnfinished(null);
        show.nextUnfinished(null);
        show.unfinished(false);
        unfinishedCount--;
    }

    /** All plans by id. Allocates. */
    public SeatPlan[] plansById() {
        SeatPlan[] all = new SeatPlan[plans.size()];
        int count = 0;
        for (SeatPlan plan : plans.values()) {
            all[count++] = plan;
        }
        Arrays.sort(all, (one, other) -> Long.compare(one.id(), other.id()));
        return all;
    }

    /** All shows by id. Allocates. */
    public Show[] showsById() {
        Show[] all = new Show[count()];
        int count = 0;
        for (@Nullable Show[] chunk : bySlot) {
            for (int i = 0; chunk != null && i < chunk.length; i++) {
                Show show = chunk[i];
                if (show != null) {
                    all[count++] = show;
                }
            }
        }
        Arrays.sort(all, (one, other) -> Long.compare(one.id(), other.id()));
        return all;
    }
}
