package io.rushline.gateway.limit;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.RequestIdDecoder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * The requests for seats that the engine has answered lately and whose answers it remembers, so that a repetition of one
 * gets its stored answer even when its customer was locked out meanwhile.
 *
 * <pre>
 *   a mark:  | 48 bits of the request's hash | 16 bits: when, in steps of 8 s |     its place: the hash's other bits
 * </pre>
 *
 * <p>A mark is made of the answer: it says itself whether it is a repetition, which makes the engine remember it no
 * longer than before, and whether it is one that the engine does not remember at all. The mark is good for as long as the
 * engine surely remembers the answer: a repetition of what it has forgotten would be a new request. The list is as long as it is: another request in the same place takes it, and the one that stood there
 * is forgotten. The steps come around after six days: a mark that nobody overwrote until then is good once more, for as
 * long as before.
 *
 * <p>Threading: any thread. Allocation: none.
 */
final class SeenRequests {
    /** A megabyte. */
    private static final int PLACES = 1 << 17;

    private static final int TIME_BITS = 16;
    private static final long TIME_MASK = (1L << TIME_BITS) - 1;
    private static final long STEP_NS = TimeUnit.SECONDS.toNanos(8);

    /** What the engine promises to remember, but for a minute: it has another clock. */
    private static final long GOOD_FOR_STEPS = TimeUnit.MINUTES.toNanos(14) / STEP_NS;

    private final AtomicLongArray marks = new AtomicLongArray(PLACES);
    private final NanoClock clock;

    SeenRequests(NanoClock clock) {
        this.clock = clock;
    }

    /** Marks the request of a reply when the engine remembers that reply from now on. */
    void onReply(DirectBuffer reply, int offset) {
        // The common fields stand where they stand in a refusal.
        int body = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        short code = (short) (reply.getByte(body + RefusedDecoder.codeEncodingOffset()) & 0xFF);
        boolean isReplayed = reply.getByte(body + RefusedDecoder.replayedEncodingOffset()) == Flag.YES.value();
        if (!isReplayed && code != Code.CAPACITY.value() && code != Code.IDEMPOTENCY_KEY_REUSED.value()) {
            int id = body + RefusedDecoder.requestIdEncodingOffset();
            add(
                    reply.getLong(id + RequestIdDecoder.highEncodingOffset(), LITTLE_ENDIAN),
                    reply.getLong(id + RequestIdDecoder.lowEncodingOffset(), LITTLE_ENDIAN));
        }
    }

    private void add(long high, long low) {
        long hash = hash(high, low);
        marks.lazySet(place(hash), (hash & ~TIME_MASK) | (step() & TIME_MASK));
    }

    boolean contains(long high, long low) {
        long hash = hash(high, low);
        long mark = marks.get(place(hash));
        return ((mark ^ hash) & ~TIME_MASK) == 0 && ((step() - mark) & TIME_MASK) < GOOD_FOR_STEPS;
    }

    private long step() {
        return Math.floorDiv(clock.nanoTime(), STEP_NS);
    }

    /** Of the bits that no mark has, and others. */
    private static int place(long hash) {
        return (int) (hash ^ (hash >>> 40)) & (PLACES - 1);
    }

    /** Spreads both halves over all bits; the finalizer of SplitMix64. */
    private static long hash(long high, long low) {
        long mixed = high * 0x9E3779B97F4A7C15L + low;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
