package io.rushline.engine.timer;

import io.rushline.engine.slab.Slab;
import java.util.Arrays;

/**
 * A hashed timing wheel with one bucket a millisecond and intrusive, sorted lists.
 *
 * <pre>
 *   bucket = deadlineMs mod size          occupied: one bit a bucket
 *   +---+---+---+---+---+--               +-----------------
 *   |   | o |   | o |   | ...             | 0 1 0 1 0 ...        and one bit a word of them
 *   +---+-|-+---+-|-+---+--               +-----------------
 *         |       +--&gt; (deadline, id) &lt;-&gt; (deadline, id)
 *         +--&gt; ...
 * </pre>
 *
 * <p>A bucket's list is sorted by (deadline, id), so its head alone says whether the bucket is due; deadlines of later
 * rounds stand behind. Timers are added at the list's tail, where nearly all of them belong: the time of scheduling
 * never falls, and most timers of a sale have the same duration.
 *
 * <p>Source: Varghese and Lauck, "Hashed and Hierarchical Timing Wheels", 1987, scheme 6, with sorted lists.
 */
public final class TimerWheel {
    /** No timer, and no deadline to wait for. */
    public static final int NONE = Slab.NONE;

    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final int DEADLINE = 0;
    private static final int ID = 8;
    private static final int SUBJECT = 16;
    private static final int KIND = 20;
    private static final int PREVIOUS = 24;
    private static final int NEXT = 28;
    private static final int RECORD_BYTES = 32;

    // The words that these are in, alone or with the next.
    private static final int DEADLINE_WORD = DEADLINE >>> 3;
    private static final int ID_WORD = ID >>> 3;
    private static final int SUBJECT_WORD = SUBJECT >>> 3;

    private final Slab timers = new Slab(RECORD_BYTES);
    private final int mask;
    private final int[] heads;
    private final int[] tails;
    private final long[] occupied;
    private final long[] occupiedWords;
    private long earliestMs = NO_DEADLINE;
    private boolean earliestIsExact = true;

    /** @param sizeMs buckets, a power of two from 64 on; best above the longest duration in use */
    public TimerWheel(int sizeMs) {
        if (sizeMs < 64 || Integer.bitCount(sizeMs) != 1) {
            throw new IllegalArgumentException("sizeMs " + sizeMs + " is not a power of two from 64 on");
        }
        mask = sizeMs - 1;
        heads = new int[sizeMs];
        tails = new int[sizeMs];
        Arrays.fill(heads, NONE);
        Arrays.fill(tails, NONE);
        occupied = new long[sizeMs >>> 6];
        occupiedWords = new long[(occupied.length + 63) >>> 6];
    }

    /**
     * Adds a timer.
     *
     * @param deadlineMs when it is due
     * @param id breaks ties between equal deadlines
     * @param kind what the subject is, for the caller
     * @param subject whose timer it is, for the caller
     * @return the timer's slot, valid until it fires or is cancelled
     */
    public int schedule(long deadlineMs, long id, int kind, int subject) {
        int timer = allocate(deadlineMs, id, kind, subject);
        int bucket = (int) deadlineMs & mask;
        int after = tails[bucket];
        while (after != NONE && isAfter(after, deadlineMs, id)) {
            after = timers.intAt(after, PREVIOUS);
        }
        link(timer, bucket, after);
        if (deadlineMs < earliestMs) {
            earliestMs = deadlineMs;
            earliestIsExact = true;
        }
        return timer;
    }

    /** As {@link #schedule}, many in any order: their order is only right after {@link #sort()}. */
    public int append(long deadlineMs, long id, int kind, int subject) {
        int timer = allocate(deadlineMs, id, kind, subject);
        int bucket = (int) deadlineMs & mask;
        link(timer, bucket, tails[bucket]);
        return timer;
    }

    /** Puts all timers in order. */
    public void sort() {
        earliestMs = NO_DEADLINE;
        for (int bucket = nextOccupied(0); bucket != NONE; bucket = nextOccupied(bucket + 1)) {
            int count = 0;
            for (int timer = heads[bucket]; timer != NONE; timer = timers.intAt(timer, NEXT)) {
                count++;
            }
            heads[bucket] = sorted(heads[bucket], count);
            int previous = NONE;
            for (int timer = heads[bucket]; timer != NONE; timer = timers.intAt(timer, NEXT)) {
                timers.putInt(timer, PREVIOUS, previous);
                previous = timer;
            }
            tails[bucket] = previous;
            earliestMs = Math.min(earliestMs, timers.longAt(heads[bucket], DEADLINE));
        }
        earliestIsExact = true;
    }

    /** Merges the halves of a list of {@code count} timers, of which only the way forward is kept right. */
    private int sorted(int head, int count) {
        if (count == 1) {
            timers.putInt(head, NEXT, NONE);
            return head;
        }
        int half = count >>> 1;
        int middle = head;
        for (int i = 0; i < half; i++) {
            middle = timers.intAt(middle, NEXT);
        }
        int right = sorted(middle, count - half);
        int left = sorted(head, half);
        int first = NONE;
        int last = NONE;
        while (left != NONE || right != NONE) {
            boolean takesRight = left == NONE
                    || (right != NONE && isAfter(left, timers.longAt(right, DEADLINE), timers.longAt(right, ID)));
            int taken = takesRight ? right : left;
            if (takesRight) {
                right = timers.intAt(right, NEXT);
            } else {
                left = timers.intAt(left, NEXT);
            }
            if (last == NONE) {
                first = taken;
            } else {
                timers.putInt(last, NEXT, taken);
            }
            last = taken;
        }
        return first;
    }

    private int allocate(long deadlineMs, long id, int kind, int subject) {
        int timer = timers.allocate();
        long[] words = timers.chunk(timer);
        int start = timers.start(timer);
        words[start + DEADLINE_WORD] = deadlineMs;
        words[start + ID_WORD] = id;
        words[start + SUBJECT_WORD] = Slab.word(subject, kind);
        return timer;
    }

    public void cancel(int timer) {
        long deadlineMs = timers.longAt(timer, DEADLINE);
        unlink(timer);
        if (deadlineMs == earliestMs) {
            earliestIsExact = false;
        }
    }

    /** The next timer that is due at {@code nowMs}, by (deadline, id), or {@link #NONE}. It stays until cancelled. */
    public int firstDue(long nowMs) {
        if (nowMs < earliestMs) {
            return NONE;
        }
        long deadlineMs = nextDeadlineMs();
        return deadlineMs > nowMs ? NONE : heads[(int) deadlineMs & mask];
    }

    /** The earliest deadline of all, or {@link #NO_DEADLINE}. */
    public long nextDeadlineMs() {
        if (!earliestIsExact) {
            earliestMs = findEarliest();
            earliestIsExact = true;
        }
        return earliestMs;
    }

    public int kind(int timer) {
        return timers.intAt(timer, KIND);
    }

    public int subject(int timer) {
        return timers.intAt(timer, SUBJECT);
    }

    /** Reads the timers before and behind one, and answers a number that depends on them. */
    public long readAheadOfNeighbours(int timer) {
        int previous = timers.intAt(timer, PREVIOUS);
        int next = timers.intAt(timer, NEXT);
        long before = previous == NONE ? 0 : timers.intAt(previous, NEXT);
        return before + (next == NONE ? 0 : timers.intAt(next, PREVIOUS));
    }

    private boolean isAfter(int timer, long deadlineMs, long id) {
        long other = timers.longAt(timer, DEADLINE);
        return other > deadlineMs || (other == deadlineMs && timers.longAt(timer, ID) > id);
    }

    private void link(int timer, int bucket, int after) {
        int before = after == NONE ? heads[bucket] : timers.intAt(after, NEXT);
        timers.putLong(timer, PREVIOUS, Slab.word(after, before));
        if (after == NONE) {
            heads[bucket] = timer;
            occupied[bucket >>> 6] |= 1L << bucket;
            occupiedWords[bucket >>> 12] |= 1L << (bucket >>> 6);
        } else {
            timers.putInt(after, NEXT, timer);
        }
        if (before == NONE) {
            tails[bucket] = timer;
        } else {
            timers.putInt(before, PREVIOUS, timer);
        }
    }

    private void unlink(int timer) {
        int bucket = (int) timers.longAt(timer, DEADLINE) & mask;
        long links = timers.longAt(timer, PREVIOUS);
        int previous = (int) links;
        int next = (int) (links >>> Integer.SIZE);
        if (previous == NONE) {
            heads[bucket] = next;
        } else {
            timers.putInt(previous, NEXT, next);
        }
        if (next == NONE) {
            tails[bucket] = previous;
        } else {
            timers.putInt(next, PREVIOUS, previous);
        }
        if (previous == NONE && next == NONE) {
            occupied[bucket >>> 6] &= ~(1L << bucket);
            if (occupied[bucket >>> 6] == 0) {
                occupiedWords[bucket >>> 12] &= ~(1L << (bucket >>> 6));
            }
        }
        timers.free(timer);
    }

    /**
     * Goes once round the wheel from the former earliest deadline. The first bucket whose head belongs to this round has
     * the earliest deadline; when every head belongs to a later round, the smallest of them does.
     */
    private long findEarliest() {
        if (timers.liveCount() == 0) {
            return NO_DEADLINE;
        }
        int start = (int) earliestMs & mask;
        long smallestMs = NO_DEADLINE;
        boolean wrapped = false;
        int bucket = nextOccupied(start);
        while (true) {
            if (bucket == NONE) {
                if (wrapped) {
                    return smallestMs;
                }
                wrapped = true;
                bucket = nextOccupied(0);
                continue;
            }
            if (wrapped && bucket >= start) {
                return smallestMs;
            }
            long deadlineMs = timers.longAt(heads[bucket], DEADLINE);
            if (deadlineMs <= earliestMs + ((bucket - start) & mask)) {
                return deadlineMs;
            }
            smallestMs = Math.min(smallestMs, deadlineMs);
            bucket = nextOccupied(bucket + 1);
        }
    }

    /** The first occupied bucket at or after {@code from}, or {@link #NONE}. */
    private int nextOccupied(int from) {
        if (from > mask) {
            return NONE;
        }
        int word = from >>> 6;
        long bits = occupied[word] & (-1L << from);
        if (bits == 0) {
            word++;
            int group = word >>> 6;
            if (group >= occupiedWords.length) {
                return NONE;
            }
            long words = occupiedWords[group] & (-1L << word);
            while (words == 0) {
                if (++group >= occupiedWords.length) {
                    return NONE;
                }
                words = occupiedWords[group];
            }
            word = (group << 6) + Long.numberOfTrailingZeros(words);
            bits = occupied[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }
}
