package io.rushline.gateway.view;

import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.HoldState;
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
import io.rushline.engine.protocol.WaitState;
import io.rushline.engine.protocol.WaitersSkippedDecoder;
import io.rushline.gateway.view.ShowView.Sale;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What each event does to the views.
 *
 * <p>Threading: one thread at a time. Allocation: none by events of holds and bookings, but while the views grow.
 */
final class ViewUpdates {
    private final Views views;
    private final HoldRecords holds;
    private final WaiterRecords waiters;
    private final Seats seats = new Seats();
    private final Seats formerSeats = new Seats();
    private final UnsafeBuffer text = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SeatPlanDefinedDecoder seatPlanDefined = new SeatPlanDefinedDecoder();
    private final ShowCreatedDecoder showCreated = new ShowCreatedDecoder();
    private final CreateShowDecoder createShow = new CreateShowDecoder();
    private final SaleOpenedDecoder saleOpened = new SaleOpenedDecoder();
    private final SaleClosedDecoder saleClosed = new SaleClosedDecoder();
    private final ShowCancelledDecoder showCancelled = new ShowCancelledDecoder();
    private final ShowArchivedDecoder showArchived = new ShowArchivedDecoder();
    private final ShowChangedDecoder showChanged = new ShowChangedDecoder();
    private final SeatPlanRenamedDecoder seatPlanRenamed = new SeatPlanRenamedDecoder();
    private final SeatsBlockedDecoder seatsBlocked = new SeatsBlockedDecoder();
    private final SeatsUnblockedDecoder seatsUnblocked = new SeatsUnblockedDecoder();
    private final SeatsHeldDecoder seatsHeld = new SeatsHeldDecoder();
    private final HoldReleasedDecoder holdReleased = new HoldReleasedDecoder();
    private final HoldExpiredDecoder holdExpired = new HoldExpiredDecoder();
    private final SeatsExchangedDecoder seatsExchanged = new SeatsExchangedDecoder();
    private final SeatsBookedDecoder seatsBooked = new SeatsBookedDecoder();
    private final BookingCancelledDecoder bookingCancelled = new BookingCancelledDecoder();
    private final LineJoinedDecoder lineJoined = new LineJoinedDecoder();
    private final SeatsOfferedDecoder seatsOffered = new SeatsOfferedDecoder();
    private final WaitEndedDecoder waitEnded = new WaitEndedDecoder();

    ViewUpdates(Views views, HoldRecords holds, WaiterRecords waiters) {
        this.views = views;
        this.holds = holds;
        this.waiters = waiters;
    }

    void onEvent(DirectBuffer event, int offset) {
        header.wrap(event, offset);
        switch (header.templateId()) {
            case SeatPlanDefinedDecoder.TEMPLATE_ID -> onSeatPlanDefined(event, offset);
            case ShowCreatedDecoder.TEMPLATE_ID -> onShowCreated(event, offset);
            case SaleOpenedDecoder.TEMPLATE_ID -> onSaleOpened(event, offset);
            case SaleClosedDecoder.TEMPLATE_ID -> onSaleClosed(event, offset);
            case ShowCancelledDecoder.TEMPLATE_ID -> onShowCancelled(event, offset);
            case ShowArchivedDecoder.TEMPLATE_ID -> onShowArchived(event, offset);
            case ShowChangedDecoder.TEMPLATE_ID -> {
                showChanged.wrapAndApplyHeader(event, offset, header);
                views.existingShow(showChanged.showId()).change(showChanged);
            }
            case SeatPlanRenamedDecoder.TEMPLATE_ID -> {
                seatPlanRenamed.wrapAndApplyHeader(event, offset, header);
                views.plan(seatPlanRenamed.planId()).orElseThrow().rename(seatPlanRenamed.name());
            }
            case SeatsBlockedDecoder.TEMPLATE_ID -> onSeatsBlocked(event, offset);
            case SeatsUnblockedDecoder.TEMPLATE_ID -> onSeatsUnblocked(event, offset);
            case SeatsHeldDecoder.TEMPLATE_ID -> onSeatsHeld(event, offset);
            case HoldReleasedDecoder.TEMPLATE_ID -> onHoldReleased(event, offset);
            case HoldExpiredDecoder.TEMPLATE_ID -> onHoldExpired(event, offset);
            case SeatsExchangedDecoder.TEMPLATE_ID -> onSeatsExchanged(event, offset);
            case SeatsBookedDecoder.TEMPLATE_ID -> onSeatsBooked(event, offset);
            case BookingCancelledDecoder.TEMPLATE_ID -> onBookingCancelled(event, offset);
            case LineJoinedDecoder.TEMPLATE_ID -> onLineJoined(event, offset);
            case SeatsOfferedDecoder.TEMPLATE_ID -> onSeatsOffered(event, offset);
            case WaitEndedDecoder.TEMPLATE_ID -> onWaitEnded(event, offset);
            case WaitersSkippedDecoder.TEMPLATE_ID -> {
                // It explains the event behind it and changes nothing itself.
            }
            default -> throw new IllegalStateException("event template " + header.templateId());
        }
    }

    private void onSeatPlanDefined(DirectBuffer event, int offset) {
        seatPlanDefined.wrapAndApplyHeader(event, offset, header);
        int at = seatPlanDefined.limit() + SeatPlanDefinedDecoder.definitionHeaderLength();
        views.put(PlanView.decode(seatPlanDefined.planId(), event, at));
    }

    private void onShowCreated(DirectBuffer event, int offset) {
        showCreated.wrapAndApplyHeader(event, offset, header);
        int at = showCreated.limit() + ShowCreatedDecoder.definitionHeaderLength();
        createShow.wrapAndApplyHeader(event, at, header);
        PlanView plan = views.plan(createShow.planId()).orElseThrow();
        ShowView.Terms terms = ShowView.Terms.decode(createShow, showCreated.timestampMs());
        views.put(new ShowView(showCreated.showId(), plan, terms, showCreated.sequence(), showCreated.eventId()));
    }

    private void onSaleOpened(DirectBuffer event, int offset) {
        saleOpened.wrapAndApplyHeader(event, offset, header);
        ShowView show = views.existingShow(saleOpened.showId());
        if (saleOpened.onSaleAtMs() != 0) {
            show.onSaleAtMs(saleOpened.onSaleAtMs());
        }
        show.sale(Sale.OPEN, saleOpened.sequence(), saleOpened.eventId());
    }

    private void onSaleClosed(DirectBuffer event, int offset) {
        saleClosed.wrapAndApplyHeader(event, offset, header);
        views.existingShow(saleClosed.showId()).sale(Sale.CLOSED, saleClosed.sequence(), saleClosed.eventId());
    }

    private void onShowCancelled(DirectBuffer event, int offset) {
        showCancelled.wrapAndApplyHeader(event, offset, header);
        views.existingShow(showCancelled.showId())
                .sale(Sale.CANCELLED, showCancelled.sequence(), showCancelled.eventId());
    }

    private void onShowArchived(DirectBuffer event, int offset) {
        showArchived.wrapAndApplyHeader(event, offset, header);
        views.archive(showArchived.showId());
    }

    private void onSeatsBlocked(DirectBuffer event, int offset) {
        seatsBlocked.wrapAndApplyHeader(event, offset, header);
        seats.clear();
        for (SeatsBlockedDecoder.SeatsDecoder group = seatsBlocked.seats(); group.hasNext(); ) {
            seats.add(group.next().seat());
        }
        views.existingShow(seatsBlocked.showId())
                .change(seats, ShowView.BLOCKED, seatsBlocked.sequence(), seatsBlocked.eventId());
    }

    private void onSeatsUnblocked(DirectBuffer event, int offset) {
        seatsUnblocked.wrapAndApplyHeader(event, offset, header);
        seats.clear();
        for (SeatsUnblockedDecoder.SeatsDecoder group = seatsUnblocked.seats(); group.hasNext(); ) {
            seats.add(group.next().seat());
        }
        views.existingShow(seatsUnblocked.showId())
                .change(seats, ShowView.FREE, seatsUnblocked.sequence(), seatsUnblocked.eventId());
    }

    private void onSeatsHeld(DirectBuffer event, int offset) {
        seatsHeld.wrapAndApplyHeader(event, offset, header);
        holds.begin(
                seatsHeld.holdId(),
                seatsHeld.showId(),
                seatsHeld.expiresAtMs(),
                seatsHeld.total(),
                seatsHeld.sequence(),
                seatsHeld.adjacent());
        seats.clear();
        for (SeatsHeldDecoder.SeatsDecoder group = seatsHeld.seats(); group.hasNext(); ) {
            seats.add(group.next().seat());
        }
        seatsHeld.wrapCustomer(text);
        holds.complete(seats, text);
        views.held(seatsHeld.showId(), seats, seatsHeld.sequence(), seatsHeld.eventId());
    }

    private void onSeatsOffered(DirectBuffer event, int offset) {
        seatsOffered.wrapAndApplyHeader(event, offset, header);
        holds.begin(
                seatsOffered.waiterId(),
                seatsOffered.showId(),
                seatsOffered.expiresAtMs(),
                seatsOffered.total(),
                seatsOffered.sequence(),
                seatsOffered.adjacent());
        seats.clear();
        for (SeatsOfferedDecoder.SeatsDecoder group = seatsOffered.seats(); group.hasNext(); ) {
            seats.add(group.next().seat());
        }
        seatsOffered.wrapCustomer(text);
        holds.complete(seats, text);
        views.held(seatsOffered.showId(), seats, seatsOffered.sequence(), seatsOffered.eventId());
        endWait(seatsOffered.showId(), seatsOffered.waiterId(), WaitState.OFFERED, seatsOffered.sequence());
    }

    private void onHoldReleased(DirectBuffer event, int offset) {
        holdReleased.wrapAndApplyHeader(event, offset, header);
        endHold(holdReleased.holdId(), HoldState.RELEASED, holdReleased.sequence(), holdReleased.eventId());
    }

    private void onHoldExpired(DirectBuffer event, int offset) {
        holdExpired.wrapAndApplyHeader(event, offset, header);
        endHold(holdExpired.holdId(), HoldState.EXPIRED, holdExpired.sequence(), holdExpired.eventId());
    }

    private void onSeatsExchanged(DirectBuffer event, int offset) {
        seatsExchanged.wrapAndApplyHeader(event, offset, header);
        holds.select(seatsExchanged.holdId());
        holds.readSeats(formerSeats);
        skip(seatsExchanged.formerSeats());
        seats.clear();
        for (SeatsExchangedDecoder.SeatsDecoder group = seatsExchanged.seats(); group.hasNext(); ) {
            seats.add(group.next().seat());
        }
        holds.exchange(seats, seatsExchanged.total(), seatsExchanged.adjacent(), seatsExchanged.sequence());
        views.existingShow(seatsExchanged.showId())
                .exchange(formerSeats, seats, seatsExchanged.sequence(), seatsExchanged.eventId());
    }

    private void onSeatsBooked(DirectBuffer event, int offset) {
        seatsBooked.wrapAndApplyHeader(event, offset, header);
        for (SeatsBookedDecoder.SeatsDecoder group = seatsBooked.seats(); group.hasNext(); ) {
            group.next();
        }
        seatsBooked.skipCustomer();
        seatsBooked.wrapPaymentReference(text);
        holds.select(seatsBooked.holdId());
        boolean wasHeld = holds.state() == HoldState.HELD;
        holds.readSeats(seats);
        holds.book(seatsBooked.late(), seatsBooked.bookingId(), text, seatsBooked.sequence());
        views.booked(seatsBooked.showId(), seats, wasHeld, seatsBooked.sequence(), seatsBooked.eventId());
    }

    private void onBookingCancelled(DirectBuffer event, int offset) {
        bookingCancelled.wrapAndApplyHeader(event, offset, header);
        endHold(
                bookingCancelled.bookingId(),
                HoldState.CANCELLED,
                bookingCancelled.sequence(),
                bookingCancelled.eventId());
    }

    private void onLineJoined(DirectBuffer event, int offset) {
        lineJoined.wrapAndApplyHeader(event, offset, header);
        lineJoined.wrapCustomer(text);
        waiters.join(
                lineJoined.waiterId(),
                lineJoined.showId(),
                views.joined(lineJoined.showId()),
                lineJoined.quantity(),
                lineJoined.category(),
                lineJoined.expiresAtMs(),
                lineJoined.sequence(),
                text);
    }

    private void onWaitEnded(DirectBuffer event, int offset) {
        waitEnded.wrapAndApplyHeader(event, offset, header);
        WaitState state = switch (waitEnded.reason()) {
            case LEFT -> WaitState.LEFT;
            case TIMED_OUT -> WaitState.TIMED_OUT;
            // The states that the API names are a closed list, and no seat of a cancelled show can ever come free.
            case INSUFFICIENT, SHOW_CANCELLED -> WaitState.INSUFFICIENT;
            case SHOW_FULL -> WaitState.SHOW_FULL;
            case SBE_UNKNOWN, NULL_VAL -> throw new IllegalStateException("end of wait without a reason");
        };
        endWait(waitEnded.showId(), waitEnded.waiterId(), state, waitEnded.sequence());
    }

    private void endWait(long showId, long waiterId, WaitState state, long sequence) {
        views.waitEnded(showId, waiterId, waiters.end(waiterId, state, sequence));
    }

    /** Ends a hold, or the booking of an id. */
    private void endHold(long id, HoldState state, long sequence, long eventId) {
        holds.select(id);
        boolean wasHeld = holds.state() == HoldState.HELD;
        holds.readSeats(seats);
        holds.end(state, sequence);
        views.freed(holds.showId(), seats, wasHeld, sequence, eventId);
    }

    private static void skip(SeatsExchangedDecoder.FormerSeatsDecoder group) {
        while (group.hasNext()) {
            group.next();
        }
    }
}
