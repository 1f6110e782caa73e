package io.rushline.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.protocol.BookingCancelledEncoder;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.GroupSizeEncodingEncoder;
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
import org.agrona.MutableDirectBuffer;

/** Encodes what happened into the outbox of the command in hand, and numbers it. */
final class Events {
    private static final int GROUP_HEADER_BYTES = GroupSizeEncodingEncoder.ENCODED_LENGTH;

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
        this.outbox = outbox;
        this.sequence = sequence;
        this.timestampMs = timestampMs;
    }

    void seatPlanDefined(DirectBuffer command, int offset, int length) {
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
        seatsExchanged.limit(putSeats(former, seatsExchanged.limit()));
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
        seatsBlocked
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id());
        seatsBlocked.limit(putSeats(seats, count, seatsBlocked.limit()));
        seatsBlocked.putReason(reason, reasonOffset, reasonLength);
        commit(seatsBlocked.encodedLength());
    }

    void seatsUnblocked(Show show, int[] seats, int count, DirectBuffer reason, int reasonOffset, int reasonLength) {
        seatsUnblocked
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id());
        seatsUnblocked.limit(putSeats(seats, count, seatsUnblocked.limit()));
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
        waitersSkipped
                .wrapAndApplyHeader(outbox.buffer(), outbox.nextOffset(), header)
                .eventId(nextEventId())
                .sequence(sequence)
                .timestampMs(timestampMs)
                .showId(show.id())
                .holdId(holdId);
        int groupAt = waitersSkipped.limit();
        int at = groupAt + GROUP_HEADER_BYTES;
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
        putGroupHeader(groupAt, WaitersSkippedEncoder.PartiesEncoder.sbeBlockLength(), count);
        waitersSkipped.limit(at);
        commit(waitersSkipped.encodedLength());
    }

    private int putParties(int at, int category, int quantity, int free, long firstWaiterId) {
        MutableDirectBuffer buffer = outbox.buffer();
        buffer.putShort(at, (short) category, LITTLE_ENDIAN);
        buffer.putShort(at + 2, (short) quantity, LITTLE_ENDIAN);
        buffer.putByte(at + 4, (byte) SkipReason.TOO_FEW_FREE.value());
        buffer.putInt(at + 5, free, LITTLE_ENDIAN);
        buffer.putLong(at + 9, firstWaiterId, LITTLE_ENDIAN);
        return at + WaitersSkippedEncoder.PartiesEncoder.sbeBlockLength();
    }

    private int putSeatsOf(int hold, int at) {
        Holds holds = state.holds;
        int count = holds.seatCount(hold);
        putGroupHeader(at, Integer.BYTES, count);
        for (int i = 0; i < count; i++) {
            putSeat(at, i, holds.seat(hold, i));
        }
        return endOfSeats(at, count);
    }

    private int putSeats(SeatSelection seats, int at) {
        putGroupHeader(at, Integer.BYTES, seats.count());
        for (int i = 0; i < seats.count(); i++) {
            putSeat(at, i, seats.seat(i));
        }
        return endOfSeats(at, seats.count());
    }

    private int putSeats(int[] seats, int count, int at) {
        putGroupHeader(at, Integer.BYTES, count);
        for (int i = 0; i < count; i++) {
            putSeat(at, i, seats[i]);
        }
        return endOfSeats(at, count);
    }

    private void putGroupHeader(int at, int blockLength, int count) {
        outbox.buffer().putShort(at, (short) blockLength, LITTLE_ENDIAN);
        outbox.buffer().putShort(at + Short.BYTES, (short) count, LITTLE_ENDIAN);
    }

    private void putSeat(int group, int index, int seat) {
        outbox.buffer().putInt(endOfSeats(group, index), seat, LITTLE_ENDIAN);
    }

    private static int endOfSeats(int group, int count) {
        return group + GROUP_HEADER_BYTES + count * Integer.BYTES;
    }

    private long nextEventId() {
        return ++state.lastEventId;
    }

    private void commit(int bodyLength) {
        outbox.commit(MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }
}
