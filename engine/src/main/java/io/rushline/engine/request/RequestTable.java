package io.rushline.engine.request;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.collections.Hashing;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Remembers the reply to each request id, oldest first out.
 *
 * <pre>
 *   index: open addressing          log: segments of 1 MiB, entries do not cross them
 *   +-----+-----+-----+--           +------+-------------+-----------+--------+-------+---
 *   |     | pos | pos | ...  ----&gt;  | high | low         | finger-   | time-  | reply | reply bytes,
 *   +-----+-----+-----+--           | int64| int64       | print     | stamp  | length| padded to 8
 *                                   +------+-------------+-----------+--------+-------+---
 * </pre>
 *
 * <p>An entry is kept for at least {@code retentionMs} and while it is among the newest {@code keptCount}. When {@code
 * maxCount} entries are all too young to go, {@link #isFull()} says so and the caller refuses: memory has a bound, and a
 * promise is never broken silently.
 *
 * <p>Allocation: a segment for each MiB of replies beyond the most that were ever kept, and a larger index now and then.
 */
public final class RequestTable {
    /** No entry. */
    public static final long NONE = -1;

    private static final int SEGMENT_BITS = 20;
    private static final int SEGMENT_BYTES = 1 << SEGMENT_BITS;
    private static final int SEGMENT_MASK = SEGMENT_BYTES - 1;
    private static final int HIGH = 0;
    private static final int LOW = 8;
    private static final int FINGERPRINT = 16;
    private static final int TIMESTAMP = 24;
    private static final int REPLY_LENGTH = 32;
    private static final int REPLY = 40;
    private static final int FORGOTTEN_PER_CALL = 4;

    private final int keptCount;
    private final int maxCount;
    private final long retentionMs;
    private final ArrayDeque<UnsafeBuffer> spare = new ArrayDeque<>();
    private UnsafeBuffer[] segments = new UnsafeBuffer[16];
    private long[] index = new long[1 << 12];
    private int count;
    private long head;
    private long tail;

    /**
     * @param keptCount the newest so many are never forgotten
     * @param maxCount the bound on entries, above {@code keptCount}
     * @param retentionMs what is younger is never forgotten
     */
    public RequestTable(int keptCount, int maxCount, long retentionMs) {
        if (keptCount < 1 || maxCount <= keptCount || retentionMs < 0) {
            throw new IllegalArgumentException(
                    "keptCount " + keptCount + ", maxCount " + maxCount + ", retentionMs " + retentionMs);
        }
        this.keptCount = keptCount;
        this.maxCount = maxCount;
        this.retentionMs = retentionMs;
        Arrays.fill(index, NONE);
    }

    public int count() {
        return count;
    }

    public boolean isFull() {
        return count >= maxCount;
    }

    /** Forgets what may go at {@code nowMs}; a few at a time, so that no command pays for many. */
    public void forgetOld(long nowMs) {
        for (int i = 0; i < FORGOTTEN_PER_CALL; i++) {
            if (count <= keptCount || longAt(head, TIMESTAMP) + retentionMs > nowMs) {
                return;
            }
            forgetOldest();
        }
    }

    /** The entry of a request id, or {@link #NONE}. It is valid until the next change. */
    public long find(long high, long low) {
        int mask = index.length - 1;
        int place = home(high, low, mask);
        while (index[place] != NONE) {
            long entry = index[place];
            if (longAt(entry, HIGH) == high && longAt(entry, LOW) == low) {
                return entry;
            }
            place = (place + 1) & mask;
        }
        return NONE;
    }

    /** Adds a request that {@link #find} does not know, while the table is not full. */
    public void add(
            long high, long low, long fingerprint, long timestampMs, DirectBuffer reply, int offset, int length) {
        if (isFull()) {
            throw new IllegalStateException("full at " + maxCount);
        }
        if (count + 1 > index.length >>> 1) {
            growIndex();
        }
        long entry = reserve(REPLY + length);
        UnsafeBuffer segment = segment(entry);
        int at = (int) entry & SEGMENT_MASK;
        segment.putLong(at + HIGH, high);
        segment.putLong(at + LOW, low);
        segment.putLong(at + FINGERPRINT, fingerprint);
        segment.putLong(at + TIMESTAMP, timestampMs);
        segment.putInt(at + REPLY_LENGTH, length);
        segment.putBytes(at + REPLY, reply, offset, length);
        insert(high, low, entry);
        count++;
    }

    public long fingerprint(long entry) {
        return longAt(entry, FINGERPRINT);
    }

    /** The buffer that {@link #replyOffset} and {@link #replyLength} speak of. */
    public DirectBuffer replyBuffer(long entry) {
        return segment(entry);
    }

    public int replyOffset(long entry) {
        return ((int) entry & SEGMENT_MASK) + REPLY;
    }

    public int replyLength(long entry) {
        return segment(entry).getInt(((int) entry & SEGMENT_MASK) + REPLY_LENGTH);
    }

    /** A hash over all entries in their order. */
    public long hash() {
        long hash = count;
        long entry = head;
        for (int i = 0; i < count; i++) {
            entry = skipGap(entry);
            hash = Fingerprint.mix(hash ^ longAt(entry, HIGH));
            hash = Fingerprint.mix(hash ^ longAt(entry, LOW));
            hash = Fingerprint.mix(hash ^ longAt(entry, FINGERPRINT));
            hash = Fingerprint.mix(hash ^ longAt(entry, TIMESTAMP));
            hash ^= Fingerprint.of(segment(entry), replyOffset(entry), replyLength(entry));
            entry += entryBytes(entry);
        }
        return hash;
    }

    private long longAt(long entry, int field) {
        return segment(entry).getLong(((int) entry & SEGMENT_MASK) + field);
    }

    private UnsafeBuffer segment(long entry) {
        return segments[(int) (entry >>> SEGMENT_BITS) & (segments.length - 1)];
    }

    private int entryBytes(long entry) {
        return BitUtil.align(REPLY + replyLength(entry), Long.BYTES);
    }

    private static int home(long high, long low, int mask) {
        return Hashing.hash(Fingerprint.mix(high ^ Long.rotateLeft(low, 32)), mask);
    }

    private void insert(long high, long low, long entry) {
        int mask = index.length - 1;
        int place = home(high, low, mask);
        while (index[place] != NONE) {
            place = (place + 1) & mask;
        }
        index[place] = entry;
    }

    private void growIndex() {
        long[] former = index;
        index = new long[former.length << 1];
        Arrays.fill(index, NONE);
        for (long entry : former) {
            if (entry != NONE) {
                insert(longAt(entry, HIGH), longAt(entry, LOW), entry);
            }
        }
    }

    private void forgetOldest() {
        removeFromIndex(head);
        long next = skipGap(head + entryBytes(head));
        count--;
        long firstGone = head >>> SEGMENT_BITS;
        head = next;
        for (long gone = firstGone; gone < head >>> SEGMENT_BITS; gone++) {
            spare.push(segments[(int) gone & (segments.length - 1)]);
        }
    }

    private void removeFromIndex(long entry) {
        int mask = index.length - 1;
        int place = home(longAt(entry, HIGH), longAt(entry, LOW), mask);
        while (index[place] != entry) {
            place = (place + 1) & mask;
        }
        int hole = place;
        int next = (hole + 1) & mask;
        while (index[next] != NONE) {
            int home = home(longAt(index[next], HIGH), longAt(index[next], LOW), mask);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                index[hole] = index[next];
                hole = next;
            }
            next = (next + 1) & mask;
        }
        index[hole] = NONE;
    }

    /** An entry never crosses a segment: a length of -1 says that the rest of this one is unused. */
    private long skipGap(long entry) {
        int at = (int) entry & SEGMENT_MASK;
        boolean isGap = at != 0 && (at + REPLY > SEGMENT_BYTES || segment(entry).getInt(at + REPLY_LENGTH) < 0);
        return isGap ? nextSegment(entry) : entry;
    }

    private static long nextSegment(long position) {
        return (position | SEGMENT_MASK) + 1;
    }

    private long reserve(int lengthBytes) {
        int length = BitUtil.align(lengthBytes, Long.BYTES);
        if (length > SEGMENT_BYTES) {
            throw new IllegalArgumentException("a reply of " + lengthBytes + " bytes");
        }
        int at = (int) tail & SEGMENT_MASK;
        if (at != 0 && at + length > SEGMENT_BYTES) {
            if (at + REPLY <= SEGMENT_BYTES) {
                segment(tail).putInt(at + REPLY_LENGTH, -1);
            }
            tail = nextSegment(tail);
        }
        if (((int) tail & SEGMENT_MASK) == 0) {
            openSegment();
        }
        long entry = tail;
        tail += length;
        return entry;
    }

    private void openSegment() {
        long number = tail >>> SEGMENT_BITS;
        long firstNumber = head >>> SEGMENT_BITS;
        if (number - firstNumber >= segments.length) {
            UnsafeBuffer[] former = segments;
            segments = new UnsafeBuffer[former.length << 1];
            for (long i = firstNumber; i < number; i++) {
                segments[(int) i & (segments.length - 1)] = former[(int) i & (former.length - 1)];
            }
        }
        UnsafeBuffer reused = spare.poll();
        segments[(int) number & (segments.length - 1)] =
                reused == null ? new UnsafeBuffer(new byte[SEGMENT_BYTES]) : reused;
    }
}
