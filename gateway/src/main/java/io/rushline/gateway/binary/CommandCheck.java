package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.protocol.ConfirmHoldDecoder;
import io.rushline.engine.protocol.HoldBestAvailableDecoder;
import io.rushline.engine.protocol.JoinLineDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.gateway.binary.CommandShape.DataKind;
import io.rushline.gateway.binary.protocol.Fault;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a command to its last byte before the engine may see it, which trusts what it is given.
 *
 * <p>There are two ways to be wrong. A frame whose layout is wrong cannot be decoded: that is a {@link Fault}, and the
 * connection ends. One whose values are out of range can, so the command is refused as malformed and the connection goes on.
 *
 * <p>A command of a newer version of the schema, or with a longer block, is a fault: what this server does not know may be
 * a condition of the client's, and to leave it out would sell on other terms than the client's.
 *
 * <p>Threading: one thread. Allocation: none but for commands of operators that carry a reason.
 */
final class CommandCheck {
    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int DIMENSION_BYTES = 4;
    private static final int SEAT_BYTES = Integer.BYTES;
    private static final int SIGNATURE_BYTES = 16;
    private static final int SHORT_NULL = 255;
    private static final int LONG_NULL = 65_535;
    private static final int MAX_PAYMENT_REFERENCE_BYTES = 200;
    private static final int MAX_REASON_BYTES = 500;
    private static final int NO_ROOM = -1;

    private @Nullable CommandShape shape;
    private Fault fault = Fault.NULL_VAL;
    private String text = "";
    private boolean isMalformed;
    private int messageLength;
    private int customerAt;

    /** Looks at a frame; false when it cannot be decoded, and then {@link #fault} says why. */
    boolean isDecodable(DirectBuffer frame, int offset, int length) {
        isMalformed = false;
        int templateId = u16(frame, offset + MessageHeaderDecoder.templateIdEncodingOffset());
        CommandShape known = CommandShape.of(templateId);
        shape = known;
        if (known == null) {
            return fails(Fault.UNKNOWN_TEMPLATE, "clients cannot send this template");
        }
        int version = u16(frame, offset + MessageHeaderDecoder.versionEncodingOffset());
        if (version > MessageHeaderDecoder.SCHEMA_VERSION || version < known.sinceVersion()) {
            return fails(Fault.UNKNOWN_VERSION, "this template is not known in this version of the schema");
        }
        if (u16(frame, offset) != known.blockLength()) {
            return fails(Fault.BAD_BLOCK, "the block has not the length of this template");
        }
        int end = offset + length;
        int position = offset + HEADER_BYTES + known.blockLength();
        if (position > end) {
            return fails(Fault.BAD_LENGTH, "the frame ends inside the block");
        }
        if (known.maxSeats() != CommandShape.NO_GROUP) {
            position = behindSeats(frame, position, end, known.maxSeats());
            if (position == NO_ROOM) {
                return fails(Fault.BAD_GROUP, "the group of seats is too long or does not fit");
            }
        }
        position = behind(known.firstData(), frame, position, end);
        if (position != NO_ROOM) {
            position = behind(known.secondData(), frame, position, end);
        }
        if (position == NO_ROOM) {
            return fails(Fault.BAD_DATA, "a text does not fit");
        }
        messageLength = position - offset;
        if (position + (known.signed() == null ? 0 : SIGNATURE_BYTES) != end) {
            return fails(Fault.BAD_LENGTH, "the frame does not end where its message does");
        }
        if ((requestHigh(frame, offset) | requestLow(frame, offset)) == 0) {
            return fails(Fault.NO_REQUEST_ID, "a request id is never zero");
        }
        isMalformed |= isOutOfRange(templateId, frame, offset + HEADER_BYTES);
        return true;
    }

    Fault fault() {
        return fault;
    }

    /** What is wrong, for whoever writes the client. */
    String text() {
        return text;
    }

    /** The shape of a decodable command. */
    CommandShape shape() {
        CommandShape known = shape;
        if (known == null) {
            throw new IllegalStateException("this is no command");
        }
        return known;
    }

    /** Whether a decodable command has values that no command may have. */
    boolean isMalformed() {
        return isMalformed;
    }

    /** The length of a decodable command with its header and without its signature, which stands behind it. */
    int messageLength() {
        return messageLength;
    }

    /** The customer of a decodable command that has one and is not malformed. */
    String customer(DirectBuffer frame) {
        return frame.getStringWithoutLengthAscii(customerAt + 1, frame.getByte(customerAt) & 0xFF);
    }

    static long requestHigh(DirectBuffer frame, int offset) {
        return frame.getLong(offset + HEADER_BYTES, LITTLE_ENDIAN);
    }

    static long requestLow(DirectBuffer frame, int offset) {
        return frame.getLong(offset + HEADER_BYTES + Long.BYTES, LITTLE_ENDIAN);
    }

    /** The id that stands behind the request id in all commands. */
    static long subjectId(DirectBuffer frame, int offset) {
        return frame.getLong(offset + HEADER_BYTES + 2 * Long.BYTES, LITTLE_ENDIAN);
    }

    private boolean fails(Fault why, String explanation) {
        fault = why;
        text = explanation;
        return false;
    }

    private static int behindSeats(DirectBuffer frame, int position, int end, int maxSeats) {
        if (end - position < DIMENSION_BYTES) {
            return NO_ROOM;
        }
        int entryLength = u16(frame, position);
        int count = u16(frame, position + Short.BYTES);
        int bytes = DIMENSION_BYTES + count * SEAT_BYTES;
        return entryLength == SEAT_BYTES && count <= maxSeats && bytes <= end - position ? position + bytes : NO_ROOM;
    }

    private int behind(DataKind kind, DirectBuffer frame, int position, int end) {
        return switch (kind) {
            case NONE -> position;
            case CUSTOMER -> {
                customerAt = position;
                yield behindAscii(frame, position, end, CustomerName.MAX_BYTES);
            }
            case PAYMENT_REFERENCE -> behindAscii(frame, position, end, MAX_PAYMENT_REFERENCE_BYTES);
            case REASON -> behindReason(frame, position, end);
        };
    }

    private int behindAscii(DirectBuffer frame, int position, int end, int maxBytes) {
        if (position >= end) {
            return NO_ROOM;
        }
        int length = frame.getByte(position) & 0xFF;
        int start = position + 1;
        if (length == SHORT_NULL || length > end - start) {
            return NO_ROOM;
        }
        isMalformed |= length < 1 || length > maxBytes || !CustomerName.isPrintable(frame, start, length);
        return start + length;
    }

    private int behindReason(DirectBuffer frame, int position, int end) {
        if (end - position < Short.BYTES) {
            return NO_ROOM;
        }
        int length = u16(frame, position);
        int start = position + Short.BYTES;
        if (length == LONG_NULL || length > end - start) {
            return NO_ROOM;
        }
        isMalformed |= length > MAX_REASON_BYTES || !isLine(frame, start, length);
        return start + length;
    }

    /** Whether the bytes are UTF-8 without control characters. */
    private static boolean isLine(DirectBuffer frame, int offset, int length) {
        byte[] bytes = new byte[length];
        frame.getBytes(offset, bytes);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.chars().noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isOutOfRange(int templateId, DirectBuffer frame, int body) {
        return switch (templateId) {
            case HoldBestAvailableDecoder.TEMPLATE_ID ->
                u16(frame, body + HoldBestAvailableDecoder.quantityEncodingOffset()) < 1
                        || s16(frame, body + HoldBestAvailableDecoder.categoryEncodingOffset()) < -1
                        || s16(frame, body + HoldBestAvailableDecoder.sectionEncodingOffset()) < -1
                        || (frame.getByte(body + HoldBestAvailableDecoder.adjacencyEncodingOffset()) & ~1) != 0;
            case JoinLineDecoder.TEMPLATE_ID ->
                u16(frame, body + JoinLineDecoder.quantityEncodingOffset()) < 1
                        || s16(frame, body + JoinLineDecoder.categoryEncodingOffset()) < -1;
            case ConfirmHoldDecoder.TEMPLATE_ID ->
                frame.getLong(body + ConfirmHoldDecoder.amountEncodingOffset(), LITTLE_ENDIAN) < -1;
            default -> false;
        };
    }

    private static int u16(DirectBuffer frame, int offset) {
        return s16(frame, offset) & 0xFFFF;
    }

    private static int s16(DirectBuffer frame, int offset) {
        return frame.getShort(offset, LITTLE_ENDIAN);
    }
}
