package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.AcceptedDecoder;
import io.rushline.engine.protocol.BookingReplyDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.WaiterReplyDecoder;
import io.rushline.gateway.auth.IdSignature;
import io.rushline.gateway.auth.RequestScope;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.auth.SignedIds.Kind;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Makes frames of the engine's replies: the client's own request id, and a signature behind the replies that name an id.
 *
 * <p>Threading: one thread. Allocation: none.
 */
final class ReplyFrames {
    private static final int MESSAGE = Outgoing.MESSAGE_OFFSET;
    private static final int BODY = MESSAGE + MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SIGNATURE_BYTES = 16;

    private final Outgoing out;
    private final SignedIds ids;
    private final IdSignature signature = new IdSignature();

    ReplyFrames(Outgoing out, SignedIds ids) {
        this.out = out;
        this.ids = ids;
    }

    /** Adds a frame with this reply. */
    UnsafeBuffer put(DirectBuffer reply, int offset, int length, RequestScope scope) {
        UnsafeBuffer frame = out.begin(length + SIGNATURE_BYTES);
        frame.putBytes(MESSAGE, reply, offset, length);
        long high = frame.getLong(BODY, LITTLE_ENDIAN);
        long low = frame.getLong(BODY + Long.BYTES, LITTLE_ENDIAN);
        frame.putLong(BODY, scope.high(high, low), LITTLE_ENDIAN);
        frame.putLong(BODY + Long.BYTES, scope.low(high, low), LITTLE_ENDIAN);
        out.end(length + sign(frame, MESSAGE + length));
        return frame;
    }

    private static int templateId(DirectBuffer reply, int offset) {
        return reply.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(), LITTLE_ENDIAN) & 0xFFFF;
    }

    static boolean isAccepted(DirectBuffer reply, int offset) {
        return templateId(reply, offset) == AcceptedDecoder.TEMPLATE_ID;
    }

    /** The id in an Accepted. */
    static long subjectId(DirectBuffer reply, int offset) {
        return reply.getLong(
                offset + MessageHeaderDecoder.ENCODED_LENGTH + AcceptedDecoder.subjectIdEncodingOffset(),
                LITTLE_ENDIAN);
    }

    /** What the engine said. */
    static Code code(DirectBuffer frame) {
        return templateId(frame, MESSAGE) == RefusedDecoder.TEMPLATE_ID
                ? Code.get((short) (frame.getByte(BODY + RefusedDecoder.codeEncodingOffset()) & 0xFF))
                : Code.OK;
    }

    private int sign(UnsafeBuffer frame, int end) {
        return switch (templateId(frame, MESSAGE)) {
            case HoldReplyDecoder.TEMPLATE_ID ->
                sign(frame, Kind.HOLD, BODY + HoldReplyDecoder.holdIdEncodingOffset(), end);
            case BookingReplyDecoder.TEMPLATE_ID ->
                sign(frame, Kind.BOOKING, BODY + BookingReplyDecoder.bookingIdEncodingOffset(), end);
            case WaiterReplyDecoder.TEMPLATE_ID ->
                sign(frame, Kind.WAITER, BODY + WaiterReplyDecoder.waiterIdEncodingOffset(), end);
            default -> 0;
        };
    }

    private int sign(UnsafeBuffer frame, Kind kind, int idOffset, int end) {
        ids.sign(kind, frame.getLong(idOffset, LITTLE_ENDIAN), signature);
        frame.putLong(end, signature.first(), LITTLE_ENDIAN);
        frame.putLong(end + Long.BYTES, signature.second(), LITTLE_ENDIAN);
        return SIGNATURE_BYTES;
    }
}
