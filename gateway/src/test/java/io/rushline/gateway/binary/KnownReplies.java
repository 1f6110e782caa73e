package io.rushline.gateway.binary;

import static io.rushline.gateway.binary.PlayedServer.message;

import io.rushline.engine.protocol.BookingReplyEncoder;
import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldReplyEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.engine.protocol.WaiterReplyEncoder;

/** Replies of the engine as this version has them, each with another value in each field. */
final class KnownReplies {
    private KnownReplies() {}

    static byte[] holdReply(CommandId id) {
        return message(buffer -> {
            HoldReplyEncoder reply = new HoldReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            reply.requestId().high(id.high()).low(id.low());
            reply.sequence(11)
                    .code(Code.OK)
                    .replayed(Flag.YES)
                    .adjacent(Flag.NO)
                    .holdId(12)
                    .showId(13)
                    .expiresAtMs(14)
                    .total(15);
            reply.seatsCount(2).next().seat(3).next().seat(4);
            return reply.encodedLength();
        });
    }

    static byte[] bookingReply(CommandId id) {
        return message(buffer -> {
            BookingReplyEncoder reply =
                    new BookingReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            reply.requestId().high(id.high()).low(id.low());
            reply.sequence(11)
                    .code(Code.OK)
                    .replayed(Flag.NO)
                    .state(BookingState.BOOKED_LATE)
                    .bookingId(22)
                    .showId(13)
                    .holdId(12)
                    .total(15);
            reply.seatsCount(2).next().seat(3).next().seat(4);
            return reply.encodedLength();
        });
    }

    static byte[] waiterReply(CommandId id) {
        return message(buffer -> {
            WaiterReplyEncoder reply =
                    new WaiterReplyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            reply.requestId().high(id.high()).low(id.low());
            return reply.sequence(11)
                    .code(Code.OK)
                    .replayed(Flag.NO)
                    .waiterId(32)
                    .showId(13)
                    .ahead(9)
                    .expiresAtMs(14)
                    .encodedLength();
        });
    }

    static byte[] refused(CommandId id) {
        return message(buffer -> {
            RefusedEncoder reply = new RefusedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
            reply.requestId().high(id.high()).low(id.low());
            reply.sequence(11)
                    .code(Code.SEATS_UNAVAILABLE)
                    .replayed(Flag.NO)
                    .detail(41)
                    .seatsCount(1)
                    .next()
                    .seat(4);
            return reply.encodedLength();
        });
    }
}
