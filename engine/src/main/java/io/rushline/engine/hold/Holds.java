package io.rushline.engine.hold;

import io.rushline.engine.customer.Customers;
import io.rushline.engine.request.Fingerprint;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.slab.Slab;
import org.agrona.collections.Long2LongHashMap;

/**
 * Holds, and the bookings that they become, as records.
 *
 * <pre>
 *   HELD ---&gt; BOOKED ---&gt; CANCELLED
 *     |         ^
 *     +---&gt; EXPIRED       late payment
 *     |
 *     +---&gt; RELEASED
 * </pre>
 *
 * <p>A hold that ended (released, expired, cancelled) is remembered for a while, so that a late payment finds its seats and
 * a late question gets an exact answer: the newest {@code maxEnded} of them are kept.
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
    private static final int SHOW = 32;
    private static final int CUSTOMER = 36;
    // Only a hold in state HELD has a timer, and only an ended one is in the list of those: they share a place.
    private static final int TIMER = 40;
    private static final int PREVIOUS_ENDED = 40;
    private static final int NEXT_ENDED = 44;
    private static final int STATE = 48;
    private static final int SEAT_COUNT = 49;
    private static final int LATE = 50;
    private static final int SEATS = 56;
    private static final int RECORD_BYTES = SEATS + SeatSelection.MAX_SEATS * Integer.BYTES;

    private final Slab holds;
    private final int maxLive;
    private final int maxEnded;
    private final Long2LongHashMap byId = new Long2LongHashMap(NONE);
    private final Long2LongHashMap byBookingId = new Long2LongHashMap(NONE);
    private int oldestEnded = NONE;
    private int newestEnded = NONE;
    private int endedCount;

    /**
     * @param maxHolds the bound on holds and bookings together
     * @param maxEnded the bound on those that ended, at least 1: the command that ends a hold still speaks of it
     */
    public Holds(int maxHolds, int maxEnded) {
        if (maxHolds < 1 || maxEnded < 1) {
            throw new IllegalArgumentException("maxHolds " + maxHolds + ", maxEnded " + maxEnded);
        }
        holds = new Slab(RECORD_BYTES, maxHolds + maxEnded + 1);
        this.maxEnded = maxEnded;
        this.maxLive = maxHolds;
    }

    /**
     * Whether there is no room for one more.
     *
     * @param reserved holds that may come without being asked for
     */
    public boolean isFull(int reserved) {
        return count() + reserved >= maxLive;
    }

    /** Holds and bookings that have not ended. */
    public int count() {
        return holds.liveCount() - endedCount;
    }

    /** The slot of a hold, or {@link #NONE}. */
    public int find(long holdId) {
        return (int) byId.get(holdId);
    }

    /** The slot of the hold that became a booking, or {@link #NONE}. */
    public int findBooking(long bookingId) {
        return (int) byBookingId.get(bookingId);
    }

    /** Adds a hold in state HELD. */
    public int add(long id, int show, int customer, long expiresAtMs, long total, SeatSelection seats) {
        int hold = holds.allocate();
        holds.putLong(hold, ID, id);
        holds.putLong(hold, EXPIRES_AT, expiresAtMs);
        holds.putLong(hold, BOOKING_ID, 0);
        holds.putInt(hold, SHOW, show);
        holds.putInt(hold, CUSTOMER, customer);
        holds.putByte(hold, STATE, HELD);
        holds.putByte(hold, LATE, (byte) 0);
        seats(hold, seats, total);
        byId.put(id, hold);
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

    /** Makes a booking of a held or expired hold. */
    public void book(int hold, long bookingId, boolean isLate) {
        if (state(hold) == EXPIRED) {
            unlinkEnded(hold);
        }
        holds.putByte(hold, STATE, BOOKED);
        holds.putByte(hold, LATE, (byte) (isLate ? 1 : 0));
        holds.putLong(hold, BOOKING_ID, bookingId);
        byBookingId.put(bookingId, hold);
    }

    /**
     * Ends a hold or booking.
     *
     * @param state RELEASED, EXPIRED or CANCELLED
     * @return the slot of the oldest ended hold when there is one too many, for {@link #forget}; else {@link #NONE}
     */
    public int end(int hold, byte state) {
        holds.putByte(hold, STATE, state);
        holds.putInt(hold, PREVIOUS_ENDED, newestEnded);
        holds.putInt(hold, NEXT_ENDED, NONE);
        if (newestEnded == NONE) {
            oldestEnded = hold;
        } else {
            holds.putInt(newestEnded, NEXT_ENDED, hold);
        }
        newestEnded = hold;
        endedCount++;
        return endedCount > maxEnded ? oldestEnded : NONE;
    }

    /** Drops an ended hold; its slot is free afterwards. */
    public void forget(int hold) {
        unlinkEnded(hold);
        byId.remove(id(hold));
        if (bookingId(hold) != 0) {
            byBookingId.remove(bookingId(hold));
        }
        holds.free(hold);
    }

    public long id(int hold) {
        return holds.longAt(hold, ID);
    }

    public byte state(int hold) {
        return holds.byteAt(hold, STATE);
    }

    public int show(int hold) {
        return holds.intAt(hold, SHOW);
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

    /** A hash of all holds, whatever slots they have, with the order in which they ended. */
    public long hash(Customers customers) {
        long hash = count();
        for (Long2LongHashMap.KeyIterator ids = byId.keySet().iterator(); ids.hasNext(); ) {
            hash += hash((int) byId.get(ids.nextValue()), customers);
        }
        for (int hold = oldestEnded; hold != NONE; hold = holds.intAt(hold, NEXT_ENDED)) {
            hash = Fingerprint.mix(hash ^ id(hold));
        }
        return hash;
    }

    private long hash(int hold, Customers customers) {
        long hash = Fingerprint.mix(id(hold));
        hash = Fingerprint.mix(hash ^ show(hold));
        hash = Fingerprint.mix(hash ^ customers.nameHash(customer(hold)));
        hash = Fingerprint.mix(hash ^ state(hold) ^ (isLate(hold) ? 256 : 0));
        hash = Fingerprint.mix(hash ^ expiresAtMs(hold));
        hash = Fingerprint.mix(hash ^ total(hold));
        hash = Fingerprint.mix(hash ^ bookingId(hold));
        for (int i = 0; i < seatCount(hold); i++) {
            hash = Fingerprint.mix(hash ^ seat(hold, i));
        }
        return hash;
    }

    private void unlinkEnded(int hold) {
        int previous = holds.intAt(hold, PREVIOUS_ENDED);
        int next = holds.intAt(hold, NEXT_ENDED);
        if (previous == NONE) {
            oldestEnded = next;
        } else {
            holds.putInt(previous, NEXT_ENDED, next);
        }
        if (next == NONE) {
            newestEnded = previous;
        } else {
            holds.putInt(next, PREVIOUS_ENDED, previous);
        }
        endedCount--;
    }
}
