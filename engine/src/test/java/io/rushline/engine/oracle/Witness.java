package io.rushline.engine.oracle;

import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.LineJoinedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import io.rushline.engine.protocol.SeatPlanRenamedDecoder;
import io.rushline.engine.protocol.SeatsBlockedDecoder;
import io.rushline.engine.protocol.SeatsBookedDecoder;
import io.rushline.engine.protocol.SeatsExchangedDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import io.rushline.engine.protocol.SeatsUnblockedDecoder;
import io.rushline.engine.protocol.ShowArchivedDecoder;
import io.rushline.engine.protocol.ShowChangedDecoder;
import io.rushline.engine.protocol.ShowCreatedDecoder;
import io.rushline.engine.protocol.WaitEndedDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Somebody who sees events only, and says when they cannot all be true or when somebody was overtaken. */
final class Witness {
    private final Map<Long, NaivePlan> plans = new HashMap<>();
    private final Map<Long, WitnessedShow> shows = new HashMap<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<Integer> seats = new ArrayList<>();
    private List<String> contradictions = new ArrayList<>();
    private long lastEventId;

    /** What contradicts what was seen before. */
    List<String> contradictions(Outbox outbox) {
        contradictions = new ArrayList<>();
        outbox.forEachEvent((buffer, offset, length) -> see(buffer, offset));
        return contradictions;
    }

    private void see(DirectBuffer buffer, int offset) {
        header.wrap(buffer, offset);
        seats.clear();
        // The first fields are the same in all events.
        SeatPlanDefinedDecoder any = new SeatPlanDefinedDecoder()
                .wrap(buffer, offset + MessageHeaderDecoder.ENCODED_LENGTH, header.blockLength(), header.version());
        if (any.eventId() != ++lastEventId) {
            contradictions.add("event " + any.eventId() + " is not " + lastEventId);
        }
        switch (header.templateId()) {
            case SeatPlanDefinedDecoder.TEMPLATE_ID -> defined(any);
            case ShowCreatedDecoder.TEMPLATE_ID ->
                created(new ShowCreatedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ShowArchivedDecoder.TEMPLATE_ID -> shows.remove(any.planId());
            case SeatPlanRenamedDecoder.TEMPLATE_ID -> {
                if (!plans.containsKey(any.planId())) {
                    contradictions.add("plan " + any.planId() + " does not exist");
                }
            }
            default -> {
                WitnessedShow show = shows.get(any.planId());
                if (show == null) {
                    contradictions.add("show " + any.planId() + " does not exist");
                } else {
                    seeHold(show, buffer, offset);
                }
            }
        }
    }

    private void defined(SeatPlanDefinedDecoder event) {
        byte[] definition = new byte[event.definitionLength()];
        long id = event.planId();
        event.getDefinition(definition, 0, definition.length);
        DefineSeatPlanDecoder plan =
                new DefineSeatPlanDecoder().wrapAndApplyHeader(new UnsafeBuffer(definition), 0, header);
        plans.put(id, Objects.requireNonNull(NaivePlan.read(id, definition, plan)));
    }

    private void created(ShowCreatedDecoder event) {
        byte[] definition = new byte[event.definitionLength()];
        long id = event.showId();
        event.getDefinition(definition, 0, definition.length);
        CreateShowDecoder show = new CreateShowDecoder().wrapAndApplyHeader(new UnsafeBuffer(definition), 0, header);
        NaivePlan plan = Objects.requireNonNull(plans.get(show.planId()));
        shows.put(
                id,
                new WitnessedShow(
                        id, plan, NaiveTerms.read(show), contradictions -> this.contradictions.add(contradictions)));
    }

    private void seeHold(WitnessedShow show, DirectBuffer buffer, int offset) {
        switch (header.templateId()) {
            case SeatsHeldDecoder.TEMPLATE_ID -> {
                SeatsHeldDecoder event = new SeatsHeldDecoder().wrapAndApplyHeader(buffer, offset, header);
                event.seats().forEach(seat -> seats.add(seat.seat()));
                show.held(event.holdId(), event.customer(), seats);
            }
            case HoldReleasedDecoder.TEMPLATE_ID -> {
                HoldReleasedDecoder event = new HoldReleasedDecoder().wrapAndApplyHeader(buffer, offset, header);
                event.seats().forEach(seat -> seats.add(seat.seat()));
                show.ended(event.holdId(), seats);
            }
            case HoldExpiredDecoder.TEMPLATE_ID -> {
                HoldExpiredDecoder event = new HoldExpiredDecoder().wrapAndApplyHeader(buffer, offset, header);
                event.seats().forEach(seat -> seats.add(seat.seat()));
                show.ended(event.holdId(), seats);
            }
            case SeatsExchangedDecoder.TEMPLATE_ID -> {
                SeatsExchangedDecoder event = new SeatsExchangedDecoder().wrapAndApplyHeader(buffer, offset, header);
                List<Integer> former = new ArrayList<>();
                event.formerSeats().forEach(seat -> former.add(seat.seat()));
                event.seats().forEach(seat -> seats.add(seat.seat()));
                show.exchanged(event.holdId(), former, seats);
            }
            case SeatsBookedDecoder.TEMPLATE_ID -> {
                SeatsBookedDecoder event = new SeatsBookedDecoder().wrapAndApplyHeader(buffer, offset, header);
                boolean isLate = event.late() == Flag.YES;
                event.seats().forEach(seat -> seats.add(seat.seat()));
                show.booked(event.holdId(), event.bookingId(), isLate, event.customer(), seats);
            }
            case BookingCancelledDecoder.TEMPLATE_ID -> {
                BookingCancelledDecoder event =
                        new BookingCancelledDecoder().wrapAndApplyHeader(buffer, offset, header);
                event.seats().forEach(seat -> seats.add(seat.seat()));
                show.cancelled(event.bookingId(), seats);
            }
            default -> seeLine(show, buffer, offset);
        }
    }

    private void seeLine(WitnessedShow show, DirectBuffer buffer, int offset) {
        switch (header.templateId()) {
            case SeatsOfferedDecoder.TEMPLATE_ID -> {
                SeatsOfferedDecoder event = new SeatsOfferedDecoder().wrapAndApplyHeader(buffer, offset, header);
                event.seats().forEach(seat -> seats.add(seat.seat()));
                show.offered(event.waiterId(), event.customer(), seats);
            }
            case LineJoinedDecoder.TEMPLATE_ID -> {
                LineJoinedDecoder event = new LineJoinedDecoder().wrapAndApplyHeader(buffer, offset, header);
                show.joined(event.waiterId(), event.quantity(), event.category(), event.customer());
            }
            case WaitEndedDecoder.TEMPLATE_ID ->
                show.waitEnded(new WaitEndedDecoder()
                        .wrapAndApplyHeader(buffer, offset, header)
                        .waiterId());
            case SeatsBlockedDecoder.TEMPLATE_ID -> {
                SeatsBlockedDecoder event = new SeatsBlockedDecoder().wrapAndApplyHeader(buffer, offset, header);
                event.seats().forEach(seat -> seats.add(seat.seat()));
                show.blocked(seats);
            }
            case SeatsUnblockedDecoder.TEMPLATE_ID -> {
                SeatsUnblockedDecoder event = new SeatsUnblockedDecoder().wrapAndApplyHeader(buffer, offset, header);
                event.seats().forEach(seat -> seats.add(seat.seat()));
                show.unblocked(seats);
            }
            case ShowChangedDecoder.TEMPLATE_ID ->
                show.changed(show.terms().changed(new ShowChangedDecoder().wrapAndApplyHeader(buffer, offset, header)));
            // What the others say, of the sale and of who is skipped, takes no seat and no place.
            default -> {}
        }
    }
}
