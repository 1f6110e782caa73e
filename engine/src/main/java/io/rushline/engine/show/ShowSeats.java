package io.rushline.engine.show;

import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.Bits;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.seat.SeatSelection;

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
public abstract sealed class ShowSeats permits Show {
    private static final long ONE_HELD = 1L << 32;

    private final SeatPlan plan;
    private final long[] words;
    private final int bitmapWords;
    private int freeCount;
    private int heldCount;
    private int freeOrdinaryCount;
    private int heldOrdinaryCount;

    /** @param prices by category of the plan; copied */
    ShowSeats(SeatPlan plan, long[] prices) {
        this.plan = plan;
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

    public final SeatPlan plan() {
        return plan;
    }

    /** The array that all words of the show lie in; nobody else but {@link LoadedSeats} writes to it. */
    public final long[] words() {
        return words;
    }

    /** Where in {@link #words()} the bitmap of the free seats begins. */
    public final int freeWord() {
        return 2 * plan.categoryCount();
    }

    private int heldWord() {
        return freeWord() + bitmapWords;
    }

    private int bookedWord() {
        return freeWord() + 2 * bitmapWords;
    }

    public final boolean isFree(int seat) {
        return Bits.isSet(words, freeWord(), seat);
    }

    public final boolean isHeld(int seat) {
        return Bits.isSet(words, heldWord(), seat);
    }

    public final boolean isBooked(int seat) {
        return Bits.isSet(words, bookedWord(), seat);
    }

    public final boolean isBlocked(int seat) {
        return !isFree(seat) && !isHeld(seat) && !isBooked(seat);
    }

    public final int freeCount() {
        return freeCount;
    }

    public final int heldCount() {
        return heldCount;
    }

    /**
     * Ordinary seats that are free.
     *
     * @param category index in the plan, or {@link BestAvailable#ANY}
     */
    public final int freeOrdinary(int category) {
        return category == BestAvailable.ANY ? freeOrdinaryCount : (int) counts(category);
    }

    /** Ordinary seats that are free or may come free again without a cancellation. */
    public final int obtainable(int category) {
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
    public final int freeInSection(int section, int category) {
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
    public final long total(SeatSelection seats) {
        long total = 0;
        for (int i = 0; i < seats.count(); i++) {
            total += words[plan.category(seats.seat(i))];
        }
        return total;
    }

    /** What a seat of a category costs. */
    public final long price(int category) {
        return words[category];
    }

    public final void price(int category, long price) {
        words[category] = price;
    }

    /**
     * Reads the counts, and of each bitmap what is about a seat, and answers a number that depends on it.
     *
     * @param seat any int; what is read has the seat only if the show has
     */
    public final long readAhead(int seat) {
        int word = Math.min(Math.max(seat, 0) >>> 6, bitmapWords - 1);
        return words[0] + words[freeWord() + word] + words[heldWord() + word] + words[bookedWord() + word] + freeCount;
    }

    /** A free seat becomes a held one. */
    public final void hold(int seat) {
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
    public final void release(int seat) {
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
    public final void book(int seat) {
        flip(heldWord(), seat);
        flip(bookedWord(), seat);
        heldCount--;
        if (plan.isOrdinary(seat)) {
            heldOrdinaryCount--;
            count(seat, -ONE_HELD);
        }
    }

    /** A booked seat becomes a free one. */
    public final void unbook(int seat) {
        flip(bookedWord(), seat);
        unblock(seat);
    }

    /** A free seat becomes a blocked one. */
    public final void block(int seat) {
        flip(freeWord(), seat);
        freeCount--;
        if (plan.isOrdinary(seat)) {
            freeOrdinaryCount--;
            count(seat, -1);
        }
    }

    /** A blocked seat becomes a free one. */
    public final void unblock(int seat) {
        flip(freeWord(), seat);
        freeCount++;
        if (plan.isOrdinary(seat)) {
            freeOrdinaryCount++;
            count(seat, 1);
        }
    }

    /** Words of one bitmap. */
    public final int bitmapWords() {
        return bitmapWords;
    }

    /** Takes counts of seats from whoever changed the bitmaps. */
    final void counts(int free, int held, int freeOrdinary, int heldOrdinary) {
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
