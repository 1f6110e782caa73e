package io.rushline.pipeline;

import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Offers commands of one thread, and has the stages see several at once: they are woken once and read ahead for all of them.
 *
 * <p>What was offered holds up what others offer after it until it is {@link #flush flushed}, which therefore must follow
 * soon and whatever happens in between.
 *
 * <p>Threading: one thread. Allocation: as {@link Pipeline}.
 */
public final class Producer {
    /** More are not held back. */
    private static final int MAX_RUN = 64;

    private final Pipeline pipeline;
    private long first = Pipeline.NO_ROOM;
    private long last;

    Producer(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Takes a command, or not, as {@link Pipeline#offer} does; it is seen after a {@link #flush} at the latest. */
    public boolean offer(@Nullable ReplyTo sender, long correlation, DirectBuffer command, int offset, int length) {
        long ringSequence = pipeline.fill(sender, correlation, command, offset, length);
        if (ringSequence == Pipeline.NO_ROOM) {
            return false;
        }
        if (first != Pipeline.NO_ROOM && ringSequence != last + 1) {
            flush();
        }
        if (first == Pipeline.NO_ROOM) {
            first = ringSequence;
        }
        last = ringSequence;
        if (last - first + 1 == MAX_RUN) {
            flush();
        }
        return true;
    }

    /** Has the stages see all that was offered. */
    public void flush() {
        if (first != Pipeline.NO_ROOM) {
            long from = first;
            first = Pipeline.NO_ROOM;
            pipeline.publish(from, last);
        }
    }
}
