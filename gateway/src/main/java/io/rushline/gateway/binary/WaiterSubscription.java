package io.rushline.gateway.binary;

import io.rushline.gateway.view.WaiterView;
import io.rushline.gateway.view.Waits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A place in a line, and what became of it. */
final class WaiterSubscription extends Subscription {
    private final Session session;
    private Waits.@Nullable Listener listener;
    private @Nullable WaiterView told;
    private int toldAhead;

    WaiterSubscription(long subscriptionId, long waiterId, Subscriber subscriber, Session session) {
        super(subscriptionId, waiterId, subscriber);
        this.session = session;
    }

    @Override
    void open() {}

    @Override
    void close() {
        if (listener != null) {
            listener.cancel();
            listener = null;
        }
    }

    @Override
    boolean tell(StateMessages messages, boolean isWhole) {
        Optional<WaiterView> found = session.views().waiter(subjectId());
        if (found.isEmpty()) {
            return false;
        }
        WaiterView now = found.get();
        int ahead = session.views().ahead(now);
        WaiterView before = told;
        if (isWhole || before == null || before.state() != now.state() || toldAhead != ahead) {
            told = now;
            toldAhead = ahead;
            messages.waiter(subscriptionId(), now, ahead);
        }
        close();
        if (now.state() == WaiterView.State.WAITING) {
            listener = session.views().waits().listen(now, ahead, this::touch);
        }
        return true;
    }
}
