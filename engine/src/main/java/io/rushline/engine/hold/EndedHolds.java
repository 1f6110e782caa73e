package io.rushline.engine.hold;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.slab.RecordLog;

/**
 * Holds and bookings that ended, in the order in which they did, each with its customer's name: a late payment finds its
 * seats and a late question gets an exact answer while they are remembered.
 */
final class EndedHolds {
    static final long NONE = -1;

    private static final int NAME_LENGTH = HoldRecord.WORDS;
    private static final int NAME = HoldRecord.WORDS + 1;
    private static final int RECORD_WORDS = NAME + CustomerName.MAX_BYTES / Long.BYTES;

    /** The id of a record that came to life again; when it ends once more, that is another record. */
    private static final long TAKEN_BACK = 0;

    private final RecordLog log = new RecordLog(RECORD_WORDS * Long.BYTES);
    private int takenBackCount;

    int count() {
        return log.count() - takenBackCount;
    }

    RecordLog log() {
        return log;
    }

    /** Adds a copy of a record as the one that ended last. */
    long add(long[] source, int sourceStart, byte state, CustomerName name) {
        long ordinal = log.append();
        long[] words = log.chunk(ordinal);
        int start = log.start(ordinal);
        HoldRecord.copy(source, sourceStart, words, start);
        HoldRecord.state(words, start, state);
        words[start + NAME_LENGTH] = name.length();
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            words[start + NAME + i] = name.word(i);
        }
        return ordinal;
    }

    /** Copies a record that never became a booking, and is no longer one of those that ended. */
    void takeBack(long ordinal, long[] target, int targetStart) {
        HoldRecord.copy(log.chunk(ordinal), log.start(ordinal), target, targetStart);
        HoldRecord.id(log.chunk(ordinal), log.start(ordinal), TAKEN_BACK);
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
        long[] words = log.chunk(ordinal);
        int start = log.start(ordinal);
        name.begin((int) words[start + NAME_LENGTH]);
        for (int i = 0; i < CustomerName.wordCount(name.length()); i++) {
            name.word(i, words[start + NAME + i]);
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
        return HoldRecord.id(log.chunk(ordinal), log.start(ordinal)) == TAKEN_BACK;
    }
}
