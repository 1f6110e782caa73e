package io.rushline.gateway.binary;

import io.rushline.gateway.view.Views;
import io.rushline.pipeline.ReplyPublisher;
import io.rushline.pipeline.ReplyTo;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;

/**
 * Stands between the publisher and the views, so that lanes hear of the ends of batches and of what has changed.
 *
 * <p>Threading: the publisher's thread calls the {@link ReplyPublisher} methods.
 */
public final class BinaryFeed implements ReplyPublisher {
    private final Views views;
    private final Subscriptions subscriptions;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public BinaryFeed(Views views) {
        this.views = views;
        subscriptions = new Subscriptions(views);
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    /** From now on this runs on the publisher's thread when a batch of replies has ended; it must not wait. */
    public void atBatchEnd(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void onEvent(DirectBuffer event, int offset, int length) {
        views.onEvent(event, offset, length);
        subscriptions.onEvent(event, offset);
    }

    @Override
    public void onReply(ReplyTo sender, long correlation, DirectBuffer reply, int offset, int length) {
        views.onReply(sender, correlation, reply, offset, length);
    }

    @Override
    public void onBatchEnd() {
        views.onBatchEnd();
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).run();
        }
    }
}
