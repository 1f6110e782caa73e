package io.rushline.engine;

import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SaleClosedEncoder;
import io.rushline.engine.protocol.SaleOpenedEncoder;
import io.rushline.engine.protocol.SeatPlanDefinedEncoder;
import io.rushline.engine.protocol.SeatPlanRenamedEncoder;
import io.rushline.engine.protocol.SeatsBlockedEncoder;
import io.rushline.engine.protocol.SeatsUnblockedEncoder;
import io.rushline.engine.protocol.ShowArchivedEncoder;
import io.rushline.engine.protocol.ShowCancelledEncoder;
import io.rushline.engine.protocol.ShowChangedEncoder;
import io.rushline.engine.protocol.ShowCreatedEncoder;
import io.rushline.engine.show.Show;
import io.rushline.engine.show.ShowTerms;
import org.agrona.DirectBuffer;

/** Encodes what operators did to halls and shows, as some of the {@link Events}. */
final class ShowEvents {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SeatPlanDefinedEncoder seatPlanDefined = new SeatPlanDefinedEncoder();
    private final SeatPlanRenamedEncoder seatPlanRenamed = new SeatPlanRenamedEncoder();
    private final ShowCreatedEncoder showCreated = new ShowCreatedEncoder();
    private final ShowChangedEncoder showChanged = new ShowChangedEncoder();
    private final SaleOpenedEncoder saleOpened = new SaleOpenedEncoder();
    private final SaleClosedEncoder saleClosed = new SaleClosedEncoder();
    private final ShowCancelledEncoder showCancelled = new ShowCancelledEncoder();
    private final ShowArchivedEncoder showArchived = new ShowArchivedEncoder();
    private final SeatsBlockedEncoder seatsBlocked = new SeatsBlockedEncoder();
    private final SeatsUnblockedEncoder seatsUnblocked = new SeatsUnblockedEncoder();

    private final Events events;

    ShowEvents(Events events) {
        this.events = events;
    }

    void seatPlanDefined(DirectBuffer command, int offset, int length) {
        Outbox outbox = events.outbox();
        outbox.reserve(Outbox.USUAL_BYTES + length);
        seatPlanDefined
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .planId(events.sequence())
                .putDefinition(command, offset, length);
        commit(seatPlanDefined.encodedLength());
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
        commit(seatPlanRenamed.encodedLength());
    }

    void showCreated(DirectBuffer command, int offset, int length) {
        Outbox outbox = events.outbox();
        outbox.reserve(Outbox.USUAL_BYTES + length);
        showCreated
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .showId(events.sequence())
                .putDefinition(command, offset, length);
        commit(showCreated.encodedLength());
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
        commit(showChanged.encodedLength());
    }

    void saleOpened(Show show) {
        Outbox outbox = events.outbox();
        saleOpened
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .showId(show.id())
                .onSaleAtMs(show.onSaleAtMs());
        commit(saleOpened.encodedLength());
    }

    void saleClosed(Show show) {
        Outbox outbox = events.outbox();
        saleClosed
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .showId(show.id());
        commit(saleClosed.encodedLength());
    }

    void showCancelled(Show show, DirectBuffer reason, int reasonOffset, int reasonLength) {
        Outbox outbox = events.outbox();
        outbox.reserve(Outbox.USUAL_BYTES + reasonLength);
        showCancelled
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .showId(show.id())
                .putReason(reason, reasonOffset, reasonLength);
        commit(showCancelled.encodedLength());
    }

    void showArchived(Show show) {
        Outbox outbox = events.outbox();
        showArchived
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .showId(show.id());
        commit(showArchived.encodedLength());
    }

    void seatsBlocked(Show show, int[] seats, int count, DirectBuffer reason, int reasonOffset, int reasonLength) {
        Outbox outbox = events.outbox();
        outbox.reserve(Outbox.USUAL_BYTES + count * Integer.BYTES + reasonLength);
        seatsBlocked
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .showId(show.id());
        seatsBlocked.limit(SeatGroup.put(outbox, seatsBlocked.limit(), seats, count));
        seatsBlocked.putReason(reason, reasonOffset, reasonLength);
        commit(seatsBlocked.encodedLength());
    }

    void seatsUnblocked(Show show, int[] seats, int count, DirectBuffer reason, int reasonOffset, int reasonLength) {
        Outbox outbox = events.outbox();
        outbox.reserve(Outbox.USUAL_BYTES + count * Integer.BYTES + reasonLength);
        seatsUnblocked
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(events.nextEventId())
                .sequence(events.sequence())
                .timestampMs(events.timestampMs())
                .showId(show.id());
        seatsUnblocked.limit(SeatGroup.put(outbox, seatsUnblocked.limit(), seats, count));
        seatsUnblocked.putReason(reason, reasonOffset, reasonLength);
        commit(seatsUnblocked.encodedLength());
    }

    private void commit(int bodyLength) {
        events.outbox().commit(MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
