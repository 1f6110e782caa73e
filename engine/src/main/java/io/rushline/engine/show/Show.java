package io.rushline.engine.show;

import io.rushline.engine.line.Line;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.Bits;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.slab.Slab;
import org.jspecify.annotations.Nullable;

/**
 * The seats of one show, as three bitmaps; a seat in none of them is blocked.
 *
 * <pre>
 *                     hold                confirm
 *   BLOCKED --&gt; FREE  ----------&gt;   HELD   ----------&gt;  BOOKED
 *           &lt;--   ^   &lt;----------     |                    |
 *                 |    release,       |                    |
 *                 |    expiry         |       cancel       |
 *                 +-------------------+--------------------+
 *
 *   words:  | price of each category | counts of each category | free ... | held ... | booked ... |
 *                                      held in the high half,
 *                                      free in the low half, ordinary seats only
 * </pre>
 *
 * <p>All words of a show lie in one array, so that a million shows stay small and one of them costs few cache lines.
 */
public final class Show {
    private static final long ONE_HELD = 1L << 32;

    private final long id;
    private final int slot;
    private final SeatPlan plan;
    private final long[] words;
    private final int bitmapWords;
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
    private int freeCount;
    private int heldCount;
    private int freeOrdinaryCount;
    private int heldOrdinaryCount;
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
        this.id = id;
        this.slot = slot;
        this.plan = plan;
        this.terms = terms;
        this.onSaleAtMs = onSaleAtMs;
        holdMs = terms.holdMs();
        graceMs = terms.graceMs();
        maxPerHold = terms.maxPerHold();
        maxPerCustomer = terms.maxPerCustomer();
        isFirstFit = terms.isFirstFit();
        int categoryCount = plan.categoryCount();
        bitmapWords = Bits.wordCount(plan.seatCount());
        words = new long[2 * categoryCount + 3 * bitmapWords];
        System.arraycopy(prices, 0, words, 0, categoryCount);
        freeCount = plan.seatCount();
        for (int category = 0; category < categoryCount; category++) {
            words[categoryCount + category] = plan.ordinaryCount(category);
            freeOrdinaryCount += plan.ordinaryCount(category);
        }
        int free = freeWord();
        for (int word = 0; word < bitmapWords; word++) {
            words[free + word] = -1L;
        }
        if ((plan.seatCount() & 63) != 0) {
            words[free + bitmapWords - 1] = -1L >>> -plan.seatCount();
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

    /** The array that all words of the show lie in; nobody else but {@link LoadedSeats} writes to it. */
    public long[] words() {
        return words;
    }

    /** Where in {@link #words()} the bitmap of the free seats begins. */
    public int freeWord() {
        return 2 * plan.categoryCount();
    }

    private int heldWord() {
        return freeWord() + bitmapWords;
    }

    private int bookedWord() {
        return freeWord() + 2 * bitmapWords;
    }

    public boolean isFree(int seat) {
        return Bits.isSet(words, freeWord(), seat);
    }

    public boolean isHeld(int seat) {
        return Bits.isSet(words, heldWord(), seat);
    }

    public boolean isBooked(int seat) {
        return Bits.isSet(words, bookedWord(), seat);
    }

    public boolean isBlocked(int seat) {
        return !isFree(seat) && !isHeld(seat) && !isBooked(seat);
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
        return category == BestAvailable.ANY ? freeOrdinaryCount : (int) counts(category);
    }

    /** Ordinary seats that are free or may come free again without a cancellation. */
    public int obtainable(int category) {
        if (category == BestAvailable.ANY) {
            return freeOrdinaryCount + heldOrdinaryCount;
        }
        long counts = counts(category);
        return (int) counts + (int) (counts >>> 32);
    }

    /**
     * Ordinary seats of a section that are free.
     *
     * @param category index in the plan, or {@link BestAvailable#ANY}
     */
    public int freeInSection(int section, int category) {
        long[] ordinary = plan.ordinary(category);
        int count = 0;
        for (int row : plan.rowsOf(section)) {
            int end = plan.rowStart(row) + plan.rowLength(row);
            for (int seat = plan.rowStart(row); seat < end; seat += 64) {
                int length = Math.min(64, end - seat);
                count += Long.bitCount(
                        Bits.extract(words, freeWord(), seat, length) & Bits.extract(ordinary, 0, seat, length));
            }
        }
        return count;
    }

    /** The price of the seats together. */
    public long total(SeatSelection seats) {
        long total = 0;
        for (int i = 0; i < seats.count(); i++) {
            total += words[plan.category(seats.seat(i))];
        }
        return total;
    }

    /** What a seat of a category costs. */
    public long price(int category) {
        return words[category];
    }

    public void price(int category, long price) {
        words[category] = price;
    }

    /**
     * Reads the counts, and of each bitmap what is about a seat, and answers a number that depends on it.
     *
     * @param seat any int; what is read has the seat only if the show has
     */
    public long readAhead(int seat) {
        int word = Math.min(Math.max(seat, 0) >>> 6, bitmapWords - 1);
        return words[0] + words[freeWord() + word] + words[heldWord() + word] + words[bookedWord() + word] + freeCount;
    }

    /** A free seat becomes a held one. */
    public void hold(int seat) {
        flip(freeWord(), seat);
        flip(heldWord(), seat);
        freeCount--;
        heldCount++;
        if (plan.isOrdinary(seat)) {
            freeOrdinaryCount--;
            heldOrdinaryCount++;
            count(seat, ONE_HELD - 1);
        }
    }

    /** A held seat becomes a free one. */
    public void release(int seat) {
        flip(heldWord(), seat);
        flip(freeWord(), seat);
        heldCount--;
        freeCount++;
        if (plan.isOrdinary(seat)) {
            heldOrdinaryCount--;
            freeOrdinaryCount++;
            count(seat, 1 - ONE_HELD);
        }
    }

    /** A held seat becomes a booked one. */
    public void book(int seat) {
        flip(heldWord(), seat);
        flip(bookedWord(), seat);
        heldCount--;
        if (plan.isOrdinary(seat)) {
            heldOrdinaryCount--;
            count(seat, -ONE_HELD);
        }
    }

    /** A booked seat becomes a free one. */
    public void unbook(int seat) {
        flip(bookedWord(), seat);
        unblock(seat);
    }

    /** A free seat becomes a blocked one. */
    public void block(int seat) {
        flip(freeWord(), seat);
        freeCount--;
        if (plan.isOrdinary(seat)) {
            freeOrdinaryCount--;
            count(seat, -1);
        }
    }

    /** A blocked seat becomes a free one. */
    public void unblock(int seat) {
        flip(freeWord(), seat);
        freeCount++;
        if (plan.isOrdinary(seat)) {
            freeOrdinaryCount++;
            count(seat, 1);
        }
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

    /** Words of one bitmap. */
    public int bitmapWords() {
        return bitmapWords;
    }

    /** Takes counts of seats from whoever changed the bitmaps. */
    void counts(int free, int held, int freeOrdinary, int heldOrdinary) {
        freeCount = free;
        heldCount = held;
        freeOrdinaryCount = freeOrdinary;
        heldOrdinaryCount = heldOrdinary;
    }

    private long counts(int category) {
        return words[plan.categoryCount() + category];
    }

    private void count(int seat, long change) {
        words[plan.categoryCount() + plan.category(seat)] += change;
    }

    private void flip(int bitmap, int seat) {
        words[bitmap + (seat >>> 6)] ^= 1L << seat;
    }
}
