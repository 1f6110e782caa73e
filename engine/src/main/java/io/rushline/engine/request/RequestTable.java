package io.rushline.engine.request;

import io.rushline.engine.hash.Fingerprint;
import io.rushline.engine.slab.LogIndex;
import io.rushline.engine.slab.RecordLog;
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
    public static final long NONE = LogIndex.NONE;

    private static final int HIGH = 0;
    private static final int LOW = 8;
    private static final int FINGERPRINT = 16;
    private static final int REPLY = 24;
    private static final int RECORD_BYTES = 32;

    // The words that these are in, alone or with the next.
    private static final int HIGH_WORD = HIGH >>> 3;
    private static final int LOW_WORD = LOW >>> 3;
    private static final int FINGERPRINT_WORD = FINGERPRINT >>> 3;
    private static final int REPLY_WORD = REPLY >>> 3;

    /** A reply is at most a segment of {@link ReplyLog} long, and its position has the rest of a word. */
    private static final int LENGTH_BITS = 21;

    private static final int TIMESTAMP = 0;
    private static final int FORGOTTEN_PER_CALL = 4;

    private final RecordLog log = new RecordLog(RECORD_BYTES);
    /** The timestamps of the same entries: each command reads the oldest, and eight of them lie in one cache line. */
    private final RecordLog timestamps = new RecordLog(Long.BYTES);

    private final LogIndex index = new LogIndex(log, LOW, HIGH);
    private final ReplyLog replies = new ReplyLog();
    private final long hashSeed;
    private int keptCount;
    private int maxCount;
    private long retentionMs;

    /** @param hashSeed what nobody outside knows, so that nobody can choose ids that collide; it changes no outcome */
    public RequestTable(long hashSeed) {
        this.hashSeed = hashSeed;
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
        index.expect(keptCount);
    }

    public int count() {
        return log.count();
    }

    public boolean isFull() {
        return count() >= maxCount;
    }

    /** Forgets what may go at {@code nowMs}; a few at a time, so that no command pays for many. */
    public void forgetOld(long nowMs) {
        for (int i = 0; i < FORGOTTEN_PER_CALL; i++) {
            if (count() <= keptCount || timestampMs(log.head()) + retentionMs > nowMs) {
                return;
            }
            forgetOldest();
        }
    }

    /**
     * The entry of a request id, or {@link #NONE}. It is valid until the next change.
     *
     * @param hash the id's {@link #hash}
     */
    public long find(long hash, long high, long low) {
        return index.find(hash, low, high);
    }

    /** The hash of a request id, which those who look for it need more than once. */
    public long hash(long high, long low) {
        return Fingerprint.mix(Fingerprint.mix(high ^ hashSeed) ^ low);
    }

    /** Reads the memory that so many commands will need, and answers a number that depends on it. */
    public long readAhead(long[] hashes, int count) {
        return index.readAhead(hashes, count);
    }

    /** Adds a request that {@link #find} does not know. */
    public void add(
            long hash, long high, long low, long fingerprint, long timestampMs, byte[] reply, int offset, int length) {
        long position = replies.append(reply, offset, length);
        long entry = log.append();
        long[] words = log.chunk(entry);
        int start = log.start(entry);
        words[start + HIGH_WORD] = high;
        words[start + LOW_WORD] = low;
        words[start + FINGERPRINT_WORD] = fingerprint;
        words[start + REPLY_WORD] = position << LENGTH_BITS | length;
        timestamps.putLong(timestamps.append(), TIMESTAMP, timestampMs);
        index.add(hash, entry);
    }

    /** The entry that was added first; those after it count up from it, {@link #count()} in all. */
    public long oldest() {
        return log.head();
    }

    public long high(long entry) {
        return log.longAt(entry, HIGH);
    }

    public long low(long entry) {
        return log.longAt(entry, LOW);
    }

    public long timestampMs(long entry) {
        return timestamps.longAt(entry, TIMESTAMP);
    }

    public long fingerprint(long entry) {
        return log.longAt(entry, FINGERPRINT);
    }

    /** The buffer that {@link #replyOffset} and {@link #replyLength} speak of. */
    public DirectBuffer replyBuffer(long entry) {
        return replies.buffer(replyPosition(entry));
    }

    public int replyOffset(long entry) {
        return replies.offset(replyPosition(entry));
    }

    public int replyLength(long entry) {
        return (int) log.longAt(entry, REPLY) & ((1 << LENGTH_BITS) - 1);
    }

    private void forgetOldest() {
        log.forgetOldest();
        timestamps.forgetOldest();
        if (log.isAtChunk() && log.count() > 0) {
            replies.forgetBefore(replyPosition(log.head()));
        }
    }

    private long replyPosition(long entry) {
        // Its low bits, which are enough: what is kept lies close behind the tail.
        long behindTail = (replies.tail() << LENGTH_BITS) - (log.longAt(entry, REPLY) >>> LENGTH_BITS << LENGTH_BITS);
        return replies.tail() - (behindTail >>> LENGTH_BITS);
    }
}
