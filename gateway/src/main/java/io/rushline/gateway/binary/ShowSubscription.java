package io.rushline.gateway.binary;

import io.rushline.gateway.view.SeatMap;
import io.rushline.gateway.view.ShowView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The seats of a show, and the state of its sale. */
final class ShowSubscription extends Subscription {
    /** With more changes than this the whole map is shorter. */
    private static final int MAX_CHANGES = 10_000;

    private final Session session;
    private @Nullable SeatMap told;

    ShowSubscription(long subscriptionId, long showId, Subscriber subscriber, Session session) {
        super(subscriptionId, showId, subscriber);
        this.session = session;
    }

    @Override
    void open() {
        session.subscriptions().add(this);
    }

    @Override
    void close() {
        session.subscriptions().remove(this);
    }

    @Override
    boolean tell(StateMessages messages, boolean isWhole) {
        Optional<ShowView> show = session.views().show(subjectId());
        if (show.isEmpty()) {
            return false;
        }
        SeatMap now = show.get().seats();
        SeatMap before = told;
        told = now;
        if (isWhole || before == null) {
            messages.seatMap(subscriptionId(), now);
        } else if (now.version() != before.version()) {
            int[] changed = now.differences(before);
            if (changed.length > MAX_CHANGES) {
                messages.seatMap(subscriptionId(), now);
            } else {
                messages.seatsChanged(subscriptionId(), now, changed);
            }
        }
        return true;
    }
}
