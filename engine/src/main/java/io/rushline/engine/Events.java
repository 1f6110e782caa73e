package io.rushline.engine;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hold.HoldRecord;
import io.rushline.engine.line.Line;
import io.rushline.engine.protocol.BookingCancelledEncoder;
import io.rushline.engine.protocol.HoldExpiredEncoder;
import io.rushline.engine.protocol.HoldReleasedEncoder;
import io.rushline.engine.protocol.LineJoinedEncoder;
import io.rushline.engine.protocol.SeatsBookedEncoder;
import io.rushline.engine.protocol.SeatsExchangedEncoder;
import io.rushline.engine.protocol.SeatsHeldEncoder;
import io.rushline.engine.protocol.SeatsOfferedEncoder;
import io.rushline.engine.protocol.SkipReason;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.protocol.WaitEndedEncoder;
import io.rushline.engine.protocol.WaitersSkippedEncoder;
import io.rushline.engine.protocol.WaitersSkippedEncoder.PartiesEncoder;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;

/**
 * Encodes what happened into the outbox of the command in hand, and numbers it: to holds, bookings and waits here, to halls and
 * shows in {@link ShowEvents}.
 */
final class Events {
    private static final long SEATS_HELD = Outbox.header(SeatsHeldEncoder.TEMPLATE_ID, SeatsHeldEncoder.BLOCK_LENGTH);
    private static final long HOLD_RELEASED =
            Outbox.header(HoldReleasedEncoder.TEMPLATE_ID, HoldReleasedEncoder.BLOCK_LENGTH);
    private static final long HOLD_EXPIRED =
            Outbox.header(HoldExpiredEncoder.TEMPLATE_ID, HoldExpiredEncoder.BLOCK_LENGTH);
    private static final long SEATS_EXCHANGED =
            Outbox.header(SeatsExchangedEncoder.TEMPLATE_ID, SeatsExchangedEncoder.BLOCK_LENGTH);
    private static final long SEATS_BOOKED =
            Outbox.header(SeatsBookedEncoder.TEMPLATE_ID, SeatsBookedEncoder.BLOCK_LENGTH);
    private static final long BOOKING_CANCELLED =
            Outbox.header(BookingCancelledEncoder.TEMPLATE_ID, BookingCancelledEncoder.BLOCK_LENGTH);
    private static final long LINE_JOINED =
            Outbox.header(LineJoinedEncoder.TEMPLATE_ID, LineJoinedEncoder.BLOCK_LENGTH);
    private static final long SEATS_OFFERED =
            Outbox.header(SeatsOfferedEncoder.TEMPLATE_ID, SeatsOfferedEncoder.BLOCK_LENGTH);
    private static final long WAIT_ENDED = Outbox.header(WaitEndedEncoder.TEMPLATE_ID, WaitEndedEncoder.BLOCK_LENGTH);
    private static final long WAITERS_SKIPPED =
            Outbox.header(WaitersSkippedEncoder.TEMPLATE_ID, WaitersSkippedEncoder.BLOCK_LENGTH);

    // All events begin alike.
    private static final int EVENT_ID = SeatsHeldEncoder.eventIdEncodingOffset();
    private static final int SEQUENCE = SeatsHeldEncoder.sequenceEncodingOffset();
    private static final int TIMESTAMP = SeatsHeldEncoder.timestampMsEncodingOffset();
    private static final int SHOW_ID = SeatsHeldEncoder.showIdEncodingOffset();

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

    void seatsHeld(int hold, long showId, boolean isAdjacent) {
        holdMade(SEATS_HELD, hold, showId, isAdjacent);
    }

    void holdReleased(int hold, long showId) {
        holdEnded(HOLD_RELEASED, hold, showId);
    }

    void holdExpired(int hold, long showId) {
        holdEnded(HOLD_EXPIRED, hold, showId);
    }

    /** Both events have the same fields. */
    private void holdEnded(long header, int hold, long showId) {
        long[] record = state.holds.record(hold);
        int start = state.holds.start(hold);
        int at = begin(header, showId);
        outbox.putLong(at + HoldReleasedEncoder.holdIdEncodingOffset(), HoldRecord.id(record, start));
        outbox.end(SeatGroup.put(outbox, at + HoldReleasedEncoder.BLOCK_LENGTH, record, start));
    }

    void seatsExchanged(int hold, long showId, SeatSelection former, boolean isAdjacent) {
        long[] record = state.holds.record(hold);
        int start = state.holds.start(hold);
        int at = begin(SEATS_EXCHANGED, showId);
        outbox.putLong(at + SeatsExchangedEncoder.holdIdEncodingOffset(), HoldRecord.id(record, start));
        outbox.putLong(at + SeatsExchangedEncoder.totalEncodingOffset(), HoldRecord.total(record, start));
        outbox.putFlag(at + SeatsExchangedEncoder.adjacentEncodingOffset(), isAdjacent);
        int end = SeatGroup.put(outbox, at + SeatsExchangedEncoder.BLOCK_LENGTH, former);
        outbox.end(SeatGroup.put(outbox, end, record, start));
    }

    /** @param paymentAt where in the command the reference to the payment is */
    void seatsBooked(int hold, long showId, Command command, int paymentAt) {
        long[] record = state.holds.record(hold);
        int start = state.holds.start(hold);
        int at = begin(SEATS_BOOKED, showId);
        outbox.putLong(at + SeatsBookedEncoder.holdIdEncodingOffset(), HoldRecord.id(record, start));
        outbox.putLong(at + SeatsBookedEncoder.bookingIdEncodingOffset(), HoldRecord.bookingId(record, start));
        outbox.putLong(at + SeatsBookedEncoder.totalEncodingOffset(), HoldRecord.total(record, start));
        outbox.putFlag(at + SeatsBookedEncoder.lateEncodingOffset(), HoldRecord.isLate(record, start));
        int end = SeatGroup.put(outbox, at + SeatsBookedEncoder.BLOCK_LENGTH, record, start);
        end = putCustomer(end, state.holds.customer(hold));
        outbox.end(command.copyText(paymentAt, outbox, end));
    }

    void bookingCancelled(int hold, long showId) {
        long[] record = state.holds.record(hold);
        int start = state.holds.start(hold);
        int at = begin(BOOKING_CANCELLED, showId);
        outbox.putLong(at + BookingCancelledEncoder.bookingIdEncodingOffset(), HoldRecord.bookingId(record, start));
        outbox.putLong(at + BookingCancelledEncoder.totalEncodingOffset(), HoldRecord.total(record, start));
        outbox.end(SeatGroup.put(outbox, at + BookingCancelledEncoder.BLOCK_LENGTH, record, start));
    }

    void lineJoined(int waiter, long showId, long expiresAtMs) {
        int at = begin(LINE_JOINED, showId);
        outbox.putLong(at + LineJoinedEncoder.waiterIdEncodingOffset(), state.waiters.id(waiter));
        outbox.putShort(at + LineJoinedEncoder.quantityEncodingOffset(), state.waiters.quantity(waiter));
        outbox.putShort(at + LineJoinedEncoder.categoryEncodingOffset(), state.waiters.category(waiter));
        outbox.putLong(at + LineJoinedEncoder.expiresAtMsEncodingOffset(), expiresAtMs);
        outbox.end(putCustomer(at + LineJoinedEncoder.BLOCK_LENGTH, state.waiters.customer(waiter)));
    }

    void seatsOffered(int hold, long showId, boolean isAdjacent) {
        holdMade(SEATS_OFFERED, hold, showId, isAdjacent);
    }

    /** Both events have the same fields: a hold that was offered has the waiter's id. */
    private void holdMade(long header, int hold, long showId, boolean isAdjacent) {
        long[] record = state.holds.record(hold);
        int start = state.holds.start(hold);
        int at = begin(header, showId);
        outbox.putLong(at + SeatsHeldEncoder.holdIdEncodingOffset(), HoldRecord.id(record, start));
        outbox.putLong(at + SeatsHeldEncoder.expiresAtMsEncodingOffset(), HoldRecord.expiresAtMs(record, start));
        outbox.putLong(at + SeatsHeldEncoder.totalEncodingOffset(), HoldRecord.total(record, start));
        outbox.putFlag(at + SeatsHeldEncoder.adjacentEncodingOffset(), isAdjacent);
        int end = SeatGroup.put(outbox, at + SeatsHeldEncoder.BLOCK_LENGTH, record, start);
        outbox.end(putCustomer(end, state.holds.customer(hold)));
    }

    void waitEnded(long waiterId, long showId, WaitEnd reason) {
        int at = begin(WAIT_ENDED, showId);
        outbox.putLong(at + WaitEndedEncoder.waiterIdEncodingOffset(), waiterId);
        outbox.putByte(at + WaitEndedEncoder.reasonEncodingOffset(), reason.value());
        outbox.end(at + WaitEndedEncoder.BLOCK_LENGTH);
    }

    /**
     * Says who waits ahead of a hold that is about to be made.
     *
     * @param holdId the hold's
     * @param beforeId only who joined before it is ahead; {@link Long#MAX_VALUE} for all who wait
     */
    void waitersSkipped(Show show, Line line, long holdId, long beforeId) {
        int mostParties = (show.plan().categoryCount() + 1) * SeatSelection.MAX_SEATS;
        outbox.reserve(Outbox.USUAL_BYTES + mostParties * PartiesEncoder.sbeBlockLength());
        int body = begin(WAITERS_SKIPPED, show.id());
        outbox.putLong(body + WaitersSkippedEncoder.holdIdEncodingOffset(), holdId);
        int groupAt = body + WaitersSkippedEncoder.BLOCK_LENGTH;
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
        SeatGroup.putHeader(outbox, groupAt, PartiesEncoder.sbeBlockLength(), count);
        outbox.end(at);
    }

    private int putParties(int at, int category, int quantity, int free, long firstWaiterId) {
        outbox.putShort(at + PartiesEncoder.categoryEncodingOffset(), category);
        outbox.putShort(at + PartiesEncoder.quantityEncodingOffset(), quantity);
        outbox.putByte(at + PartiesEncoder.reasonEncodingOffset(), SkipReason.TOO_FEW_FREE.value());
        outbox.putInt(at + PartiesEncoder.freeEncodingOffset(), free);
        outbox.putLong(at + PartiesEncoder.firstWaiterIdEncodingOffset(), firstWaiterId);
        return at + PartiesEncoder.sbeBlockLength();
    }

    /** Writes a customer's name behind its length, eight characters at a time, and answers where it ends. */
    private int putCustomer(int at, int customer) {
        int length = state.customers.nameLength(customer);
        int nameAt = at + SeatsHeldEncoder.customerHeaderLength();
        outbox.putByte(at, length);
        for (int i = 0; i < CustomerName.wordCount(length); i++) {
            outbox.putLong(nameAt + i * Long.BYTES, state.customers.nameWord(customer, i));
        }
        return nameAt + length;
    }

    private int begin(long header, long showId) {
        int at = outbox.begin(header);
        outbox.putLong(at + EVENT_ID, nextEventId());
        outbox.putLong(at + SEQUENCE, sequence);
        outbox.putLong(at + TIMESTAMP, timestampMs);
        outbox.putLong(at + SHOW_ID, showId);
        return at;
    }

    /** Where the next message goes, for those who encode it themselves. */
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
}
