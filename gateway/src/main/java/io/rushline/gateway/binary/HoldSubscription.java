package io.rushline.gateway.binary;

import io.rushline.gateway.view.HoldView;
import java.util.Optional;

/** A hold, and the booking it may become. */
final class HoldSubscription extends Subscription {
    private final Session session;
    private long toldSequence = -1;
    private long showId;

    HoldSubscription(long subscriptionId, long holdId, Subscriber subscriber, Session session) {
        super(subscriptionId, holdId, subscriber);
        this.session = session;
    }

    @Override
    long showId() {
        return showId;
    }

    @Override
    void open() {
        showId = session.views().hold(subjectId()).map(HoldView::showId).orElse(subjectId());
        session.subscriptions().add(this);
    }

    @Override
    void close() {
        session.subscriptions().remove(this);
    }

    @Override
    boolean tell(StateMessages messages, boolean isWhole) {
        Optional<HoldView> hold = session.views().hold(subjectId());
        if (hold.isEmpty()) {
            return false;
        }
        if (isWhole || hold.get().sequence() != toldSequence) {
            toldSequence = hold.get().sequence();
            messages.hold(subscriptionId(), hold.get());
        }
        return true;
    }
}
