package io.rushline.journal.audit.message;

import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.LineJoinedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SaleClosedDecoder;
import io.rushline.engine.protocol.SaleOpenedDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import io.rushline.engine.protocol.SeatPlanRenamedDecoder;
import io.rushline.engine.protocol.SeatsBlockedDecoder;
import io.rushline.engine.protocol.SeatsBookedDecoder;
import io.rushline.engine.protocol.SeatsExchangedDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import io.rushline.engine.protocol.SeatsUnblockedDecoder;
import io.rushline.engine.protocol.ShowArchivedDecoder;
import io.rushline.engine.protocol.ShowCancelledDecoder;
import io.rushline.engine.protocol.ShowChangedDecoder;
import io.rushline.engine.protocol.ShowCreatedDecoder;
import io.rushline.engine.protocol.WaitEndedDecoder;
import io.rushline.engine.protocol.WaitersSkippedDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Reads events. */
final class EventReading {
    private final MessageHeaderDecoder header;
    private final CommandReading commands;

    EventReading(MessageHeaderDecoder header, CommandReading commands) {
        this.header = header;
        this.commands = commands;
    }

    Event read(int templateId, DirectBuffer buffer, int offset) {
        return switch (templateId) {
            case SeatPlanDefinedDecoder.TEMPLATE_ID -> seatPlanDefined(buffer, offset);
            case ShowCreatedDecoder.TEMPLATE_ID -> showCreated(buffer, offset);
            case WaitersSkippedDecoder.TEMPLATE_ID -> waitersSkipped(buffer, offset);
            case SeatsHeldDecoder.TEMPLATE_ID -> seatsHeld(buffer, offset);
            case HoldReleasedDecoder.TEMPLATE_ID -> holdReleased(buffer, offset);
            case HoldExpiredDecoder.TEMPLATE_ID -> holdExpired(buffer, offset);
            case SeatsExchangedDecoder.TEMPLATE_ID -> seatsExchanged(buffer, offset);
            case SeatsBookedDecoder.TEMPLATE_ID -> seatsBooked(buffer, offset);
            case BookingCancelledDecoder.TEMPLATE_ID -> bookingCancelled(buffer, offset);
            case LineJoinedDecoder.TEMPLATE_ID -> lineJoined(buffer, offset);
            case SeatsOfferedDecoder.TEMPLATE_ID -> seatsOffered(buffer, offset);
            case WaitEndedDecoder.TEMPLATE_ID -> waitEnded(buffer, offset);
            case SaleOpenedDecoder.TEMPLATE_ID -> saleOpened(buffer, offset);
            case SaleClosedDecoder.TEMPLATE_ID -> saleClosed(buffer, offset);
            case ShowCancelledDecoder.TEMPLATE_ID -> showCancelled(buffer, offset);
            case ShowArchivedDecoder.TEMPLATE_ID -> showArchived(buffer, offset);
            case ShowChangedDecoder.TEMPLATE_ID -> showChanged(buffer, offset);
            case SeatPlanRenamedDecoder.TEMPLATE_ID -> seatPlanRenamed(buffer, offset);
            case SeatsBlockedDecoder.TEMPLATE_ID -> seatsBlocked(buffer, offset);
            case SeatsUnblockedDecoder.TEMPLATE_ID -> seatsUnblocked(buffer, offset);
            default -> throw Messages.isNo("event", templateId);
        };
    }

    private Event showChanged(DirectBuffer buffer, int offset) {
        ShowChangedDecoder d = new ShowChangedDecoder().wrapAndApplyHeader(buffer, offset, header);
        List<Long> prices = new ArrayList<>();
        d.prices().forEach(price -> prices.add(price.amount()));
        return new Event.ShowChanged(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                d.startsAtMs(),
                d.endsAtMs(),
                d.onSaleAtMs(),
                d.holdMs(),
                d.waitMs(),
                d.maxPerHold(),
                d.maxPerCustomer(),
                prices);
    }

    private Event seatPlanRenamed(DirectBuffer buffer, int offset) {
        SeatPlanRenamedDecoder d = new SeatPlanRenamedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.SeatPlanRenamed(d.eventId(), d.sequence(), d.timestampMs(), d.planId(), d.name());
    }

    private Event seatsHeld(DirectBuffer buffer, int offset) {
        SeatsHeldDecoder d = new SeatsHeldDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.SeatsHeld(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                d.holdId(),
                d.expiresAtMs(),
                d.total(),
                Messages.isYes(d.adjacent()),
                Messages.seats(d.seats(), SeatsHeldDecoder.SeatsDecoder::seat),
                d.customer());
    }

    private Event holdReleased(DirectBuffer buffer, int offset) {
        HoldReleasedDecoder d = new HoldReleasedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.HoldReleased(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                d.holdId(),
                Messages.seats(d.seats(), HoldReleasedDecoder.SeatsDecoder::seat));
    }

    private Event holdExpired(DirectBuffer buffer, int offset) {
        HoldExpiredDecoder d = new HoldExpiredDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.HoldExpired(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                d.holdId(),
                Messages.seats(d.seats(), HoldExpiredDecoder.SeatsDecoder::seat));
    }

    private Event seatsExchanged(DirectBuffer buffer, int offset) {
        SeatsExchangedDecoder d = new SeatsExchangedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.SeatsExchanged(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                d.holdId(),
                d.total(),
                Messages.isYes(d.adjacent()),
                Messages.seats(d.formerSeats(), SeatsExchangedDecoder.FormerSeatsDecoder::seat),
                Messages.seats(d.seats(), SeatsExchangedDecoder.SeatsDecoder::seat));
    }

    private Event seatsBooked(DirectBuffer buffer, int offset) {
        SeatsBookedDecoder d = new SeatsBookedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.SeatsBooked(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                d.holdId(),
                d.bookingId(),
                d.total(),
                Messages.isYes(d.late()),
                Messages.seats(d.seats(), SeatsBookedDecoder.SeatsDecoder::seat),
                d.customer(),
                d.paymentReference());
    }

    private Event bookingCancelled(DirectBuffer buffer, int offset) {
        BookingCancelledDecoder d = new BookingCancelledDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.BookingCancelled(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                d.bookingId(),
                d.total(),
                Messages.seats(d.seats(), BookingCancelledDecoder.SeatsDecoder::seat));
    }

    private Event lineJoined(DirectBuffer buffer, int offset) {
        LineJoinedDecoder d = new LineJoinedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.LineJoined(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                d.waiterId(),
                d.quantity(),
                d.category(),
                d.expiresAtMs(),
                d.customer());
    }

    private Event seatsOffered(DirectBuffer buffer, int offset) {
        SeatsOfferedDecoder d = new SeatsOfferedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.SeatsOffered(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                d.waiterId(),
                d.expiresAtMs(),
                d.total(),
                Messages.isYes(d.adjacent()),
                Messages.seats(d.seats(), SeatsOfferedDecoder.SeatsDecoder::seat),
                d.customer());
    }

    private Event waitEnded(DirectBuffer buffer, int offset) {
        WaitEndedDecoder d = new WaitEndedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.WaitEnded(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.waiterId(), d.reason());
    }

    private Event saleOpened(DirectBuffer buffer, int offset) {
        SaleOpenedDecoder d = new SaleOpenedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.SaleOpened(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.onSaleAtMs());
    }

    private Event saleClosed(DirectBuffer buffer, int offset) {
        SaleClosedDecoder d = new SaleClosedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.SaleClosed(d.eventId(), d.sequence(), d.timestampMs(), d.showId());
    }

    private Event showCancelled(DirectBuffer buffer, int offset) {
        ShowCancelledDecoder d = new ShowCancelledDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.ShowCancelled(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.reason());
    }

    private Event showArchived(DirectBuffer buffer, int offset) {
        ShowArchivedDecoder d = new ShowArchivedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.ShowArchived(d.eventId(), d.sequence(), d.timestampMs(), d.showId());
    }

    private Event seatsBlocked(DirectBuffer buffer, int offset) {
        SeatsBlockedDecoder d = new SeatsBlockedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.SeatsBlocked(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                Messages.seats(d.seats(), SeatsBlockedDecoder.SeatsDecoder::seat),
                d.reason());
    }

    private Event seatsUnblocked(DirectBuffer buffer, int offset) {
        SeatsUnblockedDecoder d = new SeatsUnblockedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Event.SeatsUnblocked(
                d.eventId(),
                d.sequence(),
                d.timestampMs(),
                d.showId(),
                Messages.seats(d.seats(), SeatsUnblockedDecoder.SeatsDecoder::seat),
                d.reason());
    }

    private Event seatPlanDefined(DirectBuffer buffer, int offset) {
        SeatPlanDefinedDecoder d = new SeatPlanDefinedDecoder().wrapAndApplyHeader(buffer, offset, header);
        int at = d.limit() + SeatPlanDefinedDecoder.definitionHeaderLength();
        return new Event.SeatPlanDefined(
                d.eventId(), d.sequence(), d.timestampMs(), d.planId(), commands.defineSeatPlan(buffer, at));
    }

    private Event showCreated(DirectBuffer buffer, int offset) {
        ShowCreatedDecoder d = new ShowCreatedDecoder().wrapAndApplyHeader(buffer, offset, header);
        int at = d.limit() + ShowCreatedDecoder.definitionHeaderLength();
        return new Event.ShowCreated(
                d.eventId(), d.sequence(), d.timestampMs(), d.showId(), commands.createShow(buffer, at));
    }

    private Event waitersSkipped(DirectBuffer buffer, int offset) {
        WaitersSkippedDecoder d = new WaitersSkippedDecoder().wrapAndApplyHeader(buffer, offset, header);
        List<Event.SkippedParty> parties = new ArrayList<>();
        d.parties()
                .forEach(party -> parties.add(new Event.SkippedParty(
                        party.category(), party.quantity(), party.reason(), party.free(), party.firstWaiterId())));
        return new Event.WaitersSkipped(d.eventId(), d.sequence(), d.timestampMs(), d.showId(), d.holdId(), parties);
    }
}
