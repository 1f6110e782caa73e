package io.rushline.engine.hold;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;
import io.rushline.engine.slab.SequenceIndex;
import io.rushline.engine.slab.Slab;

/**
 * Holds, and the bookings that they become.
 *
 * <pre>
 *   HELD ---&gt; BOOKED ---&gt; CANCELLED
 *     |         ^
 *     +---&gt; EXPIRED       late payment
 *     |
 *     +---&gt; RELEASED
 * </pre>
 *
 * <p>Those that live are linked show by show, in the order in which they were made. One that ended (released, expired,
 * cancelled) moves over to {@link EndedHolds}, in the order in which they end, so that the many of the past never drive the
 * few of the present out of the processor's caches. A hold's number changes then, and says which of both it is in.
 */
public final class Holds {
    public static final int NONE = Slab.NONE;

    public static final byte HELD = 0;
    public static final byte BOOKED = 1;
    public static final byte RELEASED = 2;
    public static final byte EXPIRED = 3;
    public static final byte CANCELLED = 4;

    private static final int PREVIOUS = HoldRecord.WORDS * Long.BYTES;
    private static final int NEXT = PREVIOUS + 4;
    private static final int CUSTOMER = PREVIOUS + 8;
    private static final int TIMER = PREVIOUS + 12;
    private static final int RECORD_BYTES = PREVIOUS + 16;

    /** Set in the number of one that ended. */
    private static final int ENDED = 1 << 30;

    private final Slab live = new Slab(RECORD_BYTES);
    private final EndedHolds ended = new EndedHolds();

    /** Numbers by the ids of holds and of bookings, all of which are sequences. Those of forgotten ones may still be there. */
    private final SequenceIndex bySequence;

    /**
     * Makes room for none yet.
     *
     * @param recentSequences see {@link SequenceIndex}
     * @param hashSeed see {@link SequenceIndex}
     */
    public Holds(int recentSequences, long hashSeed) {
        bySequence = new SequenceIndex(recentSequences, hashSeed);
    }

    /** Says which sequence is the newest, before anything is added. */
    public void startAt(long sequence) {
        bySequence.startAt(sequence);
    }

    /** Makes the next sequence the newest: the highest that an id can be. */
    public void advance() {
        int number = bySequence.advance();
        if (number != NONE && isRemembered(number)) {
            bySequence.keep(number);
        }
    }

    /** Holds and bookings that have not ended. */
    public int count() {
        return live.liveCount();
    }

    /** Those that ended and are remembered. */
    public int endedCount() {
        return ended.count();
    }

    /** Reads where {@link #find} and {@link #findBooking} begin to look, and answers a number that depends on it. */
    public long readAhead(long sequence) {
        return bySequence.find(sequence);
    }

    /** Reads the holds before and behind one that has not ended, and answers a number that depends on them. */
    public long readAheadOfNeighbours(int hold) {
        return readAheadOf(live.intAt(hold, PREVIOUS)) + readAheadOf(live.intAt(hold, NEXT));
    }

    /** Reads the last hold of a show, and answers a number that depends on it. */
    public long readAheadOfLast(Show show) {
        return readAheadOf(show.lastHold());
    }

    private long readAheadOf(int hold) {
        return hold == NONE ? 0 : live.intAt(hold, NEXT);
    }

    /** The number of a hold, or {@link #NONE}. */
    public int find(long holdId) {
        int number = bySequence.find(holdId);
        return number != NONE && isRemembered(number) && id(number) == holdId ? number : NONE;
    }

    /** The number of the hold that became a booking, or {@link #NONE}. */
    public int findBooking(long bookingId) {
        int number = bySequence.find(bookingId);
        return number != NONE && isRemembered(number) && bookingId(number) == bookingId ? number : NONE;
    }

    /** Adds a hold in state HELD, the last of its show's. */
    public int add(Show show, long id, int customer, long expiresAtMs, long total, SeatSelection seats) {
        int hold = live.allocate();
        HoldRecord.fill(live.chunk(hold), live.start(hold), show.id(), show.slot(), id, expiresAtMs, seats, total);
        live.putInt(hold, CUSTOMER, customer);
        bySequence.put(id, hold);
        link(show, hold);
        return hold;
    }

    /** Gives a hold other seats. */
    public void seats(int hold, SeatSelection seats, long total) {
        HoldRecord.seats(live.chunk(hold), live.start(hold), seats, total);
    }

    /** Makes a booking of a held hold. */
    public void book(int hold, long bookingId, boolean isLate) {
        HoldRecord.book(live.chunk(hold), live.start(hold), bookingId, isLate);
        bySequence.put(bookingId, hold);
    }

    /**
     * Makes a booking of an expired hold, the last of its show's again.
     *
     * @param customer with a reference that becomes the hold's
     * @return the number it has from now on
     */
    public int bookLate(Show show, int hold, int customer, long bookingId) {
        int again = live.allocate();
        ended.takeBack(ordinal(hold), live.chunk(again), live.start(again));
        live.putInt(again, CUSTOMER, customer);
        bySequence.put(id(again), again);
        book(again, bookingId, true);
        link(show, again);
        return again;
    }

    /**
     * Ends a hold or booking. The reference to its customer is given back by the caller.
     *
     * @param state RELEASED, EXPIRED or CANCELLED
     * @return the number it has from now on
     */
    public int end(Show show, int hold, byte state, CustomerName name) {
        int number = addEnded(hold, state, name);
        unlink(show, hold);
        live.free(hold);
        return number;
    }

    /** Adds one that ended: the last that did. The show may be gone; then its slot is {@link Slab#NONE}. */
    public void addEnded(
            long showId,
            int show,
            long id,
            long expiresAtMs,
            long total,
            SeatSelection seats,
            byte state,
            long bookingId,
            boolean isLate,
            CustomerName name) {
        int hold = live.allocate();
        long[] words = live.chunk(hold);
        int start = live.start(hold);
        HoldRecord.fill(words, start, showId, show, id, expiresAtMs, seats, total);
        HoldRecord.book(words, start, bookingId, isLate);
        addEnded(hold, state, name);
        live.free(hold);
    }

    private int addEnded(int hold, byte state, CustomerName name) {
        long[] words = live.chunk(hold);
        int start = live.start(hold);
        int number = ended(ended.add(words, start, state, name));
        bySequence.put(HoldRecord.id(words, start), number);
        long bookingId = HoldRecord.bookingId(words, start);
        if (bookingId != 0) {
            bySequence.put(bookingId, number);
        }
        return number;
    }

    /** The one that ended first of those remembered, or {@link #NONE}. */
    public int oldestEnded() {
        return ended(ended.oldest());
    }

    /** Drops the one that ended first. */
    public void forgetOldestEnded() {
        // Of recent ones nothing need be taken out of the index, and the oldest record, which no cache holds, need not
        // be read.
        if (bySequence.hasOlder()) {
            int oldest = oldestEnded();
            forgetOlder(id(oldest));
            forgetOlder(bookingId(oldest));
        }
        ended.forgetOldest();
    }

    /** Drops one that has not ended. */
    public void forget(Show show, int hold) {
        unlink(show, hold);
        bySequence.remove(id(hold));
        if (bookingId(hold) != 0) {
            bySequence.remove(bookingId(hold));
        }
        live.free(hold);
    }

    private void forgetOlder(long sequence) {
        if (sequence != 0 && !bySequence.isRecent(sequence)) {
            bySequence.remove(sequence);
        }
    }

    /** Whether a number that was given out is still that of a hold. */
    private boolean isRemembered(int number) {
        return !isEnded(number) || ordinal(number) < ended.log().tail();
    }

    /** The next of the same show, or the next that ended; {@link #NONE} behind the last. */
    public int next(int hold) {
        return isEnded(hold) ? ended(ended.newer(ordinal(hold))) : live.intAt(hold, NEXT);
    }

    /** Whether a hold, which is not {@link #NONE}, ended. */
    public static boolean isEnded(int hold) {
        return (hold & ENDED) != 0;
    }

    /** The words that have the {@link HoldRecord}, until the hold ends or is forgotten. */
    public long[] record(int hold) {
        return isEnded(hold) ? ended.log().chunk(ordinal(hold)) : live.chunk(hold);
    }

    /** Where in {@link #record} it begins. */
    public int start(int hold) {
        return isEnded(hold) ? ended.log().start(ordinal(hold)) : live.start(hold);
    }

    public long id(int hold) {
        return HoldRecord.id(record(hold), start(hold));
    }

    public byte state(int hold) {
        return HoldRecord.state(record(hold), start(hold));
    }

    /** The slot of the show; another show may be there when this one was archived. */
    public int show(int hold) {
        return HoldRecord.show(record(hold), start(hold));
    }

    public long showId(int hold) {
        return HoldRecord.showId(record(hold), start(hold));
    }

    /** The customer of one that has not ended. */
    public int customer(int hold) {
        return live.intAt(hold, CUSTOMER);
    }

    /** The customer's name of one that ended, read into {@code name}. */
    public void nameOfEnded(int hold, CustomerName name) {
        ended.readName(ordinal(hold), name);
    }

    /** When the hold ends for the client, without the grace. */
    public long expiresAtMs(int hold) {
        return HoldRecord.expiresAtMs(record(hold), start(hold));
    }

    public long total(int hold) {
        return HoldRecord.total(record(hold), start(hold));
    }

    /** The booking's id, or 0 when the hold never became one. */
    public long bookingId(int hold) {
        return HoldRecord.bookingId(record(hold), start(hold));
    }

    public boolean isLate(int hold) {
        return HoldRecord.isLate(record(hold), start(hold));
    }

    public int seatCount(int hold) {
        return HoldRecord.seatCount(record(hold), start(hold));
    }

    public int seat(int hold, int index) {
        return HoldRecord.seat(record(hold), start(hold), index);
    }

    public void copySeats(int hold, SeatSelection target) {
        target.clear();
        for (int i = 0; i < seatCount(hold); i++) {
            target.add(seat(hold, i));
        }
    }

    /** The expiry timer of a hold in state HELD. */
    public int timer(int hold) {
        return live.intAt(hold, TIMER);
    }

    public void timer(int hold, int timer) {
        live.putInt(hold, TIMER, timer);
    }

    private void link(Show show, int hold) {
        int last = show.lastHold();
        live.putInt(hold, PREVIOUS, last);
        live.putInt(hold, NEXT, NONE);
        if (last == NONE) {
            show.holds(hold, hold);
        } else {
            live.putInt(last, NEXT, hold);
            show.holds(show.firstHold(), hold);
        }
    }

    private void unlink(Show show, int hold) {
        int previous = live.intAt(hold, PREVIOUS);
        int next = live.intAt(hold, NEXT);
        if (previous != NONE) {
            live.putInt(previous, NEXT, next);
        }
        if (next != NONE) {
            live.putInt(next, PREVIOUS, previous);
        }
        show.holds(previous == NONE ? next : show.firstHold(), next == NONE ? previous : show.lastHold());
    }

    /** The ordinal among those that ended, of which a hold's number has the lower bits. */
    private long ordinal(int hold) {
        long head = ended.log().head();
        return head + ((hold - head) & (ENDED - 1));
    }

    private static int ended(long ordinal) {
        return ordinal == EndedHolds.NONE ? NONE : (int) (ordinal & (ENDED - 1)) | ENDED;
    }
}
