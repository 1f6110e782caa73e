package io.rushline.gateway.binary;

import static io.rushline.gateway.binary.PlayedServer.message;

import io.rushline.gateway.binary.protocol.CommandRefusal;
import io.rushline.gateway.binary.protocol.CommandRefusedEncoder;
import io.rushline.gateway.binary.protocol.HoldChangedEncoder;
import io.rushline.gateway.binary.protocol.HoldStatus;
import io.rushline.gateway.binary.protocol.KeyRole;
import io.rushline.gateway.binary.protocol.LogonAcceptedEncoder;
import io.rushline.gateway.binary.protocol.LogonRefusal;
import io.rushline.gateway.binary.protocol.LogonRefusedEncoder;
import io.rushline.gateway.binary.protocol.MessageHeaderEncoder;
import io.rushline.gateway.binary.protocol.Sale;
import io.rushline.gateway.binary.protocol.SeatMapEncoder;
import io.rushline.gateway.binary.protocol.SeatsChangedEncoder;
import io.rushline.gateway.binary.protocol.WaitStatus;
import io.rushline.gateway.binary.protocol.WaiterChangedEncoder;
import java.nio.charset.StandardCharsets;

/** What this version of a server says of a session and of what is subscribed to. */
final class KnownStates {
    private KnownStates() {}

    static byte[] logonAccepted() {
        return message(buffer -> new LogonAcceptedEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .commandVersion(1)
                .role(KeyRole.WEB)
                .heartbeatMs(2_000)
                .idleMs(10_000)
                .maxFrameBytes(4_096)
                .timestampMs(0)
                .encodedLength());
    }

    static byte[] logonRefused(LogonRefusal reason) {
        return message(buffer -> new LogonRefusedEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .reason(reason)
                .retryAfterMs(0)
                .encodedLength());
    }

    static byte[] commandRefused(CommandId id, CommandRefusal reason, long retryAfterMs) {
        return message(buffer -> {
            CommandRefusedEncoder refused =
                    new CommandRefusedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            refused.requestId().high(id.high()).low(id.low());
            return refused.reason(reason).retryAfterMs(retryAfterMs).encodedLength();
        });
    }

    static byte[] seatMap(long subscriptionId) {
        return message(buffer -> {
            SeatMapEncoder map = new SeatMapEncoder()
                    .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .subscriptionId(subscriptionId)
                    .showId(13)
                    .sequence(11)
                    .version(1)
                    .sale(Sale.OPEN);
            byte[] letters = "FHBX".getBytes(StandardCharsets.US_ASCII);
            return map.putLetters(letters, 0, letters.length).encodedLength();
        });
    }

    static byte[] seatsChanged(long subscriptionId) {
        return message(buffer -> {
            SeatsChangedEncoder change = new SeatsChangedEncoder()
                    .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .subscriptionId(subscriptionId)
                    .showId(13)
                    .sequence(12)
                    .version(2)
                    .sale(Sale.OPEN);
            change.seatsCount(2)
                    .next()
                    .seat(0)
                    .letter((short) 'H')
                    .next()
                    .seat(3)
                    .letter((short) 'F');
            return change.encodedLength();
        });
    }

    static byte[] holdChanged(long subscriptionId) {
        return message(buffer -> {
            HoldChangedEncoder change = new HoldChangedEncoder()
                    .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .subscriptionId(subscriptionId)
                    .holdId(12)
                    .showId(13)
                    .sequence(11)
                    .status(HoldStatus.BOOKED)
                    .expiresAtMs(14)
                    .total(15)
                    .bookingId(21);
            change.bookingSignature().first(22).second(23);
            change.seatsCount(2).next().seat(3).next().seat(4);
            return change.encodedLength();
        });
    }

    static byte[] waiterChanged(long subscriptionId) {
        return message(buffer -> {
            WaiterChangedEncoder change = new WaiterChangedEncoder()
                    .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .subscriptionId(subscriptionId)
                    .waiterId(31)
                    .showId(13)
                    .sequence(11)
                    .status(WaitStatus.OFFERED)
                    .ahead(9)
                    .expiresAtMs(14);
            change.holdSignature().first(32).second(33);
            return change.encodedLength();
        });
    }
}
