package io.rushline.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.protocol.BookingCancelledEncoder;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldExpiredEncoder;
import io.rushline.engine.protocol.HoldReleasedEncoder;
import io.rushline.engine.protocol.LineJoinedEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SaleClosedEncoder;
import io.rushline.engine.protocol.SaleOpenedEncoder;
import io.rushline.engine.protocol.SeatPlanDefinedEncoder;
import io.rushline.engine.protocol.SeatsBlockedEncoder;
import io.rushline.engine.protocol.SeatsBookedEncoder;
import io.rushline.engine.protocol.SeatsExchangedEncoder;
import io.rushline.engine.protocol.SeatsHeldEncoder;
import io.rushline.engine.protocol.SeatsOfferedEncoder;
import io.rushline.engine.protocol.SeatsUnblockedEncoder;
import io.rushline.engine.protocol.ShowArchivedEncoder;
import io.rushline.engine.protocol.ShowCancelledEncoder;
import io.rushline.engine.protocol.ShowCreatedEncoder;
import io.rushline.engine.protocol.SkipReason;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.protocol.WaitEndedEncoder;
import io.rushline.engine.protocol.WaitersSkippedEncoder;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes what happened into the outbox of the command in hand, and numbers it. */
final class Events {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SeatPlanDefinedEncoder seatPlanDefined = new SeatPlanDefinedEncoder();
    private final ShowCreatedEncoder showCreated = new ShowCreatedEncoder();
    private final SeatsHeldEncoder seatsHeld = new SeatsHeldEncoder();
    private final HoldReleasedEncoder holdReleased = new HoldReleasedEncoder();
    private final HoldExpiredEncoder holdExpired = new HoldExpiredEncoder();
    private final SeatsExchangedEncoder seatsExchanged = new SeatsExchangedEncoder();
    private final SeatsBookedEncoder seatsBooked = new SeatsBookedEncoder();
    private final BookingCancelledEncoder bookingCancelled = new BookingCancelledEncoder();
    private final LineJoinedEncoder lineJoined = new LineJoinedEncoder();
    private final SeatsOfferedEncoder seatsOffered = new SeatsOfferedEncoder();
    private final WaitEndedEncoder waitEnded = new WaitEndedEncoder();
    private final SaleOpenedEncoder saleOpened = new SaleOpenedEncoder();
    private final SaleClosedEncoder saleClosed = new SaleClosedEncoder();
    private final ShowCancelledEncoder showCancelled = new ShowCancelledEncoder();
    private final ShowArchivedEncoder showArchived = new ShowArchivedEncoder();
    private final SeatsBlockedEncoder seatsBlocked = new SeatsBlockedEncoder();
    private final SeatsUnblockedEncoder seatsUnblocked = new SeatsUnblockedEncoder();
    private final WaitersSkippedEncoder waitersSkipped = new WaitersSkippedEncoder();

    private final EngineState state;
    private Outbox outbox = new Outbox();
    private long sequence;
    private long timestampMs;

    Events(EngineState state) {
        this.state = state;
    }

    /** Begins a command: what follows goes into its outbox. */
    void begin(Outbox outbox, long sequence, long timestampMs) {
        // Writing a reference costs a barrier.
        if (this.outbox != outbox) {
            this.outbox = outbox;
        }
        this.sequence = sequence;
        this.timestampMs = timestampMs;
    }

    void seatPlanDefined(DirectBuffer command, int offset, int length) {
        outbox.reserve(Outbox.USUAL_BYTES + length);
        seatPlanDefined
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .planId(sequence)
                .putDefinition(command, offset, length);
        commit(seatPlanDefined.encodedLength());
    }

    void showCreated(DirectBuffer command, int offset, int length) {
        outbox.reserve(Outbox.USUAL_BYTES + length);
        showCreated
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(sequence)
                .putDefinition(command, offset, length);
        commit(showCreated.encodedLength());
    }

    void seatsHeld(int hold, long showId, boolean isAdjacent) {
        Holds holds = state.holds;
        seatsHeld
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold))
                .expiresAtMs(holds.expiresAtMs(hold))
                .total(holds.total(hold))
                .adjacent(isAdjacent ? Flag.YES : Flag.NO);
        seatsHeld.limit(putSeatsOf(hold, seatsHeld.limit()));
        int customer = holds.customer(hold);
        seatsHeld.putCustomer(state.customers.name(customer), 0, state.customers.nameLength(customer));
        commit(seatsHeld.encodedLength());
    }

    void holdReleased(int hold, long showId) {
        Holds holds = state.holds;
        holdReleased
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold));
        holdReleased.limit(putSeatsOf(hold, holdReleased.limit()));
        commit(holdReleased.encodedLength());
    }

    void holdExpired(int hold, long showId) {
        Holds holds = state.holds;
        holdExpired
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold));
        holdExpired.limit(putSeatsOf(hold, holdExpired.limit()));
        commit(holdExpired.encodedLength());
    }

    void seatsExchanged(int hold, long showId, SeatSelection former, boolean isAdjacent) {
        Holds holds = state.holds;
        seatsExchanged
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold))
                .total(holds.total(hold))
                .adjacent(isAdjacent ? Flag.YES : Flag.NO);
        seatsExchanged.limit(SeatGroup.put(outbox.buffer(), seatsExchanged.limit(), former));
        seatsExchanged.limit(putSeatsOf(hold, seatsExchanged.limit()));
        commit(seatsExchanged.encodedLength());
    }

    void seatsBooked(int hold, long showId, DirectBuffer payment, int paymentOffset, int paymentLength) {
        Holds holds = state.holds;
        seatsBooked
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .holdId(holds.id(hold))
                .bookingId(holds.bookingId(hold))
                .total(holds.total(hold))
                .late(holds.isLate(hold) ? Flag.YES : Flag.NO);
        seatsBooked.limit(putSeatsOf(hold, seatsBooked.limit()));
        int customer = holds.customer(hold);
        seatsBooked
                .putCustomer(state.customers.name(customer), 0, state.customers.nameLength(customer))
                .putPaymentReference(payment, paymentOffset, paymentLength);
        commit(seatsBooked.encodedLength());
    }

    void bookingCancelled(int hold, long showId) {
        Holds holds = state.holds;
        bookingCancelled
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .bookingId(holds.bookingId(hold))
                .total(holds.total(hold));
        bookingCancelled.limit(putSeatsOf(hold, bookingCancelled.limit()));
        commit(bookingCancelled.encodedLength());
    }

    void lineJoined(int waiter, long showId, long expiresAtMs) {
        int customer = state.waiters.customer(waiter);
        lineJoined
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .waiterId(state.waiters.id(waiter))
                .quantity(state.waiters.quantity(waiter))
                .category((short) state.waiters.category(waiter))
                .expiresAtMs(expiresAtMs)
                .putCustomer(state.customers.name(customer), 0, state.customers.nameLength(customer));
        commit(lineJoined.encodedLength());
    }

    void seatsOffered(int hold, long showId, boolean isAdjacent) {
        Holds holds = state.holds;
        seatsOffered
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .waiterId(holds.id(hold))
                .expiresAtMs(holds.expiresAtMs(hold))
                .total(holds.total(hold))
                .adjacent(isAdjacent ? Flag.YES : Flag.NO);
        seatsOffered.limit(putSeatsOf(hold, seatsOffered.limit()));
        int customer = holds.customer(hold);
        seatsOffered.putCustomer(state.customers.name(customer), 0, state.customers.nameLength(customer));
        commit(seatsOffered.encodedLength());
    }

    void waitEnded(long waiterId, long showId, WaitEnd reason) {
        waitEnded
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(showId)
                .waiterId(waiterId)
                .reason(reason);
        commit(waitEnded.encodedLength());
    }

    void saleOpened(Show show) {
        saleOpened
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id())
                .onSaleAtMs(show.onSaleAtMs());
        commit(saleOpened.encodedLength());
    }

    void saleClosed(Show show) {
        saleClosed
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id());
        commit(saleClosed.encodedLength());
    }

    void showCancelled(Show show, DirectBuffer reason, int reasonOffset, int reasonLength) {
        outbox.reserve(Outbox.USUAL_BYTES + reasonLength);
        showCancelled
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id())
                .putReason(reason, reasonOffset, reasonLength);
        commit(showCancelled.encodedLength());
    }

    void showArchived(Show show) {
        showArchived
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id());
        commit(showArchived.encodedLength());
    }

    void seatsBlocked(Show show, int[] seats, int count, DirectBuffer reason, int reasonOffset, int reasonLength) {
        outbox.reserve(Outbox.USUAL_BYTES + count * Integer.BYTES + reasonLength);
        seatsBlocked
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id());
        seatsBlocked.limit(SeatGroup.put(outbox.buffer(), seatsBlocked.limit(), seats, count));
        seatsBlocked.putReason(reason, reasonOffset, reasonLength);
        commit(seatsBlocked.encodedLength());
    }

    void seatsUnblocked(Show show, int[] seats, int count, DirectBuffer reason, int reasonOffset, int reasonLength) {
        outbox.reserve(Outbox.USUAL_BYTES + count * Integer.BYTES + reasonLength);
        seatsUnblocked
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id());
        seatsUnblocked.limit(SeatGroup.put(outbox.buffer(), seatsUnblocked.limit(), seats, count));
        seatsUnblocked.putReason(reason, reasonOffset, reasonLength);
        commit(seatsUnblocked.encodedLength());
    }

    /**
     * Says who waits ahead of a hold that is about to be made.
     *
     * @param holdId the hold's
     * @param beforeId only who joined before it is ahead; {@link Long#MAX_VALUE} for all who wait
     */
    void waitersSkipped(Show show, Line line, long holdId, long beforeId) {
        int mostParties = (show.plan().categoryCount() + 1) * SeatSelection.MAX_SEATS;
        outbox.reserve(Outbox.USUAL_BYTES + mostParties * WaitersSkippedEncoder.PartiesEncoder.sbeBlockLength());
        waitersSkipped
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id())
                .holdId(holdId);
        int groupAt = waitersSkipped.limit();
        int at = groupAt + SeatGroup.HEADER_BYTES;
        int count = 0;
        for (int category = BestAvailable.ANY; category < show.plan().categoryCount(); category++) {
            for (int rest = line.quantities(category); rest != 0; rest &= rest - 1) {
                int quantity = Integer.numberOfTrailingZeros(rest);
                long firstId = state.waiters.id(line.head(category, quantity));
                if (firstId < beforeId) {
                    at = putParties(at, category, quantity, show.freeOrdinary(category), firstId);
                    count++;
                }
            }
        }
        SeatGroup.putHeader(outbox.buffer(), groupAt, WaitersSkippedEncoder.PartiesEncoder.sbeBlockLength(), count);
        waitersSkipped.limit(at);
        commit(waitersSkipped.encodedLength());
    }

    private int putParties(int at, int category, int quantity, int free, long firstWaiterId) {
        UnsafeBuffer buffer = outbox.buffer();
        buffer.putShort(at, (short) category, LITTLE_ENDIAN);
        buffer.putShort(at + 2, (short) quantity, LITTLE_ENDIAN);
        buffer.putByte(at + 4, (byte) SkipReason.TOO_FEW_FREE.value());
        buffer.putInt(at + 5, free, LITTLE_ENDIAN);
        buffer.putLong(at + 9, firstWaiterId, LITTLE_ENDIAN);
        return at + WaitersSkippedEncoder.PartiesEncoder.sbeBlockLength();
    }

    private int putSeatsOf(int hold, int at) {
        return SeatGroup.put(outbox.buffer(), at, state.holds, hold);
    }

    /** Where the next message goes, for those who encode it themselves and then {@link #commit} it. */
    Outbox outbox() {
        return outbox;
    }

    long sequence() {
        return sequence;
    }

    long timestampMs() {
        return timestampMs;
    }

    long nextEventId() {
        return ++state.lastEventId;
    }

    void commit(int bodyLength) {
        outbox.commit(MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
