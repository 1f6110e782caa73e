package io.rushline.engine.request;

import io.rushline.engine.hash.Fingerprint;
import io.rushline.engine.slab.Slab;
import io.rushline.engine.slab.SlabIndex;
import org.agrona.DirectBuffer;

/**
 * Remembers the reply to each request id, oldest first out.
 *
 * <p>An entry is kept for at least the retention, and while it is among the newest {@code keptCount}. When {@code
 * maxCount} entries are all too young to go, {@link #isFull()} says so and the caller refuses: memory has a bound, and a
 * promise is never broken silently.
 *
 * <p>Allocation: when there are more entries, or more bytes of replies, than ever before.
 */
public final class RequestTable {
    /** No entry. */
    public static final int NONE = Slab.NONE;

    private static final int HASH = 0;
    private static final int HIGH = 8;
    private static final int LOW = 16;
    private static final int FINGERPRINT = 24;
    private static final int TIMESTAMP = 32;
    private static final int REPLY = 40;
    private static final int REPLY_LENGTH = 48;
    private static final int NEWER = 52;
    private static final int NEXT_BY_HASH = 56;
    private static final int RECORD_BYTES = 64;
    private static final int FORGOTTEN_PER_CALL = 4;

    private final Slab requests = new Slab(RECORD_BYTES);
    private final SlabIndex byHash;
    private final ReplyLog replies = new ReplyLog();
    private int keptCount;
    private int maxCount;
    private long retentionMs;
    private int oldest = NONE;
    private int newest = NONE;

    /** @param hashSeed see {@link SlabIndex} */
    public RequestTable(long hashSeed) {
        byHash = new SlabIndex(requests, HASH, NEXT_BY_HASH, hashSeed);
    }

    /**
     * Says from now on how much is remembered.
     *
     * @param keptCount the newest so many are never forgotten
     * @param maxCount the bound on entries
     * @param retentionMs what is younger is never forgotten
     */
    public void limits(int keptCount, int maxCount, long retentionMs) {
        this.keptCount = keptCount;
        this.maxCount = maxCount;
        this.retentionMs = retentionMs;
    }

    public int count() {
        return requests.liveCount();
    }

    public boolean isFull() {
        return count() >= maxCount;
    }

    /** Forgets what may go at {@code nowMs}; a few at a time, so that no command pays for many. */
    public void forgetOld(long nowMs) {
        for (int i = 0; i < FORGOTTEN_PER_CALL; i++) {
            if (count() <= keptCount || timestampMs(oldest) + retentionMs > nowMs) {
                return;
            }
            forgetOldest();
        }
    }

    /** The entry of a request id, or {@link #NONE}. It is valid until the next change. */
    public int find(long high, long low) {
        int entry = byHash.find(hash(high, low));
        while (entry != NONE && (high(entry) != high || low(entry) != low)) {
            entry = byHash.findNext(entry);
        }
        return entry;
    }

    /** Adds a request that {@link #find} does not know. */
    public void add(
            long high, long low, long fingerprint, long timestampMs, DirectBuffer reply, int offset, int length) {
        int entry = requests.allocate();
        requests.putLong(entry, HASH, hash(high, low));
        requests.putLong(entry, HIGH, high);
        requests.putLong(entry, LOW, low);
        requests.putLong(entry, FINGERPRINT, fingerprint);
        requests.putLong(entry, TIMESTAMP, timestampMs);
        requests.putLong(entry, REPLY, replies.append(reply, offset, length));
        requests.putInt(entry, REPLY_LENGTH, length);
        requests.putInt(entry, NEWER, NONE);
        if (newest == NONE) {
            oldest = entry;
        } else {
            requests.putInt(newest, NEWER, entry);
        }
        newest = entry;
        byHash.add(entry);
    }

    /** The entry that was added first, or {@link #NONE}. */
    public int oldest() {
        return oldest;
    }

    /** The entry that was added next, or {@link #NONE}. */
    public int newer(int entry) {
        return requests.intAt(entry, NEWER);
    }

    public long high(int entry) {
        return requests.longAt(entry, HIGH);
    }

    public long low(int entry) {
        return requests.longAt(entry, LOW);
    }

    public long timestampMs(int entry) {
        return requests.longAt(entry, TIMESTAMP);
    }

    public long fingerprint(int entry) {
        return requests.longAt(entry, FINGERPRINT);
    }

    /** The buffer that {@link #replyOffset} and {@link #replyLength} speak of. */
    public DirectBuffer replyBuffer(int entry) {
        return replies.buffer(requests.longAt(entry, REPLY));
    }

    public int replyOffset(int entry) {
        return replies.offset(requests.longAt(entry, REPLY));
    }

    public int replyLength(int entry) {
        return requests.intAt(entry, REPLY_LENGTH);
    }

    private void forgetOldest() {
        int entry = oldest;
        oldest = newer(entry);
        if (oldest == NONE) {
            newest = NONE;
        } else {
            replies.forgetBefore(requests.longAt(oldest, REPLY));
        }
        byHash.remove(entry);
        requests.free(entry);
    }

    private static long hash(long high, long low) {
        return Fingerprint.mix(high) ^ low;
    }
}
