package io.rushline.gateway.event;

import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import io.rushline.engine.protocol.SeatPlanRenamedDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.engine.protocol.ShowArchivedDecoder;
import io.rushline.engine.protocol.ShowCreatedDecoder;
import io.rushline.gateway.view.ShowView;
import io.rushline.gateway.view.Views;
import io.rushline.journal.event.Currency;
import io.rushline.journal.event.EventHandler;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * Adds seat plan and currency of its show to each event, so that it can be read when the show is long gone.
 *
 * <p>Threading: one thread at a time. Allocation: 16 bytes and some for each show that is not archived.
 */
public final class ShowStamps {
    /** A currency takes the lowest bits of a stamp, its plan the others. */
    private static final int CURRENCY_BITS = 24;

    private static final long NONE = 0;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SeatPlanDefinedDecoder planDefined = new SeatPlanDefinedDecoder();
    private final SeatPlanRenamedDecoder planRenamed = new SeatPlanRenamedDecoder();
    private final SeatsHeldDecoder ofShow = new SeatsHeldDecoder();
    private final ShowCreatedDecoder created = new ShowCreatedDecoder();
    private final CreateShowDecoder definition = new CreateShowDecoder();
    private final Long2LongHashMap stamps = new Long2LongHashMap(NONE);
    private EventHandler target;

    /** Stamps for the shows in the views, and those to come. */
    public ShowStamps(Views views, EventHandler target) {
        this.target = target;
        for (ShowView show : views.shows()) {
            stamps.put(
                    show.showId(),
                    stamp(show.plan().planId(), Currency.pack(show.terms().currency())));
        }
    }

    /** Hands events on to another target from now on. */
    void to(EventHandler next) {
        target = next;
    }

    /** Stamps the next event, and hands it on. */
    public void onEvent(DirectBuffer event, int offset, int length) {
        int templateId = header.wrap(event, offset).templateId();
        long stamp = stamp(templateId, event, offset);
        target.onEvent(stamp >>> CURRENCY_BITS, (int) (stamp & ((1 << CURRENCY_BITS) - 1)), event, offset, length);
        if (templateId == ShowArchivedDecoder.TEMPLATE_ID) {
            stamps.remove(showId(event, offset));
        }
    }

    private long stamp(int templateId, DirectBuffer event, int offset) {
        if (templateId == SeatPlanDefinedDecoder.TEMPLATE_ID) {
            return stamp(planDefined.wrapAndApplyHeader(event, offset, header).planId(), 0);
        }
        if (templateId == SeatPlanRenamedDecoder.TEMPLATE_ID) {
            return stamp(planRenamed.wrapAndApplyHeader(event, offset, header).planId(), 0);
        }
        if (templateId == ShowCreatedDecoder.TEMPLATE_ID) {
            created.wrapAndApplyHeader(event, offset, header);
            int at = created.limit() + ShowCreatedDecoder.definitionHeaderLength();
            definition.wrapAndApplyHeader(event, at, header);
            long stamp = stamp(definition.planId(), Currency.pack(definition.currency()));
            stamps.put(created.showId(), stamp);
            return stamp;
        }
        return stamps.get(showId(event, offset));
    }

    /** It stands at the same place in all events of shows. */
    private long showId(DirectBuffer event, int offset) {
        return ofShow.wrap(
                        event,
                        offset + MessageHeaderDecoder.ENCODED_LENGTH,
                        SeatsHeldDecoder.BLOCK_LENGTH,
                        SeatsHeldDecoder.SCHEMA_VERSION)
                .showId();
    }

    private static long stamp(long planId, int currency) {
        return planId << CURRENCY_BITS | currency;
    }
}
