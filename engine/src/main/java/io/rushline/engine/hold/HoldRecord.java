package io.rushline.engine.hold;

import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.slab.Slab;

/**
 * The fields that a hold's record has in {@link Holds} and in {@link EndedHolds}.
 *
 * <pre>
 *   0 id | 8 expires at | 16 booking id | 24 total | 32 show id | 40 show, state, seat count, late | 48 seats, ten ints
 * </pre>
 */
final class HoldRecord {
    static final int ID = 0;
    static final int EXPIRES_AT = 8;
    static final int BOOKING_ID = 16;
    static final int TOTAL = 24;
    static final int SHOW_ID = 32;
    static final int SHOW = 40;
    static final int STATE = 44;
    static final int SEAT_COUNT = 45;
    static final int LATE = 46;
    static final int SEATS = 48;
    static final int BYTES = SEATS + SeatSelection.MAX_SEATS * Integer.BYTES;

    private HoldRecord() {}

    /** Fills all but the seats, in state HELD. */
    static void fill(Slab slab, int slot, long showId, int show, long id, long expiresAtMs) {
        slab.putLong(slot, ID, id);
        slab.putLong(slot, EXPIRES_AT, expiresAtMs);
        slab.putLong(slot, BOOKING_ID, 0);
        slab.putLong(slot, SHOW_ID, showId);
        slab.putInt(slot, SHOW, show);
        slab.putByte(slot, STATE, Holds.HELD);
        slab.putByte(slot, LATE, (byte) 0);
    }

    static void seats(Slab slab, int slot, SeatSelection seats, long total) {
        slab.putLong(slot, TOTAL, total);
        slab.putByte(slot, SEAT_COUNT, (byte) seats.count());
        for (int i = 0; i < seats.count(); i++) {
            slab.putInt(slot, SEATS + i * Integer.BYTES, seats.seat(i));
        }
    }

    static void book(Slab slab, int slot, long bookingId, boolean isLate) {
        slab.putByte(slot, STATE, Holds.BOOKED);
        slab.putByte(slot, LATE, (byte) (isLate ? 1 : 0));
        slab.putLong(slot, BOOKING_ID, bookingId);
    }
}
