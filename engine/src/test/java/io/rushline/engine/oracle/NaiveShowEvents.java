package io.rushline.engine.oracle;

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
import java.util.List;

/** Writes the events of plans and shows. */
final class NaiveShowEvents {
    private final NaiveState state;
    private final NaiveEvents events;

    NaiveShowEvents(NaiveState state, NaiveEvents events) {
        this.state = state;
        this.events = events;
    }

    void planDefined(NaivePlan plan) {
        SeatPlanDefinedEncoder event = new SeatPlanDefinedEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .planId(plan.id())
                .putDefinition(plan.definition(), 0, plan.definition().length);
        events.commit(event.encodedLength());
    }

    void created(NaiveShow show, byte[] definition) {
        ShowCreatedEncoder event = new ShowCreatedEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(show.id)
                .putDefinition(definition, 0, definition.length);
        events.commit(event.encodedLength());
    }

    void opened(NaiveShow show) {
        SaleOpenedEncoder event = new SaleOpenedEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(show.id)
                .onSaleAtMs(show.onSaleAtMs);
        events.commit(event.encodedLength());
    }

    void closed(NaiveShow show) {
        SaleClosedEncoder event = new SaleClosedEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(show.id);
        events.commit(event.encodedLength());
    }

    void cancelled(NaiveShow show, byte[] reason) {
        ShowCancelledEncoder event = new ShowCancelledEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(show.id)
                .putReason(reason, 0, reason.length);
        events.commit(event.encodedLength());
    }

    void archived(NaiveShow show) {
        ShowArchivedEncoder event = new ShowArchivedEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(show.id);
        events.commit(event.encodedLength());
    }

    void changed(NaiveShow show) {
        NaiveTerms terms = show.terms;
        ShowChangedEncoder event = new ShowChangedEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(show.id)
                .startsAtMs(terms.startsAtMs())
                .endsAtMs(terms.endsAtMs())
                .onSaleAtMs(show.onSaleAtMs)
                .holdMs(terms.holdMs())
                .waitMs(terms.waitMs())
                .maxPerHold(terms.maxPerHold())
                .maxPerCustomer(terms.maxPerCustomer());
        ShowChangedEncoder.PricesEncoder prices =
                event.pricesCount(terms.prices().size());
        terms.prices().forEach(price -> prices.next().amount(price));
        events.commit(event.encodedLength());
    }

    void renamed(long planId, byte[] name) {
        SeatPlanRenamedEncoder event = new SeatPlanRenamedEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .planId(planId)
                .putName(name, 0, name.length);
        events.commit(event.encodedLength());
    }

    void blocked(NaiveShow show, List<Integer> seats, byte[] reason) {
        SeatsBlockedEncoder event = new SeatsBlockedEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(show.id);
        SeatsBlockedEncoder.SeatsEncoder group = event.seatsCount(seats.size());
        seats.forEach(seat -> group.next().seat(seat));
        event.putReason(reason, 0, reason.length);
        events.commit(event.encodedLength());
    }

    void unblocked(NaiveShow show, List<Integer> seats, byte[] reason) {
        SeatsUnblockedEncoder event = new SeatsUnblockedEncoder()
                .wrapAndApplyHeader(events.buffer(), events.offset(), events.header())
                .eventId(events.nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(show.id);
        SeatsUnblockedEncoder.SeatsEncoder group = event.seatsCount(seats.size());
        seats.forEach(seat -> group.next().seat(seat));
        event.putReason(reason, 0, reason.length);
        events.commit(event.encodedLength());
    }
}
