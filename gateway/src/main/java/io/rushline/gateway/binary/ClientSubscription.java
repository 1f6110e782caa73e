package io.rushline.gateway.binary;

import io.rushline.gateway.binary.protocol.HoldChangedDecoder;
import io.rushline.gateway.binary.protocol.MessageHeaderDecoder;
import io.rushline.gateway.binary.protocol.MessageHeaderEncoder;
import io.rushline.gateway.binary.protocol.ResyncDecoder;
import io.rushline.gateway.binary.protocol.SeatMapDecoder;
import io.rushline.gateway.binary.protocol.SeatsChangedDecoder;
import io.rushline.gateway.binary.protocol.SubjectKind;
import io.rushline.gateway.binary.protocol.SubscribeEncoder;
import io.rushline.gateway.binary.protocol.SubscriptionEndedDecoder;
import io.rushline.gateway.binary.protocol.SubscriptionRefusedDecoder;
import io.rushline.gateway.binary.protocol.WaiterChangedDecoder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * A client's side of one subscription.
 *
 * <p>Threading: the client's event loop.
 */
final class ClientSubscription {
    private final long subscriptionId;
    private final SubjectKind kind;
    private final SignedId subject;
    private final StateListener listener;
    private byte[] letters = {};

    ClientSubscription(long subscriptionId, SubjectKind kind, SignedId subject, StateListener listener) {
        this.subscriptionId = subscriptionId;
        this.kind = kind;
        this.subject = subject;
        this.listener = listener;
    }

    void encode(Outgoing out) {
        SubscribeEncoder message = new SubscribeEncoder()
                .wrapAndApplyHeader(out.begin(128), Outgoing.MESSAGE_OFFSET, new MessageHeaderEncoder())
                .subscriptionId(subscriptionId)
                .kind(kind)
                .id(subject.id());
        message.signature().first(subject.first()).second(subject.second());
        out.end(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    /** Tells the listener what a frame says; false when that was the last. */
    boolean take(DirectBuffer frame, int offset, MessageHeaderDecoder header) {
        switch (header.templateId()) {
            case SeatMapDecoder.TEMPLATE_ID -> onSeatMap(frame, offset, header);
            case SeatsChangedDecoder.TEMPLATE_ID -> onSeatsChanged(frame, offset, header);
            case HoldChangedDecoder.TEMPLATE_ID -> onHold(frame, offset, header);
            case WaiterChangedDecoder.TEMPLATE_ID -> onWaiter(frame, offset, header);
            case ResyncDecoder.TEMPLATE_ID -> listener.onResync();
            case SubscriptionRefusedDecoder.TEMPLATE_ID, SubscriptionEndedDecoder.TEMPLATE_ID -> {
                listener.onEnd();
                return false;
            }
            default -> {
                // A later version of the server tells something that this client does not know.
            }
        }
        return true;
    }

    private void onSeatMap(DirectBuffer frame, int offset, MessageHeaderDecoder header) {
        SeatMapDecoder message = new SeatMapDecoder().wrapAndApplyHeader(frame, offset, header);
        letters = new byte[message.lettersLength()];
        message.getLetters(letters, 0, letters.length);
        listener.onSeats(message.showId(), message.sequence(), message.sale(), text());
    }

    private void onSeatsChanged(DirectBuffer frame, int offset, MessageHeaderDecoder header) {
        SeatsChangedDecoder message = new SeatsChangedDecoder().wrapAndApplyHeader(frame, offset, header);
        for (SeatsChangedDecoder.SeatsDecoder seat : message.seats()) {
            letters[seat.seat()] = (byte) seat.letter();
        }
        listener.onSeats(message.showId(), message.sequence(), message.sale(), text());
    }

    private void onHold(DirectBuffer frame, int offset, MessageHeaderDecoder header) {
        HoldChangedDecoder message = new HoldChangedDecoder().wrapAndApplyHeader(frame, offset, header);
        SignedId booking = new SignedId(
                message.bookingId(),
                message.bookingSignature().first(),
                message.bookingSignature().second());
        long sequence = message.sequence();
        HoldChangedDecoder.SeatsDecoder group = message.seats();
        int[] seats = new int[group.count()];
        for (int i = 0; i < seats.length; i++) {
            seats[i] = group.next().seat();
        }
        listener.onHold(subject, sequence, message.status(), message.expiresAtMs(), booking, seats);
    }

    private void onWaiter(DirectBuffer frame, int offset, MessageHeaderDecoder header) {
        WaiterChangedDecoder message = new WaiterChangedDecoder().wrapAndApplyHeader(frame, offset, header);
        SignedId hold = new SignedId(
                message.waiterId(),
                message.holdSignature().first(),
                message.holdSignature().second());
        listener.onWaiter(message.waiterId(), message.sequence(), message.status(), message.ahead(), hold);
    }

    private String text() {
        return new String(letters, StandardCharsets.US_ASCII);
    }
}
