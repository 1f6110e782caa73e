package io.rushline.engine.show;

import io.rushline.engine.line.Line;
import io.rushline.engine.request.Fingerprint;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.Bits;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.seat.SeatSelection;

/**
 * The seats of one show, as three bitmaps; a seat in none of them is blocked.
 *
 * <pre>
 *            hold                confirm
 *   FREE  ----------&gt;   HELD   ----------&gt;  BOOKED
 *     ^   &lt;----------     |                    |
 *     |    release,       |                    |
 *     |    expiry         |       cancel       |
 *     +-------------------+--------------------+
 * </pre>
 */
public final class Show {
    private final long id;
    private final int slot;
    private final SeatPlan plan;
    private final ShowTerms terms;
    private final long[] free;
    private final long[] held;
    private final long[] booked;
    private final int[] freeOrdinary;
    private final int[] heldOrdinary;
    private final Line line = new Line();
    private int freeCount;
    private int heldCount;
    private int freeOrdinaryCount;
    private int heldOrdinaryCount;

    /** @param slot the show's place in {@link Shows} */
    Show(long id, int slot, SeatPlan plan, ShowTerms terms) {
        this.id = id;
        this.slot = slot;
        this.plan = plan;
        this.terms = terms;
        int words = Bits.wordCount(plan.seatCount());
        free = new long[words];
        held = new long[words];
        booked = new long[words];
        for (int seat = 0; seat < plan.seatCount(); seat++) {
            Bits.set(free, seat);
        }
        freeCount = plan.seatCount();
        freeOrdinary = new int[plan.categoryCount()];
        heldOrdinary = new int[plan.categoryCount()];
        for (int category = 0; category < plan.categoryCount(); category++) {
            freeOrdinary[category] = plan.ordinaryCount(category);
            freeOrdinaryCount += freeOrdinary[category];
        }
    }

    public long id() {
        return id;
    }

    public int slot() {
        return slot;
    }

    public SeatPlan plan() {
        return plan;
    }

    public ShowTerms terms() {
        return terms;
    }

    public Line line() {
        return line;
    }

    /** Bitmap of the free seats; not to be written to. */
    public long[] free() {
        return free;
    }

    public boolean isFree(int seat) {
        return Bits.isSet(free, seat);
    }

    public boolean isHeld(int seat) {
        return Bits.isSet(held, seat);
    }

    public boolean isBooked(int seat) {
        return Bits.isSet(booked, seat);
    }

    public int freeCount() {
        return freeCount;
    }

    public int heldCount() {
        return heldCount;
    }

    /**
     * Ordinary seats that are free.
     *
     * @param category index in the plan, or {@link BestAvailable#ANY}
     */
    public int freeOrdinary(int category) {
        return category == BestAvailable.ANY ? freeOrdinaryCount : freeOrdinary[category];
    }

    /** Ordinary seats that are free or may come free again without a cancellation. */
    public int obtainable(int category) {
        return category == BestAvailable.ANY
                ? freeOrdinaryCount + heldOrdinaryCount
                : freeOrdinary[category] + heldOrdinary[category];
    }

    /**
     * Ordinary seats of a section that are free.
     *
     * @param category index in the plan, or {@link BestAvailable#ANY}
     */
    public int freeInSection(int section, int category) {
        return countFreeIn(section, category);
    }

    /** The price of the seats together. */
    public long total(SeatSelection seats) {
        long total = 0;
        for (int i = 0; i < seats.count(); i++) {
            total += terms.prices()[plan.category(seats.seat(i))];
        }
        return total;
    }

    /** A free seat becomes a held one. */
    public void hold(int seat) {
        Bits.clear(free, seat);
        Bits.set(held, seat);
        countFree(seat, -1);
        countHeld(seat, 1);
    }

    /** A held seat becomes a free one. */
    public void release(int seat) {
        Bits.clear(held, seat);
        Bits.set(free, seat);
        countHeld(seat, -1);
        countFree(seat, 1);
    }

    /** A held seat becomes a booked one. */
    public void book(int seat) {
        Bits.clear(held, seat);
        Bits.set(booked, seat);
        countHeld(seat, -1);
    }

    /** A booked seat becomes a free one. */
    public void unbook(int seat) {
        Bits.clear(booked, seat);
        Bits.set(free, seat);
        countFree(seat, 1);
    }

    /** A hash of the terms and of the seats' states. */
    public long hash() {
        long hash = Fingerprint.mix(id);
        hash = Fingerprint.mix(hash ^ plan.id());
        hash = Fingerprint.mix(hash ^ terms.hash());
        for (int i = 0; i < free.length; i++) {
            hash = Fingerprint.mix(hash ^ free[i]);
            hash = Fingerprint.mix(hash ^ held[i]);
            hash = Fingerprint.mix(hash ^ booked[i]);
        }
        return hash;
    }

    private void countFree(int seat, int change) {
        freeCount += change;
        if (plan.isOrdinary(seat)) {
            freeOrdinaryCount += change;
            freeOrdinary[plan.category(seat)] += change;
        }
    }

    private void countHeld(int seat, int change) {
        heldCount += change;
        if (plan.isOrdinary(seat)) {
            heldOrdinaryCount += change;
            heldOrdinary[plan.category(seat)] += change;
        }
    }

    private int countFreeIn(int section, int category) {
        int count = 0;
        for (int row = 0; row < plan.rowCount(); row++) {
            if (plan.rowSection(row) != section
                    || (category != BestAvailable.ANY && plan.rowCategory(row) != category)) {
                continue;
            }
            int end = plan.rowStart(row) + plan.rowLength(row);
            for (int seat = plan.rowStart(row); seat < end; seat += 64) {
                int length = Math.min(64, end - seat);
                count += Long.bitCount(Bits.extract(free, seat, length) & Bits.extract(plan.ordinary(), seat, length));
            }
        }
        return count;
    }
}
