package io.rushline.gateway.event;

import io.rushline.journal.event.EventHandler;
import io.rushline.journal.event.EventLog;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The events that a standby knows and its primary has perhaps not yet written to the queue.
 *
 * <p>A primary that dies leaves the queue a little behind its journal. Whoever takes over adds what is missing from
 * here. What the queue has is dropped from time to time; when too much is left, the oldest is dropped all the same, and a
 * take-over may have to replay.
 *
 * <p>Threading: one thread at a time.
 */
public final class EventBacklog implements EventHandler {
    /** A primary's ring of events and all commands on their way are less. */
    private static final long MAX_BYTES = 192L * 1024 * 1024;

    private static final int OVERHEAD_BYTES = 64;

    private final Deque<Kept> events = new ArrayDeque<>();
    private final long maxBytes;
    private long bytes;

    private record Kept(
            long eventId,
            long planId,
            int currency,
            @SuppressWarnings("ArrayRecordComponent") // compared nowhere
            byte[] message) {}

    public EventBacklog() {
        this(MAX_BYTES);
    }

    EventBacklog(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void onEvent(long planId, int currency, DirectBuffer event, int offset, int length) {
        byte[] message = new byte[length];
        event.getBytes(offset, message);
        events.add(new Kept(EventJson.eventId(event, offset), planId, currency, message));
        bytes += length + OVERHEAD_BYTES;
        while (bytes > maxBytes) {
            dropOldest();
        }
    }

    /** Drops what the queue has. */
    public void dropUpTo(long eventId) {
        while (!events.isEmpty() && events.element().eventId() <= eventId) {
            dropOldest();
        }
    }

    /**
     * Whether nothing is missing between a queue that ends with an event and what is here.
     *
     * @param lastEventId of the state that all events here were of
     */
    public boolean follows(long queuedEventId, long lastEventId) {
        return queuedEventId
                >= (events.isEmpty() ? lastEventId : events.element().eventId() - 1);
    }

    /**
     * Completes a queue up to the last event of the state, and forgets what is here.
     *
     * @throws IllegalStateException when something is missing in between, which only a replay could tell; nothing is
     *     changed then
     */
    public void complete(EventLog queue, long lastEventId) {
        if (!follows(queue.lastEventId(), lastEventId)) {
            throw new IllegalStateException("the queue of events ends with event " + queue.lastEventId()
                    + ", and what follows is not known any more: the next start replays it");
        }
        queue.cutBehind(lastEventId);
        UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
        for (Kept kept = events.poll(); kept != null; kept = events.poll()) {
            buffer.wrap(kept.message());
            queue.onEvent(kept.planId(), kept.currency(), buffer, 0, kept.message().length);
        }
        queue.flush();
        bytes = 0;
    }

    private void dropOldest() {
        bytes -= events.remove().message().length + OVERHEAD_BYTES;
    }
}
