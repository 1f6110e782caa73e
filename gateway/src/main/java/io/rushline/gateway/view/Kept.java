package io.rushline.gateway.view;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.StampedLock;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Messages about holds or waiters under their ids: all that have not ended, and the latest that have, until their show is
 * archived.
 *
 * <pre>
 *   record:   0 id int64          | 8 alias int64 (0: none)  | 16 show id int64 | 24 number int64
 *            32 next of the show  | 36 previous of the show  | 40 next ended    | 44 previous ended    (runs, int32)
 *            48 length int32      | 52 has ended int32       | 56 message
 * </pre>
 *
 * <p>Threading: one thread changes it. Anybody reads, and gets a copy: without a lock, unless a change comes in between
 * again and again. Allocation: none by changes, but while it grows.
 */
final class Kept {
    /** Two ends of a list, in an array of their own. */
    private record List(int nextField, int previousField) {}

    /**
     * What a reader gets.
     *
     * @param number as it was put
     */
    record Copy(DirectBuffer message, long number) {}

    /** Takes messages one by one; they are valid during the call only. */
    interface Visitor {
        void onMessage(DirectBuffer buffer, int offset, int length, long number);
    }

    private static final int OPTIMISTIC_ATTEMPTS = 3;
    private static final int NONE = Blocks.NONE;

    private static final int ID = 0;
    private static final int ALIAS = 8;
    private static final int SHOW_ID = 16;
    private static final int NUMBER = 24;
    private static final List OF_SHOW = new List(32, 36);
    private static final List ENDED = new List(40, 44);
    private static final int LENGTH = 48;
    private static final int HAS_ENDED = 52;
    private static final int MESSAGE = 56;

    private final int endedKept;
    private final StampedLock lock = new StampedLock();
    private final Blocks blocks = new Blocks();
    private final IdIndex index = new IdIndex();
    private final Long2LongHashMap firstOfShow = new Long2LongHashMap(NONE);
    /** What was read last, which is mostly what is put next; {@link #NONE} once it is gone. */
    private int lastRead = NONE;

    private int firstEnded = NONE;
    private int lastEnded = NONE;
    private int endedCount;
    private int size;

    /** @param endedKept how many that ended are kept */
    Kept(int endedKept) {
        this.endedKept = endedKept;
    }

    /** A copy of what is under an id or an alias; any thread may call. */
    Optional<Copy> find(long id) {
        for (int attempt = 0; attempt < OPTIMISTIC_ATTEMPTS; attempt++) {
            long stamp = lock.tryOptimisticRead();
            if (stamp != 0) {
                Optional<Copy> copy = copy(id);
                if (lock.validate(stamp)) {
                    return copy;
                }
            }
        }
        long stamp = lock.readLock();
        try {
            return copy(id);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** How many there are; for the thread that writes. */
    int size() {
        return size;
    }

    /**
     * Copies what is under an id or an alias to the start of a buffer; for the thread that writes.
     *
     * @return the length in bytes
     * @throws IllegalStateException when nothing is there
     */
    int read(long id, MutableDirectBuffer target) {
        int run = existing(id);
        lastRead = run;
        int length = intAt(run, LENGTH);
        target.putBytes(0, blocks.chunk(run), Blocks.offset(run) + MESSAGE, length);
        return length;
    }

    /** The number that was put with what is under an id; for the thread that writes. */
    long number(long id) {
        return longAt(existing(id), NUMBER);
    }

    /**
     * Puts something new, or anew. What has ended is forgotten when so much has ended after it that it is too much.
     *
     * @param alias another id under which it is found, or 0; an alias stays
     * @param number kept with it
     */
    void put(
            long id,
            long alias,
            long showId,
            long number,
            boolean hasEnded,
            DirectBuffer message,
            int offset,
            int length) {
        long stamp = lock.writeLock();
        try {
            int run = room(id, showId, length);
            blocks.chunk(run).putBytes(Blocks.offset(run) + MESSAGE, message, offset, length);
            putInt(run, LENGTH, length);
            putLong(run, NUMBER, number);
            if (alias != 0) {
                putLong(run, ALIAS, alias);
                index.put(alias, run);
            }
            setEnded(run, hasEnded);
        } finally {
            lock.unlockWrite(stamp);
        }
        if (endedCount > endedKept) {
            forget(firstEnded);
        }
    }

    /** Forgets all of a show, ended or not. */
    void forgetShow(long showId) {
        for (int run = firstOf(showId); run != NONE; run = firstOf(showId)) {
            forget(run);
        }
    }

    /** All that have not ended by their ids, then those that have, the one that ended first in front. */
    void forEach(Visitor visitor) {
        long[] lasting = new long[size - endedCount];
        int count = 0;
        for (Long2LongHashMap.ValueIterator firsts = firstOfShow.values().iterator(); firsts.hasNext(); ) {
            for (int run = (int) firsts.nextValue(); run != NONE; run = intAt(run, OF_SHOW.nextField)) {
                if (intAt(run, HAS_ENDED) == 0) {
                    lasting[count++] = longAt(run, ID);
                }
            }
        }
        Arrays.sort(lasting);
        for (long id : lasting) {
            visit(existing(id), visitor);
        }
        for (int run = firstEnded; run != NONE; run = intAt(run, ENDED.nextField)) {
            visit(run, visitor);
        }
    }

    /** How many are listed for their shows: as many as there are, or memory would be lost. */
    int listedCount() {
        int count = 0;
        for (Long2LongHashMap.ValueIterator firsts = firstOfShow.values().iterator(); firsts.hasNext(); ) {
            for (int run = (int) firsts.nextValue(); run != NONE; run = intAt(run, OF_SHOW.nextField)) {
                count++;
            }
        }
        return count;
    }

    /** Of numbers that another thread may be writing, nothing is believed until the lock says that none was. */
    private Optional<Copy> copy(long id) {
        int run = (int) index.find(id);
        if (!blocks.isRun(run)) {
            return Optional.empty();
        }
        DirectBuffer chunk = blocks.chunk(run);
        int from = Blocks.offset(run);
        int length = chunk.getInt(from + LENGTH);
        if (length < 0 || from + MESSAGE + length > Blocks.CHUNK_BYTES) {
            return Optional.empty();
        }
        byte[] message = new byte[length];
        chunk.getBytes(from + MESSAGE, message);
        return Optional.of(new Copy(new UnsafeBuffer(message), chunk.getLong(from + NUMBER)));
    }

    private void visit(int run, Visitor visitor) {
        visitor.onMessage(blocks.chunk(run), Blocks.offset(run) + MESSAGE, intAt(run, LENGTH), longAt(run, NUMBER));
    }

    /** The record of an id with room for a message: where it is, or new, or moved, and then not ended. */
    private int room(long id, long showId, int length) {
        boolean isLastRead = lastRead != NONE && longAt(lastRead, ID) == id;
        int known = isLastRead ? lastRead : (int) index.find(id);
        if (known == NONE) {
            return add(id, showId, length);
        }
        int knownLength = intAt(known, LENGTH);
        if (Blocks.isSameRun(MESSAGE + knownLength, MESSAGE + length)) {
            return known;
        }
        long alias = longAt(known, ALIAS);
        remove(known);
        int moved = add(id, showId, length);
        if (alias != 0) {
            putLong(moved, ALIAS, alias);
            index.put(alias, moved);
        }
        return moved;
    }

    private int add(long id, long showId, int length) {
        int run = blocks.take(MESSAGE + length);
        putLong(run, ID, id);
        putLong(run, ALIAS, 0);
        putLong(run, SHOW_ID, showId);
        putInt(run, LENGTH, length);
        putInt(run, HAS_ENDED, 0);
        int next = firstOf(showId);
        putInt(run, OF_SHOW.nextField, next);
        putInt(run, OF_SHOW.previousField, NONE);
        if (next != NONE) {
            putInt(next, OF_SHOW.previousField, run);
        }
        firstOfShow.put(showId, run);
        index.put(id, run);
        size++;
        return run;
    }

    private void forget(int run) {
        long stamp = lock.writeLock();
        try {
            remove(run);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private void remove(int run) {
        lastRead = NONE;
        setEnded(run, false);
        long showId = longAt(run, SHOW_ID);
        int next = intAt(run, OF_SHOW.nextField);
        int previous = unlink(run, OF_SHOW);
        if (previous == NONE && next == NONE) {
            firstOfShow.remove(showId);
        } else if (previous == NONE) {
            firstOfShow.put(showId, next);
        }
        index.remove(longAt(run, ID));
        if (longAt(run, ALIAS) != 0) {
            index.remove(longAt(run, ALIAS));
        }
        blocks.giveBack(run, MESSAGE + intAt(run, LENGTH));
        size--;
    }

    /** What had ended already keeps its place among those. */
    private void setEnded(int run, boolean hasEnded) {
        boolean had = intAt(run, HAS_ENDED) != 0;
        if (had == hasEnded) {
            return;
        }
        putInt(run, HAS_ENDED, hasEnded ? 1 : 0);
        if (hasEnded) {
            putInt(run, ENDED.nextField, NONE);
            putInt(run, ENDED.previousField, lastEnded);
            if (lastEnded == NONE) {
                firstEnded = run;
            } else {
                putInt(lastEnded, ENDED.nextField, run);
            }
            lastEnded = run;
            endedCount++;
        } else {
            int next = intAt(run, ENDED.nextField);
            int previous = unlink(run, ENDED);
            firstEnded = previous == NONE ? next : firstEnded;
            lastEnded = next == NONE ? previous : lastEnded;
            endedCount--;
        }
    }

    /** Joins a record's neighbours, and tells the one in front. */
    private int unlink(int run, List list) {
        int next = intAt(run, list.nextField);
        int previous = intAt(run, list.previousField);
        if (next != NONE) {
            putInt(next, list.previousField, previous);
        }
        if (previous != NONE) {
            putInt(previous, list.nextField, next);
        }
        return previous;
    }

    private int existing(long id) {
        int run = (int) index.find(id);
        if (run == NONE) {
            throw new IllegalStateException("nothing is kept under " + id);
        }
        return run;
    }

    private int firstOf(long showId) {
        return (int) firstOfShow.get(showId);
    }

    private int intAt(int run, int field) {
        return blocks.chunk(run).getInt(Blocks.offset(run) + field);
    }

    private long longAt(int run, int field) {
        return blocks.chunk(run).getLong(Blocks.offset(run) + field);
    }

    private void putInt(int run, int field, int value) {
        blocks.chunk(run).putInt(Blocks.offset(run) + field, value);
    }

    private void putLong(int run, int field, long value) {
        blocks.chunk(run).putLong(Blocks.offset(run) + field, value);
    }
}
