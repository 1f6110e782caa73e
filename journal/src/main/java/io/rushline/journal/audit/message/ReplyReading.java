package io.rushline.journal.audit.message;

import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.BookingReplyDecoder;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.WaiterReplyDecoder;
import org.agrona.DirectBuffer;

/** Reads replies. */
final class ReplyReading {
    private final MessageHeaderDecoder header;

    ReplyReading(MessageHeaderDecoder header) {
        this.header = header;
    }

    Reply read(int templateId, DirectBuffer buffer, int offset) {
        return switch (templateId) {
            case RefusedDecoder.TEMPLATE_ID -> refused(buffer, offset);
            case AcceptedDecoder.TEMPLATE_ID -> accepted(buffer, offset);
            case HoldReplyDecoder.TEMPLATE_ID -> holdReply(buffer, offset);
            case BookingReplyDecoder.TEMPLATE_ID -> bookingReply(buffer, offset);
            case WaiterReplyDecoder.TEMPLATE_ID -> waiterReply(buffer, offset);
            default -> throw Messages.isNo("reply", templateId);
        };
    }

    private Reply refused(DirectBuffer buffer, int offset) {
        RefusedDecoder d = new RefusedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Reply.Refused(
                RequestId.of(d.requestId()),
                d.sequence(),
                d.timestampMs(),
                d.code(),
                Messages.isYes(d.replayed()),
                d.detail(),
                Messages.seats(d.seats(), RefusedDecoder.SeatsDecoder::seat));
    }

    private Reply accepted(DirectBuffer buffer, int offset) {
        AcceptedDecoder d = new AcceptedDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Reply.Accepted(
                RequestId.of(d.requestId()),
                d.sequence(),
                d.timestampMs(),
                d.code(),
                Messages.isYes(d.replayed()),
                d.subjectId());
    }

    private Reply holdReply(DirectBuffer buffer, int offset) {
        HoldReplyDecoder d = new HoldReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Reply.HoldReply(
                RequestId.of(d.requestId()),
                d.sequence(),
                d.timestampMs(),
                d.code(),
                Messages.isYes(d.replayed()),
                Messages.isYes(d.adjacent()),
                d.holdId(),
                d.showId(),
                d.expiresAtMs(),
                d.total(),
                Messages.seats(d.seats(), HoldReplyDecoder.SeatsDecoder::seat));
    }

    private Reply bookingReply(DirectBuffer buffer, int offset) {
        BookingReplyDecoder d = new BookingReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Reply.BookingReply(
                RequestId.of(d.requestId()),
                d.sequence(),
                d.timestampMs(),
                d.code(),
                Messages.isYes(d.replayed()),
                d.state(),
                d.bookingId(),
                d.showId(),
                d.holdId(),
                d.total(),
                Messages.seats(d.seats(), BookingReplyDecoder.SeatsDecoder::seat));
    }

    private Reply waiterReply(DirectBuffer buffer, int offset) {
        WaiterReplyDecoder d = new WaiterReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
        return new Reply.WaiterReply(
                RequestId.of(d.requestId()),
                d.sequence(),
                d.timestampMs(),
                d.code(),
                Messages.isYes(d.replayed()),
                d.waiterId(),
                d.showId(),
                d.ahead(),
                d.expiresAtMs());
    }
}
