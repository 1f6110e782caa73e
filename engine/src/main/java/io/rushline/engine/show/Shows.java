package io.rushline.engine.show;

import io.rushline.engine.seat.SeatPlan;
import java.util.Arrays;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The seat plans and shows that the engine knows, by id and by slot. */
public final class Shows {
    private final int maxShows;
    private final int maxPlans;
    private final Long2ObjectHashMap<SeatPlan> plans = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Show> byId = new Long2ObjectHashMap<>();
    private @Nullable Show[] bySlot = new Show[64];
    private int count;

    public Shows(int maxShows, int maxPlans) {
        this.maxShows = maxShows;
        this.maxPlans = maxPlans;
    }

    public boolean isFull() {
        return count >= maxShows;
    }

    public boolean isFullOfPlans() {
        return plans.size() >= maxPlans;
    }

    public int count() {
        return count;
    }

    public @Nullable Show find(long showId) {
        return byId.get(showId);
    }

    public @Nullable SeatPlan findPlan(long planId) {
        return plans.get(planId);
    }

    /** The show in a slot that {@link Show#slot()} told. */
    public Show at(int slot) {
        Show show = bySlot[slot];
        if (show == null) {
            throw new IllegalArgumentException("no show in slot " + slot);
        }
        return show;
    }

    /** A hash of all plans, in whatever order they lie. */
    public long hashOfPlans() {
        long hash = plans.size();
        for (SeatPlan plan : plans.values()) {
            hash += plan.hash();
        }
        return hash;
    }

    public void add(SeatPlan plan) {
        plans.put(plan.id(), plan);
    }

    /** Adds a show while there is room. */
    public Show add(long id, SeatPlan plan, ShowTerms terms) {
        if (isFull()) {
            throw new IllegalStateException("full at " + maxShows);
        }
        if (count == bySlot.length) {
            bySlot = Arrays.copyOf(bySlot, count << 1);
        }
        Show show = new Show(id, count, plan, terms);
        bySlot[count++] = show;
        byId.put(id, show);
        return show;
    }
}
