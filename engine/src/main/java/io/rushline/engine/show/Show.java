package io.rushline.engine.show;

import io.rushline.engine.line.Line;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.slab.Slab;
import org.jspecify.annotations.Nullable;

/**
 * A show: its {@link ShowSeats seats}, the terms of their sale, its holds and its line.
 *
 * <p>Seats and all else are one object, so that a million shows stay small.
 */
public final class Show extends ShowSeats {
    private final long id;
    private final int slot;
    private ShowTerms terms;
    // Copies of terms that nearly every command reads. The last two never change: there are timers, and there is a
    // line.
    private int holdMs;
    private int maxPerHold;
    private int maxPerCustomer;
    private final int graceMs;
    private final boolean isFirstFit;
    private long onSaleAtMs;
    private SaleState saleState = SaleState.OPEN;
    private @Nullable Line line;
    private int firstHold = Slab.NONE;
    private int lastHold = Slab.NONE;
    private boolean isUnfinished;
    private @Nullable Show nextInBucket;
    private @Nullable Show previousUnfinished;
    private @Nullable Show nextUnfinished;

    /**
     * Makes a show whose seats are all free.
     *
     * @param slot the show's place in {@link Shows}
     * @param prices by category of the plan; copied
     */
    Show(long id, int slot, SeatPlan plan, ShowTerms terms, long onSaleAtMs, long[] prices) {
        super(plan, prices);
        this.id = id;
        this.slot = slot;
        this.terms = terms;
        this.onSaleAtMs = onSaleAtMs;
        holdMs = terms.holdMs();
        graceMs = terms.graceMs();
        maxPerHold = terms.maxPerHold();
        maxPerCustomer = terms.maxPerCustomer();
        isFirstFit = terms.isFirstFit();
    }

    public long id() {
        return id;
    }

    public int slot() {
        return slot;
    }

    public ShowTerms terms() {
        return terms;
    }

    public int holdMs() {
        return holdMs;
    }

    public int graceMs() {
        return graceMs;
    }

    public int maxPerHold() {
        return maxPerHold;
    }

    /** The limit per customer; 0 for none. */
    public int maxPerCustomer() {
        return maxPerCustomer;
    }

    public boolean isFirstFit() {
        return isFirstFit;
    }

    /** Before it holds and joins are refused. */
    public long onSaleAtMs() {
        return onSaleAtMs;
    }

    public SaleState saleState() {
        return saleState;
    }

    public void saleState(SaleState saleState) {
        this.saleState = saleState;
    }

    /** Whether nothing finds the show any more; it is only there until its bookings are forgotten. */
    public boolean isArchived() {
        return saleState == SaleState.ARCHIVED;
    }

    /** Changes the terms of what is sold from now on. Grace and the line's policy must be as they were. */
    public void terms(ShowTerms newTerms, long newOnSaleAtMs) {
        terms = newTerms;
        onSaleAtMs = newOnSaleAtMs;
        holdMs = newTerms.holdMs();
        maxPerHold = newTerms.maxPerHold();
        maxPerCustomer = newTerms.maxPerCustomer();
    }

    /** Puts the show on sale, from {@code nowMs} on if not from earlier. */
    public void open(long nowMs) {
        saleState = SaleState.OPEN;
        onSaleAtMs = Math.min(onSaleAtMs, nowMs);
    }

    /** The line, or null while nobody waits. */
    public @Nullable Line line() {
        return line;
    }

    public void line(@Nullable Line line) {
        this.line = line;
    }

    /** The slot of the hold that was made first of those that live, or {@link Slab#NONE}. */
    public int firstHold() {
        return firstHold;
    }

    public int lastHold() {
        return lastHold;
    }

    public void holds(int firstHold, int lastHold) {
        this.firstHold = firstHold;
        this.lastHold = lastHold;
    }

    /** Whether work is left on this show, which is then on the list of {@link Shows}. */
    public boolean isUnfinished() {
        return isUnfinished;
    }

    void unfinished(boolean isUnfinished) {
        this.isUnfinished = isUnfinished;
    }

    @Nullable
    Show nextInBucket() {
        return nextInBucket;
    }

    void nextInBucket(@Nullable Show nextInBucket) {
        this.nextInBucket = nextInBucket;
    }

    @Nullable
    Show previousUnfinished() {
        return previousUnfinished;
    }

    void previousUnfinished(@Nullable Show previousUnfinished) {
        this.previousUnfinished = previousUnfinished;
    }

    @Nullable
    Show nextUnfinished() {
        return nextUnfinished;
    }

    void nextUnfinished(@Nullable Show nextUnfinished) {
        this.nextUnfinished = nextUnfinished;
    }
}
