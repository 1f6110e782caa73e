package io.rushline.engine;

import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SeatPlanRenamedEncoder;
import io.rushline.engine.protocol.ShowChangedEncoder;
import io.rushline.engine.show.Show;
import io.rushline.engine.show.ShowTerms;
import org.agrona.DirectBuffer;

/** Encodes what an operator changed of a hall or show, as one of the {@link Events}. */
final class ChangeEvents {
    private final Events events;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ShowChangedEncoder showChanged = new ShowChangedEncoder();
    private final SeatPlanRenamedEncoder seatPlanRenamed = new SeatPlanRenamedEncoder();

    ChangeEvents(Events events) {
        this.events = events;
    }

    void showChanged(Show show) {
        int categoryCount = show.plan().categoryCount();
        Outbox outbox = events.outbox();
        outbox.reserve(Outbox.USUAL_BYTES + categoryCount * Long.BYTES);
        ShowTerms terms = show.terms();
        showChanged
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .showId(show.id())
                .startsAtMs(terms.startsAtMs())
                .endsAtMs(terms.endsAtMs())
                .onSaleAtMs(show.onSaleAtMs())
                .holdMs(terms.holdMs())
                .waitMs(terms.waitMs())
                .maxPerHold(terms.maxPerHold())
                .maxPerCustomer(terms.maxPerCustomer());
        ShowChangedEncoder.PricesEncoder prices = showChanged.pricesCount(categoryCount);
        for (int category = 0; category < categoryCount; category++) {
            prices.next().amount(show.price(category));
        }
        events.commit(showChanged.encodedLength());
    }

    void seatPlanRenamed(long planId, DirectBuffer name, int nameOffset, int nameLength) {
        Outbox outbox = events.outbox();
        outbox.reserve(Outbox.USUAL_BYTES + nameLength);
        seatPlanRenamed
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .planId(planId)
                .putName(name, nameOffset, nameLength);
        events.commit(seatPlanRenamed.encodedLength());
    }
}
