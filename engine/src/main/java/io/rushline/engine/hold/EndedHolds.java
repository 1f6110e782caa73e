package io.rushline.engine.hold;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.slab.RecordLog;
import io.rushline.engine.slab.Slab;

/**
 * Holds and bookings that ended, in the order in which they did, each with its customer's name: a late payment finds its
 * seats and a late question gets an exact answer while they are remembered.
 */
final class EndedHolds {
    static final long NONE = -1;

    private static final int NAME_LENGTH = HoldRecord.BYTES;
    private static final int NAME = HoldRecord.BYTES + 8;
    private static final int RECORD_BYTES = NAME + CustomerName.MAX_BYTES;

    /** The id of a record that came to life again; when it ends once more, that is another record. */
    private static final long TAKEN_BACK = 0;

    private final RecordLog log = new RecordLog(RECORD_BYTES);
    private int takenBackCount;

    int count() {
        return log.count() - takenBackCount;
    }

    RecordLog log() {
        return log;
    }

    /** Adds a copy of a record as the one that ended last. */
    long add(Slab source, int sourceSlot, byte state, CustomerName name) {
        source.putByte(sourceSlot, HoldRecord.STATE, state);
        long ordinal = log.append();
        for (int field = 0; field < HoldRecord.BYTES; field += Long.BYTES) {
            log.putLong(ordinal, field, source.longAt(sourceSlot, field));
        }
        log.putLong(ordinal, NAME_LENGTH, name.length());
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            log.putLong(ordinal, NAME + i * Long.BYTES, name.word(i));
        }
        return ordinal;
    }

    /** Copies a record that never became a booking, and is no longer one of those that ended. */
    void takeBack(long ordinal, Slab target, int targetSlot) {
        for (int field = 0; field < HoldRecord.BYTES; field += Long.BYTES) {
            target.putLong(targetSlot, field, log.longAt(ordinal, field));
        }
        log.putLong(ordinal, HoldRecord.ID, TAKEN_BACK);
        takenBackCount++;
        forgetTakenBack();
    }

    /** The one that ended first, or {@link #NONE}. */
    long oldest() {
        return count() == 0 ? NONE : log.head();
    }

    /** The one that ended next, or {@link #NONE}. */
    long newer(long ordinal) {
        long newer = ordinal + 1;
        while (newer < log.tail() && isTakenBack(newer)) {
            newer++;
        }
        return newer == log.tail() ? NONE : newer;
    }

    void readName(long ordinal, CustomerName name) {
        name.begin((int) log.longAt(ordinal, NAME_LENGTH));
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            name.word(i, log.longAt(ordinal, NAME + i * Long.BYTES));
        }
    }

    void forgetOldest() {
        log.forgetOldest();
        forgetTakenBack();
    }

    /** The head is always one that counts. */
    private void forgetTakenBack() {
        while (takenBackCount > 0 && isTakenBack(log.head())) {
            takenBackCount--;
            log.forgetOldest();
        }
    }

    private boolean isTakenBack(long ordinal) {
        return log.longAt(ordinal, HoldRecord.ID) == TAKEN_BACK;
    }
}
