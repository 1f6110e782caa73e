package io.rushline.engine.oracle;

import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.BookingCancelledEncoder;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldExpiredEncoder;
import io.rushline.engine.protocol.HoldReleasedEncoder;
import io.rushline.engine.protocol.LineJoinedEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SeatsBookedEncoder;
import io.rushline.engine.protocol.SeatsExchangedEncoder;
import io.rushline.engine.protocol.SeatsHeldEncoder;
import io.rushline.engine.protocol.SeatsOfferedEncoder;
import io.rushline.engine.protocol.SkipReason;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.protocol.WaitEndedEncoder;
import io.rushline.engine.protocol.WaitersSkippedEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Writes the events of holds, bookings and the line into the outbox, in the order in which they happen (C10). */
final class NaiveEvents {
    private final NaiveState state;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MutableDirectBuffer encoded = new ExpandableArrayBuffer();
    private Outbox outbox = new Outbox();

    /** What somebody wishes who waits: L5. */
    private record Wish(int category, int quantity) {}

    NaiveEvents(NaiveState state) {
        this.state = state;
    }

    void writeTo(Outbox next) {
        outbox = next;
    }

    MutableDirectBuffer buffer() {
        return encoded;
    }

    int offset() {
        return 0;
    }

    MessageHeaderEncoder header() {
        return header;
    }

    long nextId() {
        return ++state.eventId;
    }

    void commit(int bodyLength) {
        outbox.append(encoded, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
    }

    void held(NaiveHold hold) {
        SeatsHeldEncoder event = new SeatsHeldEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(hold.show.id)
                .holdId(hold.id)
                .expiresAtMs(hold.expiresAtMs)
                .total(hold.total())
                .adjacent(flag(hold.isAdjacent()));
        SeatsHeldEncoder.SeatsEncoder seats = event.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> seats.next().seat(seat));
        byte[] customer = ascii(hold.customer);
        event.putCustomer(customer, 0, customer.length);
        commit(event.encodedLength());
    }

    void released(NaiveHold hold) {
        HoldReleasedEncoder event = new HoldReleasedEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(hold.show.id)
                .holdId(hold.id);
        HoldReleasedEncoder.SeatsEncoder seats = event.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> seats.next().seat(seat));
        commit(event.encodedLength());
    }

    void expired(NaiveHold hold) {
        HoldExpiredEncoder event = new HoldExpiredEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(hold.show.id)
                .holdId(hold.id);
        HoldExpiredEncoder.SeatsEncoder seats = event.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> seats.next().seat(seat));
        commit(event.encodedLength());
    }

    void exchanged(NaiveHold hold, List<Integer> formerSeats) {
        SeatsExchangedEncoder event = new SeatsExchangedEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(hold.show.id)
                .holdId(hold.id)
                .total(hold.total())
                .adjacent(flag(hold.isAdjacent()));
        SeatsExchangedEncoder.FormerSeatsEncoder former = event.formerSeatsCount(formerSeats.size());
        formerSeats.forEach(seat -> former.next().seat(seat));
        SeatsExchangedEncoder.SeatsEncoder seats = event.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> seats.next().seat(seat));
        commit(event.encodedLength());
    }

    void booked(NaiveHold hold, String paymentReference) {
        SeatsBookedEncoder event = new SeatsBookedEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(hold.show.id)
                .holdId(hold.id)
                .bookingId(hold.bookingId)
                .total(hold.total())
                .late(flag(hold.isLate));
        SeatsBookedEncoder.SeatsEncoder seats = event.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> seats.next().seat(seat));
        byte[] customer = ascii(hold.customer);
        byte[] payment = ascii(paymentReference);
        event.putCustomer(customer, 0, customer.length).putPaymentReference(payment, 0, payment.length);
        commit(event.encodedLength());
    }

    void bookingCancelled(NaiveHold hold) {
        BookingCancelledEncoder event = new BookingCancelledEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(hold.show.id)
                .bookingId(hold.bookingId)
                .total(hold.total());
        BookingCancelledEncoder.SeatsEncoder seats = event.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> seats.next().seat(seat));
        commit(event.encodedLength());
    }

    void joined(NaiveWaiter waiter) {
        LineJoinedEncoder event = new LineJoinedEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(waiter.show().id)
                .waiterId(waiter.id())
                .quantity(waiter.quantity())
                .category((short) waiter.category())
                .expiresAtMs(waiter.expiresAtMs());
        byte[] customer = ascii(waiter.customer());
        event.putCustomer(customer, 0, customer.length);
        commit(event.encodedLength());
    }

    void offered(NaiveHold hold) {
        SeatsOfferedEncoder event = new SeatsOfferedEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(hold.show.id)
                .waiterId(hold.id)
                .expiresAtMs(hold.expiresAtMs)
                .total(hold.total())
                .adjacent(flag(hold.isAdjacent()));
        SeatsOfferedEncoder.SeatsEncoder seats = event.seatsCount(hold.seats.size());
        hold.seats.forEach(seat -> seats.next().seat(seat));
        byte[] customer = ascii(hold.customer);
        event.putCustomer(customer, 0, customer.length);
        commit(event.encodedLength());
    }

    void waitEnded(NaiveWaiter waiter, WaitEnd reason) {
        WaitEndedEncoder event = new WaitEndedEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(waiter.show().id)
                .waiterId(waiter.id())
                .reason(reason);
        commit(event.encodedLength());
    }

    /** L5: what these wish who are passed; nothing when nobody is. */
    void skipped(NaiveShow show, long holdId, List<NaiveWaiter> ahead) {
        if (ahead.isEmpty()) {
            return;
        }
        TreeMap<Wish, Long> firstByWish =
                new TreeMap<>(Comparator.comparingInt(Wish::category).thenComparingInt(Wish::quantity));
        for (NaiveWaiter waiter : ahead) {
            firstByWish.putIfAbsent(new Wish(waiter.category(), waiter.quantity()), waiter.id());
        }
        WaitersSkippedEncoder event = new WaitersSkippedEncoder()
                .wrapAndApplyHeader(buffer(), offset(), header)
                .eventId(nextId())
                .sequence(state.sequence)
                .timestampMs(state.nowMs)
                .showId(show.id)
                .holdId(holdId);
        WaitersSkippedEncoder.PartiesEncoder parties = event.partiesCount(firstByWish.size());
        firstByWish.forEach((wish, first) -> parties.next()
                .category((short) wish.category())
                .quantity(wish.quantity())
                .reason(SkipReason.TOO_FEW_FREE)
                .free(show.free(wish.category()))
                .firstWaiterId(first));
        commit(event.encodedLength());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Flag flag(boolean isSet) {
        return isSet ? Flag.YES : Flag.NO;
    }
}
