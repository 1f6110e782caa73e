package io.rushline.engine.hold;

import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;
import io.rushline.engine.slab.Slab;
import io.rushline.engine.slab.SlabIndex;

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
 * <p>Those that live are linked show by show, in the order in which they were made. Those that ended (released, expired,
 * cancelled) are linked in the order in which they ended: a late payment finds its seats and a late question gets an exact
 * answer while they are remembered.
 */
public final class Holds {
    public static final int NONE = Slab.NONE;

    public static final byte HELD = 0;
    public static final byte BOOKED = 1;
    public static final byte RELEASED = 2;
    public static final byte EXPIRED = 3;
    public static final byte CANCELLED = 4;

    private static final int ID = 0;
    private static final int EXPIRES_AT = 8;
    private static final int BOOKING_ID = 16;
    private static final int TOTAL = 24;
    private static final int SHOW_ID = 32;
    private static final int SHOW = 40;
    private static final int CUSTOMER = 44;
    private static final int PREVIOUS = 48;
    private static final int NEXT = 52;
    private static final int NEXT_BY_ID = 56;
    private static final int NEXT_BY_BOOKING_ID = 60;
    private static final int TIMER = 64;
    private static final int STATE = 68;
    private static final int SEAT_COUNT = 69;
    private static final int LATE = 70;
    private static final int SEATS = 72;
    private static final int RECORD_BYTES = SEATS + SeatSelection.MAX_SEATS * Integer.BYTES;

    private final Slab holds = new Slab(RECORD_BYTES);
    private final SlabIndex byId;
    private final SlabIndex byBookingId;
    private int oldestEnded = NONE;
    private int newestEnded = NONE;
    private int endedCount;

    /** @param hashSeed see {@link SlabIndex} */
    public Holds(long hashSeed) {
        byId = new SlabIndex(holds, ID, NEXT_BY_ID, hashSeed);
        byBookingId = new SlabIndex(holds, BOOKING_ID, NEXT_BY_BOOKING_ID, hashSeed);
    }

    /** Holds and bookings that have not ended. */
    public int count() {
        return holds.liveCount() - endedCount;
    }

    /** Those that ended and are remembered. */
    public int endedCount() {
        return endedCount;
    }

    /** The slot of a hold, or {@link #NONE}. */
    public int find(long holdId) {
        return byId.find(holdId);
    }

    /** The slot of the hold that became a booking, or {@link #NONE}. */
    public int findBooking(long bookingId) {
        return byBookingId.find(bookingId);
    }

    /** Adds a hold in state HELD, the last of its show's. */
    public int add(Show show, long id, int customer, long expiresAtMs, long total, SeatSelection seats) {
        int hold = add(show.id(), show.slot(), id, customer, expiresAtMs);
        seats(hold, seats, total);
        link(show, hold);
        return hold;
    }

    /** Adds one that ended: the last that did. The show may be gone; then its slot says nothing. */
    public int addEnded(
            long showId,
            int show,
            long id,
            int customer,
            long expiresAtMs,
            long total,
            SeatSelection seats,
            byte state) {
        int hold = add(showId, show, id, customer, expiresAtMs);
        seats(hold, seats, total);
        state(hold, state);
        linkEnded(hold);
        return hold;
    }

    private int add(long showId, int show, long id, int customer, long expiresAtMs) {
        int hold = holds.allocate();
        holds.putLong(hold, ID, id);
        holds.putLong(hold, EXPIRES_AT, expiresAtMs);
        holds.putLong(hold, BOOKING_ID, 0);
        holds.putLong(hold, SHOW_ID, showId);
        holds.putInt(hold, SHOW, show);
        holds.putInt(hold, CUSTOMER, customer);
        holds.putByte(hold, STATE, HELD);
        holds.putByte(hold, LATE, (byte) 0);
        byId.add(hold);
        return hold;
    }

    /** Gives a hold other seats. */
    public void seats(int hold, SeatSelection seats, long total) {
        holds.putLong(hold, TOTAL, total);
        holds.putByte(hold, SEAT_COUNT, (byte) seats.count());
        for (int i = 0; i < seats.count(); i++) {
            holds.putInt(hold, SEATS + i * Integer.BYTES, seats.seat(i));
        }
    }

    /** Sets the state of one that has not ended. */
    public void state(int hold, byte state) {
        holds.putByte(hold, STATE, state);
    }

    /** Makes a booking of a held hold. */
    public void book(int hold, long bookingId) {
        state(hold, BOOKED);
        bookingId(hold, bookingId, false);
    }

    /** Makes a booking of an expired hold, the last of its show's again. */
    public void bookLate(Show show, int hold, long bookingId) {
        unlinkEnded(hold);
        state(hold, BOOKED);
        bookingId(hold, bookingId, true);
        link(show, hold);
    }

    /** Notes the booking's id. */
    public void bookingId(int hold, long bookingId, boolean isLate) {
        holds.putByte(hold, LATE, (byte) (isLate ? 1 : 0));
        holds.putLong(hold, BOOKING_ID, bookingId);
        byBookingId.add(hold);
    }

    /**
     * Ends a hold or booking.
     *
     * @param state RELEASED, EXPIRED or CANCELLED
     */
    public void end(Show show, int hold, byte state) {
        unlink(show, hold);
        state(hold, state);
        linkEnded(hold);
    }

    /** The one that ended first of those remembered, or {@link #NONE}. */
    public int oldestEnded() {
        return oldestEnded;
    }

    /** Drops one that ended; its slot is free afterwards. */
    public void forgetEnded(int hold) {
        unlinkEnded(hold);
        remove(hold);
    }

    /** Drops one that has not ended; its slot is free afterwards. */
    public void forget(Show show, int hold) {
        unlink(show, hold);
        remove(hold);
    }

    /** The next of the same show, or the next that ended; {@link #NONE} behind the last. */
    public int next(int hold) {
        return holds.intAt(hold, NEXT);
    }

    public long id(int hold) {
        return holds.longAt(hold, ID);
    }

    public byte state(int hold) {
        return holds.byteAt(hold, STATE);
    }

    /** The slot of the show; another show may be there when this one was archived. */
    public int show(int hold) {
        return holds.intAt(hold, SHOW);
    }

    public long showId(int hold) {
        return holds.longAt(hold, SHOW_ID);
    }

    public int customer(int hold) {
        return holds.intAt(hold, CUSTOMER);
    }

    /** When the hold ends for the client, without the grace. */
    public long expiresAtMs(int hold) {
        return holds.longAt(hold, EXPIRES_AT);
    }

    public long total(int hold) {
        return holds.longAt(hold, TOTAL);
    }

    /** The booking's id, or 0 when the hold never became one. */
    public long bookingId(int hold) {
        return holds.longAt(hold, BOOKING_ID);
    }

    public boolean isLate(int hold) {
        return holds.byteAt(hold, LATE) != 0;
    }

    public int seatCount(int hold) {
        return holds.byteAt(hold, SEAT_COUNT);
    }

    public int seat(int hold, int index) {
        return holds.intAt(hold, SEATS + index * Integer.BYTES);
    }

    public void copySeats(int hold, SeatSelection target) {
        target.clear();
        for (int i = 0; i < seatCount(hold); i++) {
            target.add(seat(hold, i));
        }
    }

    /** The expiry timer of a hold in state HELD. */
    public int timer(int hold) {
        return holds.intAt(hold, TIMER);
    }

    public void timer(int hold, int timer) {
        holds.putInt(hold, TIMER, timer);
    }

    private void link(Show show, int hold) {
        int last = show.lastHold();
        holds.putInt(hold, PREVIOUS, last);
        holds.putInt(hold, NEXT, NONE);
        if (last == NONE) {
            show.holds(hold, hold);
        } else {
            holds.putInt(last, NEXT, hold);
            show.holds(show.firstHold(), hold);
        }
    }

    private void unlink(Show show, int hold) {
        int previous = holds.intAt(hold, PREVIOUS);
        int next = holds.intAt(hold, NEXT);
        bridge(previous, next);
        show.holds(previous == NONE ? next : show.firstHold(), next == NONE ? previous : show.lastHold());
    }

    private void linkEnded(int hold) {
        holds.putInt(hold, PREVIOUS, newestEnded);
        holds.putInt(hold, NEXT, NONE);
        if (newestEnded == NONE) {
            oldestEnded = hold;
        } else {
            holds.putInt(newestEnded, NEXT, hold);
        }
        newestEnded = hold;
        endedCount++;
    }

    private void unlinkEnded(int hold) {
        int previous = holds.intAt(hold, PREVIOUS);
        int next = holds.intAt(hold, NEXT);
        bridge(previous, next);
        oldestEnded = previous == NONE ? next : oldestEnded;
        newestEnded = next == NONE ? previous : newestEnded;
        endedCount--;
    }

    private void bridge(int previous, int next) {
        if (previous != NONE) {
            holds.putInt(previous, NEXT, next);
        }
        if (next != NONE) {
            holds.putInt(next, PREVIOUS, previous);
        }
    }

    private void remove(int hold) {
        byId.remove(hold);
        if (bookingId(hold) != 0) {
            byBookingId.remove(hold);
        }
        holds.free(hold);
    }
}
