package io.rushline.gateway.binary;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.binary.protocol.SubjectKind;
import io.rushline.gateway.binary.protocol.SubscriptionRefusal;
import java.util.ArrayList;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The subscriptions of one connection.
 *
 * <p>Threading: the event loop.
 */
final class Subscriber {
    private final BinaryConnection connection;
    private final Session session;
    private final Admission admission;
    private final StateMessages messages;
    private final Long2ObjectHashMap<Subscription> open = new Long2ObjectHashMap<>();

    Subscriber(BinaryConnection connection, Session session, Outgoing out, Admission admission) {
        this.connection = connection;
        this.session = session;
        this.admission = admission;
        messages = new StateMessages(out, session.ids());
    }

    BinaryConnection connection() {
        return connection;
    }

    boolean isOpen(Subscription subscription) {
        return open.get(subscription.subscriptionId()) == subscription;
    }

    void subscribe(long subscriptionId, SubjectKind kind, long id, long signatureFirst, long signatureSecond) {
        SubscriptionRefusal refusal = admission.admitSubscription();
        if (refusal != SubscriptionRefusal.NULL_VAL) {
            messages.refused(subscriptionId, refusal);
        } else if (open.containsKey(subscriptionId)) {
            messages.refused(subscriptionId, SubscriptionRefusal.IN_USE);
        } else if (open.size() >= session.options().maxSubscriptions()) {
            messages.refused(subscriptionId, SubscriptionRefusal.TOO_MANY);
        } else if (!isSigned(kind, id, signatureFirst, signatureSecond)) {
            refuseUnknown(subscriptionId, kind);
        } else {
            begin(subscription(subscriptionId, kind, id), kind);
        }
    }

    void unsubscribe(long subscriptionId) {
        Subscription subscription = open.remove(subscriptionId);
        if (subscription != null) {
            subscription.close();
        }
        messages.ended(subscriptionId);
    }

    void tell(Subscription subscription, boolean isWhole) {
        if (!subscription.tell(messages, isWhole)) {
            unsubscribe(subscription.subscriptionId());
        }
    }

    /** Tells the whole state of whatever changed while the client did not read. */
    void catchUp() {
        for (Subscription subscription : new ArrayList<>(open.values())) {
            if (!connection.isWritable()) {
                // The rest follows when this has left.
                return;
            }
            if (subscription.wasBehind()) {
                messages.resync(subscription.subscriptionId());
                tell(subscription, true);
            }
        }
    }

    void endAll() {
        open.values().forEach(Subscription::close);
        open.clear();
    }

    private void begin(Subscription subscription, SubjectKind kind) {
        open.put(subscription.subscriptionId(), subscription);
        // Before the state is read, so that no change falls between the two.
        subscription.open();
        if (!subscription.tell(messages, true)) {
            open.remove(subscription.subscriptionId());
            subscription.close();
            refuseUnknown(subscription.subscriptionId(), kind);
        } else {
            admission.onAnswered(Code.OK);
        }
    }

    private void refuseUnknown(long subscriptionId, SubjectKind kind) {
        messages.refused(subscriptionId, SubscriptionRefusal.NOT_FOUND);
        admission.onAnswered(
                kind == SubjectKind.SHOW
                        ? Code.SHOW_NOT_FOUND
                        : kind == SubjectKind.HOLD ? Code.HOLD_NOT_FOUND : Code.WAITER_NOT_FOUND);
    }

    private Subscription subscription(long subscriptionId, SubjectKind kind, long id) {
        return switch (kind) {
            case SHOW -> new ShowSubscription(subscriptionId, id, this, session);
            case HOLD -> new HoldSubscription(subscriptionId, id, this, session);
            case WAITER -> new WaiterSubscription(subscriptionId, id, this, session);
            case SBE_UNKNOWN, NULL_VAL -> throw new IllegalStateException("kind of subject " + kind);
        };
    }

    private boolean isSigned(SubjectKind kind, long id, long first, long second) {
        if (kind == SubjectKind.SHOW) {
            return true;
        }
        return session.ids().isSigned(kind == SubjectKind.HOLD ? Kind.HOLD : Kind.WAITER, id, first, second);
    }
}
