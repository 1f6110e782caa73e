package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import io.rushline.engine.protocol.SeatsBookedDecoder;
import io.rushline.engine.protocol.SeatsExchangedDecoder;
import io.rushline.engine.protocol.ShowArchivedDecoder;
import io.rushline.gateway.view.HoldView;
import io.rushline.gateway.view.Views;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.DirectBuffer;

/**
 * Who wants to hear of which show or hold: the publisher marks what an event is about, and lanes tell it later.
 *
 * <p>Ids of shows and holds are sequences of commands, so one map does for both. Waiters hear through the views.
 *
 * <p>Threading: the publisher calls {@link #onEvent}; lanes add and remove.
 */
final class Subscriptions {
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SHOW_ID = BODY + HoldReleasedDecoder.showIdEncodingOffset();
    private static final int HOLD_ID = BODY + HoldReleasedDecoder.holdIdEncodingOffset();

    private final Views views;
    private final Map<Long, Set<Subscription>> bySubject = new ConcurrentHashMap<>();

    /** Those to holds, by the show whose seats are held. */
    private final Map<Long, Set<Subscription>> partsByShow = new ConcurrentHashMap<>();

    private final AtomicInteger count = new AtomicInteger();

    Subscriptions(Views views) {
        this.views = views;
    }

    /** Subscriptions to shows and holds that are open now. */
    int count() {
        return count.get();
    }

    void add(Subscription subscription) {
        add(bySubject, subscription.subjectId(), subscription);
        if (subscription.showId() != subscription.subjectId()) {
            add(partsByShow, subscription.showId(), subscription);
        }
        count.incrementAndGet();
    }

    void remove(Subscription subscription) {
        if (remove(bySubject, subscription.subjectId(), subscription)) {
            remove(partsByShow, subscription.showId(), subscription);
            count.decrementAndGet();
        }
    }

    private static void add(Map<Long, Set<Subscription>> index, long id, Subscription subscription) {
        index.compute(id, (ignored, known) -> {
            Set<Subscription> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(subscription);
            return all;
        });
    }

    private static boolean remove(Map<Long, Set<Subscription>> index, long id, Subscription subscription) {
        boolean[] isRemoved = new boolean[1];
        index.computeIfPresent(id, (ignored, known) -> {
            isRemoved[0] = known.remove(subscription);
            return known.isEmpty() ? null : known;
        });
        return isRemoved[0];
    }

    /** Marks what an event is about, after the views have it. */
    void onEvent(DirectBuffer event, int offset) {
        if (count.get() == 0) {
            return;
        }
        int templateId =
                event.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
        switch (templateId) {
            case SeatPlanDefinedDecoder.TEMPLATE_ID -> {
                // Nobody can have subscribed to anything of it.
            }
            case ShowArchivedDecoder.TEMPLATE_ID -> {
                // Its holds are gone without events of their own.
                long showId = event.getLong(offset + SHOW_ID, LITTLE_ENDIAN);
                touch(bySubject, showId);
                touch(partsByShow, showId);
            }
            case HoldReleasedDecoder.TEMPLATE_ID,
                    HoldExpiredDecoder.TEMPLATE_ID,
                    SeatsExchangedDecoder.TEMPLATE_ID,
                    SeatsBookedDecoder.TEMPLATE_ID -> {
                touch(event.getLong(offset + SHOW_ID, LITTLE_ENDIAN));
                touch(event.getLong(offset + HOLD_ID, LITTLE_ENDIAN));
            }
            case BookingCancelledDecoder.TEMPLATE_ID -> {
                touch(event.getLong(offset + SHOW_ID, LITTLE_ENDIAN));
                views.booking(event.getLong(
                                offset + BODY + BookingCancelledDecoder.bookingIdEncodingOffset(), LITTLE_ENDIAN))
                        .map(HoldView::holdId)
                        .ifPresent(this::touch);
            }
            default -> touch(event.getLong(offset + SHOW_ID, LITTLE_ENDIAN));
        }
    }

    private void touch(long subjectId) {
        touch(bySubject, subjectId);
    }

    private static void touch(Map<Long, Set<Subscription>> index, long id) {
        Set<Subscription> subscriptions = index.get(id);
        if (subscriptions != null) {
            subscriptions.forEach(Subscription::touch);
        }
    }
}
