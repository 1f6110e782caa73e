package io.rushline.gateway.binary;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What one connection wants to hear of one show, hold or waiter. It is told states, not events: what changes twice before
 * it can be told is told once.
 *
 * <p>Threading: the event loop, but for {@link #touch}.
 */
abstract class Subscription {
    private final long subscriptionId;
    private final long subjectId;
    private final Subscriber subscriber;
    private final AtomicBoolean isTouched = new AtomicBoolean();
    private boolean isBehind;

    Subscription(long subscriptionId, long subjectId, Subscriber subscriber) {
        this.subscriptionId = subscriptionId;
        this.subjectId = subjectId;
        this.subscriber = subscriber;
    }

    long subscriptionId() {
        return subscriptionId;
    }

    long subjectId() {
        return subjectId;
    }

    /** The show that it is about, or something of which it is about. */
    long showId() {
        return subjectId;
    }

    BinaryConnection connection() {
        return subscriber.connection();
    }

    /** Starts to listen; {@link #tell} follows. */
    abstract void open();

    /** Stops listening. */
    abstract void close();

    /**
     * Says what is different from what was said last, or everything.
     *
     * @return false when what it is about is gone
     */
    abstract boolean tell(StateMessages messages, boolean isWhole);

    /** Something may have changed; any thread may call. */
    final void touch() {
        if (isTouched.compareAndSet(false, true)) {
            subscriber.connection().lane().touched(this);
        }
    }

    /** Tells what has changed, or notes that it could not. */
    final void push() {
        isTouched.set(false);
        if (!subscriber.isOpen(this)) {
            return;
        }
        if (!subscriber.connection().isWritable()) {
            isBehind = true;
        } else if (!isBehind) {
            subscriber.tell(this, false);
        }
    }

    /** Whether changes were left out; asked once. */
    final boolean wasBehind() {
        boolean was = isBehind;
        isBehind = false;
        return was;
    }
}
