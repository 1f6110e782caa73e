package io.rushline.gateway.view;

import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.LineJoinedDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import io.rushline.engine.protocol.SeatsBookedDecoder;
import io.rushline.engine.protocol.SeatsExchangedDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import io.rushline.engine.protocol.ShowCreatedDecoder;
import io.rushline.engine.protocol.WaitEndedDecoder;
import io.rushline.gateway.view.HoldView.State;
import io.rushline.pipeline.ReplyPublisher;
import io.rushline.pipeline.ReplyTo;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.DirectBuffer;

/**
 * All views, fed by the publisher, or by replay before there is one.
 *
 * <p>Holds and waits that ended are remembered for a while, as many of each as the engine remembers holds.
 *
 * <p>Threading: one thread at a time calls the {@link ReplyPublisher} methods; anybody reads.
 */
public final class Views implements ReplyPublisher, AutoCloseable {
    private static final int[] NO_SEATS = {};

    private final int endedKept;
    private final Map<Long, PlanView> plans = new ConcurrentHashMap<>();
    private final Map<Long, ShowView> shows = new ConcurrentHashMap<>();
    private final Map<Long, HoldView> holds = new ConcurrentHashMap<>();
    private final Map<Long, Long> holdIdsByBooking = new ConcurrentHashMap<>();
    private final Map<Long, WaiterView> waiters = new ConcurrentHashMap<>();
    private final LinkedHashSet<Long> endedHolds = new LinkedHashSet<>();
    private final LinkedHashSet<Long> endedWaiters = new LinkedHashSet<>();
    private final Waits waits = new Waits(this);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final SeatPlanDefinedDecoder seatPlanDefined = new SeatPlanDefinedDecoder();
    private final ShowCreatedDecoder showCreated = new ShowCreatedDecoder();
    private final CreateShowDecoder createShow = new CreateShowDecoder();
    private final SeatsHeldDecoder seatsHeld = new SeatsHeldDecoder();
    private final HoldReleasedDecoder holdReleased = new HoldReleasedDecoder();
    private final HoldExpiredDecoder holdExpired = new HoldExpiredDecoder();
    private final SeatsExchangedDecoder seatsExchanged = new SeatsExchangedDecoder();
    private final SeatsBookedDecoder seatsBooked = new SeatsBookedDecoder();
    private final BookingCancelledDecoder bookingCancelled = new BookingCancelledDecoder();
    private final LineJoinedDecoder lineJoined = new LineJoinedDecoder();
    private final SeatsOfferedDecoder seatsOffered = new SeatsOfferedDecoder();
    private final WaitEndedDecoder waitEnded = new WaitEndedDecoder();

    /**
     * No views yet.
     *
     * @param endedKept how many ended holds the engine remembers: what it knows, a reader must find
     */
    public Views(int endedKept) {
        this.endedKept = endedKept;
    }

    public Optional<PlanView> plan(long planId) {
        return Optional.ofNullable(plans.get(planId));
    }

    public Collection<PlanView> plans() {
        return plans.values();
    }

    public Optional<ShowView> show(long showId) {
        return Optional.ofNullable(shows.get(showId));
    }

    public Collection<ShowView> shows() {
        return shows.values();
    }

    public Optional<HoldView> hold(long holdId) {
        return Optional.ofNullable(holds.get(holdId));
    }

    public Optional<HoldView> booking(long bookingId) {
        return Optional.ofNullable(holdIdsByBooking.get(bookingId)).map(holds::get);
    }

    public Optional<WaiterView> waiter(long waiterId) {
        return Optional.ofNullable(waiters.get(waiterId));
    }

    /** Parties ahead of a waiter; 0 when it no longer waits. */
    public int ahead(WaiterView waiter) {
        return waiter.state() == WaiterView.State.WAITING
                ? show(waiter.showId()).orElseThrow().ahead(waiter)
                : 0;
    }

    /** Where to hear of changes to waiters. */
    public Waits waits() {
        return waits;
    }

    @Override
    public void close() {
        waits.close();
    }

    @Override
    public void onReply(ReplyTo sender, long correlation, DirectBuffer reply, int offset, int length) {
        sender.onReply(correlation, reply, offset, length);
    }

    @Override
    public void onBatchEnd() {}

    @Override
    public void onEvent(DirectBuffer event, int offset, int length) {
        header.wrap(event, offset);
        switch (header.templateId()) {
            case SeatPlanDefinedDecoder.TEMPLATE_ID -> onSeatPlanDefined(event, offset);
            case ShowCreatedDecoder.TEMPLATE_ID -> onShowCreated(event, offset);
            case SeatsHeldDecoder.TEMPLATE_ID -> onSeatsHeld(event, offset);
            case HoldReleasedDecoder.TEMPLATE_ID -> onHoldReleased(event, offset);
            case HoldExpiredDecoder.TEMPLATE_ID -> onHoldExpired(event, offset);
            case SeatsExchangedDecoder.TEMPLATE_ID -> onSeatsExchanged(event, offset);
            case SeatsBookedDecoder.TEMPLATE_ID -> onSeatsBooked(event, offset);
            case BookingCancelledDecoder.TEMPLATE_ID -> onBookingCancelled(event, offset);
            case LineJoinedDecoder.TEMPLATE_ID -> onLineJoined(event, offset);
            case SeatsOfferedDecoder.TEMPLATE_ID -> onSeatsOffered(event, offset);
            case WaitEndedDecoder.TEMPLATE_ID -> onWaitEnded(event, offset);
            default -> throw new IllegalStateException("event template " + header.templateId());
        }
    }

    private void onSeatPlanDefined(DirectBuffer event, int offset) {
        seatPlanDefined.wrapAndApplyHeader(event, offset, header);
        int at = seatPlanDefined.limit() + SeatPlanDefinedDecoder.definitionHeaderLength();
        plans.put(seatPlanDefined.planId(), PlanView.decode(seatPlanDefined.planId(), event, at));
    }

    private void onShowCreated(DirectBuffer event, int offset) {
        showCreated.wrapAndApplyHeader(event, offset, header);
        int at = showCreated.limit() + ShowCreatedDecoder.definitionHeaderLength();
        createShow.wrapAndApplyHeader(event, at, header);
        PlanView plan = plan(createShow.planId()).orElseThrow();
        long showId = showCreated.showId();
        ShowView.Terms terms = ShowView.Terms.decode(createShow, showCreated.timestampMs());
        shows.put(showId, new ShowView(showId, plan, terms, showCreated.sequence(), showCreated.eventId()));
    }

    private void onSeatsHeld(DirectBuffer event, int offset) {
        seatsHeld.wrapAndApplyHeader(event, offset, header);
        SeatsHeldDecoder.SeatsDecoder group = seatsHeld.seats();
        int[] seats = new int[group.count()];
        for (int i = 0; i < seats.length; i++) {
            seats[i] = group.next().seat();
        }
        put(new HoldView(
                seatsHeld.holdId(),
                seatsHeld.showId(),
                seatsHeld.customer(),
                State.HELD,
                seats,
                seatsHeld.total(),
                seatsHeld.adjacent() == Flag.YES,
                seatsHeld.timestampMs(),
                seatsHeld.expiresAtMs(),
                0,
                "",
                seatsHeld.sequence()));
        change(seatsHeld.showId(), seats, ShowView.HELD, seatsHeld.sequence(), seatsHeld.eventId());
    }

    private void onSeatsOffered(DirectBuffer event, int offset) {
        seatsOffered.wrapAndApplyHeader(event, offset, header);
        SeatsOfferedDecoder.SeatsDecoder group = seatsOffered.seats();
        int[] seats = new int[group.count()];
        for (int i = 0; i < seats.length; i++) {
            seats[i] = group.next().seat();
        }
        put(new HoldView(
                seatsOffered.waiterId(),
                seatsOffered.showId(),
                seatsOffered.customer(),
                State.HELD,
                seats,
                seatsOffered.total(),
                seatsOffered.adjacent() == Flag.YES,
                seatsOffered.timestampMs(),
                seatsOffered.expiresAtMs(),
                0,
                "",
                seatsOffered.sequence()));
        change(seatsOffered.showId(), seats, ShowView.HELD, seatsOffered.sequence(), seatsOffered.eventId());
        endWait(seatsOffered.waiterId(), WaiterView.State.OFFERED, seatsOffered.sequence());
    }

    private void onHoldReleased(DirectBuffer event, int offset) {
        holdReleased.wrapAndApplyHeader(event, offset, header);
        endHold(holdReleased.holdId(), State.RELEASED, holdReleased.sequence(), holdReleased.eventId());
    }

    private void onHoldExpired(DirectBuffer event, int offset) {
        holdExpired.wrapAndApplyHeader(event, offset, header);
        endHold(holdExpired.holdId(), State.EXPIRED, holdExpired.sequence(), holdExpired.eventId());
    }

    private void onSeatsExchanged(DirectBuffer event, int offset) {
        seatsExchanged.wrapAndApplyHeader(event, offset, header);
        HoldView hold = existing(seatsExchanged.holdId());
        seatsExchanged.formerSeats().forEachRemaining(seat -> {});
        SeatsExchangedDecoder.SeatsDecoder group = seatsExchanged.seats();
        int[] seats = new int[group.count()];
        for (int i = 0; i < seats.length; i++) {
            seats[i] = group.next().seat();
        }
        long sequence = seatsExchanged.sequence();
        put(hold.exchanged(seats, seatsExchanged.total(), seatsExchanged.adjacent() == Flag.YES, sequence));
        show(hold.showId())
                .orElseThrow()
                .change(hold.seats(), ShowView.FREE, seats, ShowView.HELD, sequence, seatsExchanged.eventId());
    }

    private void onSeatsBooked(DirectBuffer event, int offset) {
        seatsBooked.wrapAndApplyHeader(event, offset, header);
        seatsBooked.seats().forEachRemaining(seat -> {});
        seatsBooked.skipCustomer();
        HoldView hold = existing(seatsBooked.holdId());
        State state = seatsBooked.late() == Flag.YES ? State.BOOKED_LATE : State.BOOKED;
        endedHolds.remove(hold.holdId());
        put(hold.booked(state, seatsBooked.bookingId(), seatsBooked.paymentReference(), seatsBooked.sequence()));
        holdIdsByBooking.put(seatsBooked.bookingId(), hold.holdId());
        change(hold.showId(), hold.seats(), ShowView.BOOKED, seatsBooked.sequence(), seatsBooked.eventId());
    }

    private void onBookingCancelled(DirectBuffer event, int offset) {
        bookingCancelled.wrapAndApplyHeader(event, offset, header);
        HoldView hold = booking(bookingCancelled.bookingId()).orElseThrow();
        endHold(hold.holdId(), State.CANCELLED, bookingCancelled.sequence(), bookingCancelled.eventId());
    }

    private void onLineJoined(DirectBuffer event, int offset) {
        lineJoined.wrapAndApplyHeader(event, offset, header);
        long showId = lineJoined.showId();
        long ticket = show(showId).orElseThrow().join();
        waiters.put(
                lineJoined.waiterId(),
                new WaiterView(
                        lineJoined.waiterId(),
                        showId,
                        lineJoined.customer(),
                        lineJoined.quantity(),
                        lineJoined.category(),
                        lineJoined.expiresAtMs(),
                        ticket,
                        WaiterView.State.WAITING,
                        lineJoined.sequence()));
    }

    private void onWaitEnded(DirectBuffer event, int offset) {
        waitEnded.wrapAndApplyHeader(event, offset, header);
        WaiterView.State state = switch (waitEnded.reason()) {
            case LEFT -> WaiterView.State.LEFT;
            case TIMED_OUT -> WaiterView.State.TIMED_OUT;
            case INSUFFICIENT -> WaiterView.State.INSUFFICIENT;
            case SHOW_FULL -> WaiterView.State.SHOW_FULL;
            case SBE_UNKNOWN, NULL_VAL -> throw new IllegalStateException("end of wait without a reason");
        };
        endWait(waitEnded.waiterId(), state, waitEnded.sequence());
    }

    private void endWait(long waiterId, WaiterView.State state, long sequence) {
        WaiterView waiter = Optional.ofNullable(waiters.get(waiterId)).orElseThrow();
        show(waiter.showId()).orElseThrow().leave(waiter.ticket());
        WaiterView ended = waiter.ended(state, sequence);
        waiters.put(waiterId, ended);
        endedWaiters.add(waiterId);
        if (endedWaiters.size() > endedKept) {
            waiters.remove(takeOldest(endedWaiters));
        }
        waits.ended(ended);
    }

    private void endHold(long holdId, State state, long sequence, long eventId) {
        HoldView hold = existing(holdId);
        put(hold.changed(state, sequence));
        change(hold.showId(), hold.seats(), ShowView.FREE, sequence, eventId);
        endedHolds.add(holdId);
        if (endedHolds.size() > endedKept) {
            long oldest = takeOldest(endedHolds);
            holdIdsByBooking.remove(existing(oldest).bookingId());
            holds.remove(oldest);
        }
    }

    private static long takeOldest(Set<Long> ended) {
        Iterator<Long> oldestFirst = ended.iterator();
        long oldest = oldestFirst.next();
        oldestFirst.remove();
        return oldest;
    }

    private HoldView existing(long holdId) {
        return hold(holdId).orElseThrow();
    }

    private void put(HoldView hold) {
        holds.put(hold.holdId(), hold);
    }

    private void change(long showId, int[] seats, byte letter, long sequence, long eventId) {
        show(showId).orElseThrow().change(NO_SEATS, letter, seats, letter, sequence, eventId);
    }
}
