package io.rushline.journal.event;

/** Events were asked for that are not in the queue: they were pruned, or there have never been such. */
public final class EventsGoneException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long firstEventId;
    private final long lastEventId;

    EventsGoneException(long firstEventId, long lastEventId) {
        super("the queue has the events " + firstEventId + " to " + lastEventId);
        this.firstEventId = firstEventId;
        this.lastEventId = lastEventId;
    }

    /** The first that is there; one more than the last when none is. */
    public long firstEventId() {
        return firstEventId;
    }

    /** The last that is there. */
    public long lastEventId() {
        return lastEventId;
    }
}
