package io.rushline.gateway.binary;

import io.rushline.gateway.auth.IdSignature;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.binary.protocol.HoldChangedEncoder;
import io.rushline.gateway.binary.protocol.HoldStatus;
import io.rushline.gateway.binary.protocol.MessageHeaderEncoder;
import io.rushline.gateway.binary.protocol.ResyncEncoder;
import io.rushline.gateway.binary.protocol.Sale;
import io.rushline.gateway.binary.protocol.SeatMapEncoder;
import io.rushline.gateway.binary.protocol.SeatsChangedEncoder;
import io.rushline.gateway.binary.protocol.SignatureEncoder;
import io.rushline.gateway.binary.protocol.SubscriptionEndedEncoder;
import io.rushline.gateway.binary.protocol.SubscriptionRefusal;
import io.rushline.gateway.binary.protocol.SubscriptionRefusedEncoder;
import io.rushline.gateway.binary.protocol.WaitStatus;
import io.rushline.gateway.binary.protocol.WaiterChangedEncoder;
import io.rushline.gateway.view.HoldView;
import io.rushline.gateway.view.SeatMap;
import io.rushline.gateway.view.ShowView;
import io.rushline.gateway.view.WaiterView;

/** Encodes what subscribers are told. */
final class StateMessages {
    private static final int ROOM_BYTES = 256;
    private static final int CHANGE_BYTES = 5;
    private static final int AT = Outgoing.MESSAGE_OFFSET;
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Outgoing out;
    private final SignedIds ids;
    private final IdSignature signature = new IdSignature();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    StateMessages(Outgoing out, SignedIds ids) {
        this.out = out;
        this.ids = ids;
    }

    void refused(long subscriptionId, SubscriptionRefusal reason) {
        SubscriptionRefusedEncoder message = new SubscriptionRefusedEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header)
                .subscriptionId(subscriptionId)
                .reason(reason);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void ended(long subscriptionId) {
        SubscriptionEndedEncoder message = new SubscriptionEndedEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header)
                .subscriptionId(subscriptionId);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void resync(long subscriptionId) {
        ResyncEncoder message = new ResyncEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header)
                .subscriptionId(subscriptionId);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void seatMap(long subscriptionId, SeatMap map) {
        byte[] letters = map.letters();
        SeatMapEncoder message = new SeatMapEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES + letters.length), AT, header)
                .subscriptionId(subscriptionId)
                .showId(map.show().showId())
                .sequence(map.sequence())
                .version(map.version())
                .sale(sale(map.sale()))
                .putLetters(letters, 0, letters.length);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void seatsChanged(long subscriptionId, SeatMap now, int[] changed) {
        SeatsChangedEncoder message = new SeatsChangedEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES + changed.length * CHANGE_BYTES), AT, header)
                .subscriptionId(subscriptionId)
                .showId(now.show().showId())
                .sequence(now.sequence())
                .version(now.version())
                .sale(sale(now.sale()));
        SeatsChangedEncoder.SeatsEncoder seats = message.seatsCount(changed.length);
        for (int seat : changed) {
            seats.next().seat(seat).letter(now.letter(seat));
        }
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void hold(long subscriptionId, HoldView hold) {
        HoldChangedEncoder message = new HoldChangedEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES + hold.seats().length * Integer.BYTES), AT, header)
                .subscriptionId(subscriptionId)
                .holdId(hold.holdId())
                .showId(hold.showId())
                .sequence(hold.sequence())
                .status(status(hold.state()))
                .expiresAtMs(hold.expiresAtMs())
                .total(hold.total())
                .bookingId(hold.bookingId());
        sign(message.bookingSignature(), Kind.BOOKING, hold.state().isBooking() ? hold.bookingId() : 0);
        HoldChangedEncoder.SeatsEncoder seats = message.seatsCount(hold.seats().length);
        for (int seat : hold.seats()) {
            seats.next().seat(seat);
        }
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void waiter(long subscriptionId, WaiterView waiter, int ahead) {
        WaiterChangedEncoder message = new WaiterChangedEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header)
                .subscriptionId(subscriptionId)
                .waiterId(waiter.waiterId())
                .showId(waiter.showId())
                .sequence(waiter.sequence())
                .status(status(waiter.state()))
                .ahead(ahead)
                .expiresAtMs(waiter.expiresAtMs());
        sign(message.holdSignature(), Kind.HOLD, waiter.state() == WaiterView.State.OFFERED ? waiter.waiterId() : 0);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    /** An id of zero is none, and has no signature. */
    private void sign(SignatureEncoder target, Kind kind, long id) {
        if (id == 0) {
            target.first(0).second(0);
        } else {
            ids.sign(kind, id, signature);
            target.first(signature.first()).second(signature.second());
        }
    }

    private static Sale sale(ShowView.Sale sale) {
        return switch (sale) {
            case OPEN -> Sale.OPEN;
            case CLOSED -> Sale.CLOSED;
            case CANCELLED -> Sale.CANCELLED;
        };
    }

    private static HoldStatus status(HoldView.State state) {
        return switch (state) {
            case HELD -> HoldStatus.HELD;
            case BOOKED -> HoldStatus.BOOKED;
            case BOOKED_LATE -> HoldStatus.BOOKED_LATE;
            case CANCELLED -> HoldStatus.CANCELLED;
            case RELEASED -> HoldStatus.RELEASED;
            case EXPIRED -> HoldStatus.EXPIRED;
        };
    }

    private static WaitStatus status(WaiterView.State state) {
        return switch (state) {
            case WAITING -> WaitStatus.WAITING;
            case OFFERED -> WaitStatus.OFFERED;
            case TIMED_OUT -> WaitStatus.TIMED_OUT;
            case INSUFFICIENT -> WaitStatus.INSUFFICIENT;
            case LEFT -> WaitStatus.LEFT;
            case SHOW_FULL -> WaitStatus.SHOW_FULL;
        };
    }
}
