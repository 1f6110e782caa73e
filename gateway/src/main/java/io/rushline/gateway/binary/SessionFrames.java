package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.gateway.binary.protocol.Fault;
import io.rushline.gateway.binary.protocol.HeartbeatDecoder;
import io.rushline.gateway.binary.protocol.LogonDecoder;
import io.rushline.gateway.binary.protocol.MessageHeaderDecoder;
import io.rushline.gateway.binary.protocol.SubjectKind;
import io.rushline.gateway.binary.protocol.SubscribeDecoder;
import io.rushline.gateway.binary.protocol.UnsubscribeDecoder;
import org.agrona.DirectBuffer;

/**
 * Takes what a client says about its session.
 *
 * <p>A message of a newer version of the schema is read as far as it is known, and the rest of it is passed over: these
 * messages sell nothing, and a newer client must be able to log on to learn what the server knows.
 */
final class SessionFrames {
    static final int SCHEMA_ID = LogonDecoder.SCHEMA_ID;

    private static final int HEADER_BYTES = MessageHeaderDecoder.ENCODED_LENGTH;

    private final Logon logon;
    private final Subscriber subscriber;
    private Fault fault = Fault.NULL_VAL;
    private String text = "";

    SessionFrames(Logon logon, Subscriber subscriber) {
        this.logon = logon;
        this.subscriber = subscriber;
    }

    Fault fault() {
        return fault;
    }

    String text() {
        return text;
    }

    /** Does what the frame says; false when it cannot be decoded or has no place here. */
    boolean take(DirectBuffer frame, int offset, int length) {
        MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(frame, offset);
        boolean isLogon = header.schemaId() == SCHEMA_ID && header.templateId() == LogonDecoder.TEMPLATE_ID;
        if (!logon.isDone() && !isLogon) {
            return fails(Fault.LOGON_EXPECTED, "the first message must be a Logon");
        }
        if (logon.isDone() && isLogon) {
            return fails(Fault.LOGGED_ON_ALREADY, "a connection has one Logon");
        }
        return switch (header.templateId()) {
            case LogonDecoder.TEMPLATE_ID -> logOn(frame, offset, length, header);
            case HeartbeatDecoder.TEMPLATE_ID ->
                fits(header, HeartbeatDecoder.BLOCK_LENGTH, HEADER_BYTES + header.blockLength(), length);
            case SubscribeDecoder.TEMPLATE_ID -> subscribe(frame, offset, length, header);
            case UnsubscribeDecoder.TEMPLATE_ID -> unsubscribe(frame, offset, length, header);
            default -> fails(Fault.UNKNOWN_TEMPLATE, "clients cannot send this template");
        };
    }

    private boolean logOn(DirectBuffer frame, int offset, int length, MessageHeaderDecoder header) {
        int textAt = HEADER_BYTES + header.blockLength();
        if (header.blockLength() < LogonDecoder.BLOCK_LENGTH || textAt >= length) {
            return fails(Fault.BAD_BLOCK, "the block is too short or does not fit");
        }
        int end = textAt + 1 + (frame.getByte(offset + textAt) & 0xFF);
        if (end > length) {
            return fails(Fault.BAD_DATA, "the key does not fit");
        }
        if (!fits(header, LogonDecoder.BLOCK_LENGTH, end, length)) {
            return false;
        }
        LogonDecoder message = new LogonDecoder();
        message.wrapAndApplyHeader(frame, offset, header);
        int heartbeatMs = message.heartbeatMs();
        logon.attempt(message.apiKey(), heartbeatMs);
        return true;
    }

    private boolean subscribe(DirectBuffer frame, int offset, int length, MessageHeaderDecoder header) {
        if (!fits(header, SubscribeDecoder.BLOCK_LENGTH, HEADER_BYTES + header.blockLength(), length)) {
            return false;
        }
        SubscribeDecoder message = new SubscribeDecoder();
        message.wrapAndApplyHeader(frame, offset, header);
        SubjectKind kind = message.kind();
        if (kind == SubjectKind.NULL_VAL || kind == SubjectKind.SBE_UNKNOWN) {
            return fails(Fault.BAD_BLOCK, "no such kind of subject");
        }
        int signatureAt = offset + HEADER_BYTES + SubscribeDecoder.signatureEncodingOffset();
        subscriber.subscribe(
                message.subscriptionId(),
                kind,
                message.id(),
                frame.getLong(signatureAt, LITTLE_ENDIAN),
                frame.getLong(signatureAt + Long.BYTES, LITTLE_ENDIAN));
        return true;
    }

    private boolean unsubscribe(DirectBuffer frame, int offset, int length, MessageHeaderDecoder header) {
        if (!fits(header, UnsubscribeDecoder.BLOCK_LENGTH, HEADER_BYTES + header.blockLength(), length)) {
            return false;
        }
        UnsubscribeDecoder message = new UnsubscribeDecoder();
        message.wrapAndApplyHeader(frame, offset, header);
        subscriber.unsubscribe(message.subscriptionId());
        return true;
    }

    private boolean fits(MessageHeaderDecoder header, int leastBlockLength, int end, int length) {
        if (header.blockLength() < leastBlockLength) {
            return fails(Fault.BAD_BLOCK, "the block is shorter than this template's");
        }
        boolean isNewer = header.version() > LogonDecoder.SCHEMA_VERSION;
        if (end > length || (end < length && !isNewer)) {
            return fails(Fault.BAD_LENGTH, "the frame does not end where its message does");
        }
        return true;
    }

    private boolean fails(Fault why, String explanation) {
        fault = why;
        text = explanation;
        return false;
    }
}
