package io.rushline.loadtest.wire;

import java.util.Comparator;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that was asked for, and who waits for its outcome.
 *
 * <p>It queues for its time-out at most, and its reply may take as long again: with only the rest of it, what a slow server is asked
 * last would go out too late to be answered, and break a good connection. A long poll queues for as long as it must, since
 * polls of those far back in a line wait for as long as that line is.
 *
 * <p>Threading: the event loop only.
 */
final class Pending {
    static final Comparator<Pending> BY_RANK_THEN_ORDER = Comparator.comparingLong(
                    (Pending pending) -> pending.request.rank())
            .thenComparingLong(pending -> pending.order);

    private final Request request;
    private final long order;
    private final long askedNs;
    private final Consumer<Outcome> receiver;
    private @Nullable Future<?> limit;

    /** @param order tells it from all others of its pool; lower ones were asked for earlier */
    Pending(Request request, long order, long askedNs, Consumer<Outcome> receiver) {
        this.request = request;
        this.order = order;
        this.askedNs = askedNs;
        this.receiver = receiver;
    }

    Request request() {
        return request;
    }

    Consumer<Outcome> receiver() {
        return receiver;
    }

    /** {@link System#nanoTime()} when it was asked for. */
    long askedNs() {
        return askedNs;
    }

    /** Whether its time runs while it queues. */
    boolean expiresInQueue() {
        return !request.longPoll();
    }

    /** What ends its wait for a connection. */
    void limitedBy(Future<?> queueLimit) {
        limit = queueLimit;
    }

    /** It queues no more. */
    void leftQueue() {
        if (limit != null) {
            limit.cancel(false);
            limit = null;
        }
    }
}
