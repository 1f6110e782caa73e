package io.rushline.engine.hold;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.slab.Slab;
import io.rushline.engine.slab.SlabIndex;

/**
 * Holds and bookings that ended, in the order in which they did, each with its customer's name: a late payment finds its
 * seats and a late question gets an exact answer while they are remembered.
 *
 * <p>In a steady state each new one takes the place of the oldest, so that memory is walked through from one end to the
 * other.
 */
final class EndedHolds {
    private static final int OLDER = HoldRecord.BYTES;
    private static final int NEWER = HoldRecord.BYTES + 4;
    private static final int NAME_LENGTH = HoldRecord.BYTES + 8;
    private static final int NAME = HoldRecord.BYTES + 16;
    private static final int RECORD_BYTES = NAME + CustomerName.MAX_BYTES;

    private final Slab records = new Slab(RECORD_BYTES);
    private final SlabIndex byId;
    private final SlabIndex byBookingId;
    private int oldest = Slab.NONE;
    private int newest = Slab.NONE;

    /** @param hashSeed see {@link SlabIndex} */
    EndedHolds(long hashSeed) {
        byId = new SlabIndex(records, HoldRecord.ID, HoldRecord.NEXT_BY_ID, hashSeed);
        byBookingId = new SlabIndex(records, HoldRecord.BOOKING_ID, HoldRecord.NEXT_BY_BOOKING_ID, hashSeed);
    }

    int count() {
        return records.liveCount();
    }

    Slab records() {
        return records;
    }

    int find(long holdId) {
        return byId.find(holdId);
    }

    int findBooking(long bookingId) {
        return byBookingId.find(bookingId);
    }

    /** Adds a copy of a record as the one that ended last. */
    int add(Slab source, int sourceSlot, byte state, CustomerName name) {
        int slot = records.allocate();
        HoldRecord.copy(source, sourceSlot, records, slot);
        records.putByte(slot, HoldRecord.STATE, state);
        records.putInt(slot, NAME_LENGTH, name.length());
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            records.putLong(slot, NAME + i * Long.BYTES, name.word(i));
        }
        records.putInt(slot, OLDER, newest);
        records.putInt(slot, NEWER, Slab.NONE);
        if (newest == Slab.NONE) {
            oldest = slot;
        } else {
            records.putInt(newest, NEWER, slot);
        }
        newest = slot;
        byId.add(slot);
        if (records.longAt(slot, HoldRecord.BOOKING_ID) != 0) {
            byBookingId.add(slot);
        }
        return slot;
    }

    int oldest() {
        return oldest;
    }

    int newer(int slot) {
        return records.intAt(slot, NEWER);
    }

    void readName(int slot, CustomerName name) {
        name.begin(records.intAt(slot, NAME_LENGTH));
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            name.word(i, records.longAt(slot, NAME + i * Long.BYTES));
        }
    }

    void forget(int slot) {
        int older = records.intAt(slot, OLDER);
        int newer = records.intAt(slot, NEWER);
        if (older == Slab.NONE) {
            oldest = newer;
        } else {
            records.putInt(older, NEWER, newer);
        }
        if (newer == Slab.NONE) {
            newest = older;
        } else {
            records.putInt(newer, OLDER, older);
        }
        byId.remove(slot);
        if (records.longAt(slot, HoldRecord.BOOKING_ID) != 0) {
            byBookingId.remove(slot);
        }
        records.free(slot);
    }
}
