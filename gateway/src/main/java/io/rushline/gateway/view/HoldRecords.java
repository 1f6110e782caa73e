package io.rushline.gateway.view;

import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.HoldViewSnapshotDecoder;
import io.rushline.engine.protocol.HoldViewSnapshotEncoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * All holds and bookings, each as the message that a snapshot has of it; a booking is found under its own id as well.
 *
 * <p>A change is made to the hold that was {@link #select selected} before, in a buffer, and then put back.
 *
 * <p>Threading: one thread changes them; anybody finds. Allocation: none by changes, but while they grow.
 */
final class HoldRecords {
    private static final int INITIAL_BYTES = 512;
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Kept kept;
    private final MutableDirectBuffer message = new ExpandableArrayBuffer(INITIAL_BYTES);
    private final MutableDirectBuffer former = new ExpandableArrayBuffer(INITIAL_BYTES);
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final HoldViewSnapshotEncoder encoder = new HoldViewSnapshotEncoder();
    private final HoldViewSnapshotDecoder decoder = new HoldViewSnapshotDecoder();
    private int length;

    HoldRecords(int endedKept) {
        kept = new Kept(endedKept);
    }

    /** A hold, or the booking it became; any thread may call. */
    Optional<HoldView> hold(long holdId) {
        return kept.find(holdId)
                .map(copy -> HoldView.decode(copy.message(), 0))
                // A booking's id is no hold's.
                .filter(hold -> hold.holdId() == holdId);
    }

    /** What was booked under an id; any thread may call. */
    Optional<HoldView> booking(long bookingId) {
        return kept.find(bookingId)
                .map(copy -> HoldView.decode(copy.message(), 0))
                .filter(hold -> hold.bookingId() == bookingId);
    }

    int size() {
        return kept.size();
    }

    /** All messages in the order of a snapshot. */
    void forEach(Kept.Visitor visitor) {
        kept.forEach(visitor);
    }

    void forgetShow(long showId) {
        kept.forgetShow(showId);
    }

    /**
     * Begins a hold that is held, with all but its seats and customer, which {@link #complete} adds.
     *
     * @param isAdjacent whether its seats are neighbours
     */
    void begin(long holdId, long showId, long expiresAtMs, long total, long sequence, Flag isAdjacent) {
        encoder.wrapAndApplyHeader(message, 0, headerEncoder)
                .holdId(holdId)
                .showId(showId)
                .pricedAt(sequence)
                .expiresAtMs(expiresAtMs)
                .bookingId(0)
                .total(total)
                .sequence(sequence)
                .state(HoldState.HELD)
                .late(Flag.NO)
                .adjacent(isAdjacent);
    }

    /** Puts the hold that was begun. */
    void complete(Seats seats, DirectBuffer customer) {
        putSeats(seats);
        encoder.putCustomer(customer, 0, customer.capacity()).putPaymentReference(customer, 0, 0);
        putBack(0, false);
    }

    /** Puts a hold of a snapshot. */
    void restore(DirectBuffer buffer, int offset, int lengthBytes) {
        message.putBytes(0, buffer, offset, lengthBytes);
        decoder.wrapAndApplyHeader(message, 0, headerDecoder);
        if (decoder.pricedAt() > decoder.sequence()) {
            // A time, of when no prices could change yet: any sequence since it was asked for tells the same prices.
            encoder.wrap(message, HEADER_BYTES).pricedAt(decoder.holdId());
        }
        kept.put(
                decoder.holdId(),
                decoder.bookingId(),
                decoder.showId(),
                0,
                hasEnded(decoder.state()),
                message,
                0,
                lengthBytes);
    }

    /**
     * Takes up a hold, or the booking of an id, to look at or change it.
     *
     * @throws IllegalStateException when there is none
     */
    void select(long id) {
        length = kept.read(id, message);
        decoder.wrapAndApplyHeader(message, 0, headerDecoder);
        encoder.wrap(message, HEADER_BYTES);
    }

    long showId() {
        return decoder.showId();
    }

    HoldState state() {
        return decoder.state();
    }

    void readSeats(Seats target) {
        target.clear();
        decoder.sbeRewind();
        for (HoldViewSnapshotDecoder.SeatsDecoder group = decoder.seats(); group.hasNext(); ) {
            target.add(group.next().seat());
        }
    }

    String customer() {
        skipSeats();
        return decoder.customer();
    }

    /** Its seats are not its own any more. */
    void end(HoldState state, long sequence) {
        encoder.state(state).sequence(sequence);
        kept.put(decoder.holdId(), 0, decoder.showId(), 0, true, message, 0, length);
    }

    void book(Flag isLate, long bookingId, DirectBuffer paymentReference, long sequence) {
        encoder.state(HoldState.BOOKED).late(isLate).bookingId(bookingId).sequence(sequence);
        skipSeats();
        decoder.skipCustomer();
        encoder.limit(decoder.limit());
        encoder.putPaymentReference(paymentReference, 0, paymentReference.capacity());
        putBack(bookingId, false);
    }

    void exchange(Seats seats, long total, Flag isAdjacent, long sequence) {
        former.putBytes(0, message, 0, length);
        decoder.wrapAndApplyHeader(former, 0, headerDecoder);
        encoder.total(total).adjacent(isAdjacent).pricedAt(sequence).sequence(sequence);
        putSeats(seats);
        skipSeats();
        int customerAndReference = decoder.limit();
        int left = length - customerAndReference;
        message.putBytes(encoder.limit(), former, customerAndReference, left);
        encoder.limit(encoder.limit() + left);
        putBack(0, false);
    }

    private void putBack(long alias, boolean hasEnded) {
        length = HEADER_BYTES + encoder.encodedLength();
        decoder.wrapAndApplyHeader(message, 0, headerDecoder);
        kept.put(decoder.holdId(), alias, decoder.showId(), 0, hasEnded, message, 0, length);
    }

    private void putSeats(Seats seats) {
        encoder.limit(HEADER_BYTES + HoldViewSnapshotEncoder.BLOCK_LENGTH);
        HoldViewSnapshotEncoder.SeatsEncoder group = encoder.seatsCount(seats.count());
        for (int i = 0; i < seats.count(); i++) {
            group.next().seat(seats.at(i));
        }
    }

    private void skipSeats() {
        decoder.sbeRewind();
        for (HoldViewSnapshotDecoder.SeatsDecoder group = decoder.seats(); group.hasNext(); ) {
            group.next();
        }
    }

    private static boolean hasEnded(HoldState state) {
        return switch (state) {
            case RELEASED, EXPIRED, CANCELLED -> true;
            case HELD, BOOKED -> false;
            case SBE_UNKNOWN, NULL_VAL -> throw new IllegalArgumentException("a hold without a state");
        };
    }
}
