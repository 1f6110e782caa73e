package io.rushline.gateway.show;

import io.rushline.engine.protocol.ArchiveShowEncoder;
import io.rushline.engine.protocol.BlockSeatsEncoder;
import io.rushline.engine.protocol.CancelShowEncoder;
import io.rushline.engine.protocol.CloseSaleEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.OpenSaleEncoder;
import io.rushline.engine.protocol.RenameSeatPlanEncoder;
import io.rushline.engine.protocol.UnblockSeatsEncoder;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.reservation.ClientCommand;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.agrona.MutableDirectBuffer;

/** Encoders of what operators do to a show, as a conversation sends them. */
final class ShowCommands {
    private ShowCommands() {}

    static ToIntFunction<MutableDirectBuffer> openSale(RequestId requestId, long showId) {
        return ClientCommand.of(
                requestId,
                buffer -> new OpenSaleEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .showId(showId)
                        .encodedLength());
    }

    static ToIntFunction<MutableDirectBuffer> closeSale(RequestId requestId, long showId) {
        return ClientCommand.of(
                requestId,
                buffer -> new CloseSaleEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .showId(showId)
                        .encodedLength());
    }

    static ToIntFunction<MutableDirectBuffer> cancelShow(RequestId requestId, long showId, String reason) {
        return ClientCommand.of(
                requestId,
                buffer -> new CancelShowEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .showId(showId)
                        .reason(reason)
                        .encodedLength());
    }

    static ToIntFunction<MutableDirectBuffer> archiveShow(RequestId requestId, long showId) {
        return ClientCommand.of(
                requestId,
                buffer -> new ArchiveShowEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .showId(showId)
                        .encodedLength());
    }

    static ToIntFunction<MutableDirectBuffer> renameSeatPlan(long planId, String name) {
        return buffer -> {
            RenameSeatPlanEncoder message = new RenameSeatPlanEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).planId(planId);
            message.requestId().high(0).low(0);
            return MessageHeaderEncoder.ENCODED_LENGTH + message.name(name).encodedLength();
        };
    }

    static ToIntFunction<MutableDirectBuffer> blockSeats(RequestId requestId, long showId, int[] seats, String reason) {
        return ClientCommand.of(requestId, buffer -> {
            BlockSeatsEncoder message = new BlockSeatsEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).showId(showId);
            BlockSeatsEncoder.SeatsEncoder group = message.seatsCount(seats.length);
            Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
            return message.reason(reason).encodedLength();
        });
    }

    static ToIntFunction<MutableDirectBuffer> unblockSeats(
            RequestId requestId, long showId, int[] seats, String reason) {
        return ClientCommand.of(requestId, buffer -> {
            UnblockSeatsEncoder message = new UnblockSeatsEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).showId(showId);
            UnblockSeatsEncoder.SeatsEncoder group = message.seatsCount(seats.length);
            Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
            return message.reason(reason).encodedLength();
        });
    }
}
