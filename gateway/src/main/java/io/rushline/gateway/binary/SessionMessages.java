package io.rushline.gateway.binary;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.binary.protocol.CommandRefusal;
import io.rushline.gateway.binary.protocol.CommandRefusedEncoder;
import io.rushline.gateway.binary.protocol.EndReason;
import io.rushline.gateway.binary.protocol.Fault;
import io.rushline.gateway.binary.protocol.GoodbyeEncoder;
import io.rushline.gateway.binary.protocol.HeartbeatEncoder;
import io.rushline.gateway.binary.protocol.KeyRole;
import io.rushline.gateway.binary.protocol.LogonAcceptedEncoder;
import io.rushline.gateway.binary.protocol.LogonRefusal;
import io.rushline.gateway.binary.protocol.LogonRefusedEncoder;
import io.rushline.gateway.binary.protocol.MessageHeaderEncoder;
import io.rushline.gateway.binary.protocol.ProtocolErrorEncoder;

/** Encodes what the server says about the session, and its refusals of commands that do not reach the engine. */
final class SessionMessages {
    private static final int ROOM_BYTES = 512;
    private static final int AT = Outgoing.MESSAGE_OFFSET;
    private static final int HEADER_BYTES = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Outgoing out;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final io.rushline.engine.protocol.MessageHeaderEncoder engineHeader =
            new io.rushline.engine.protocol.MessageHeaderEncoder();
    private final RefusedEncoder refused = new RefusedEncoder();
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();

    SessionMessages(Outgoing out) {
        this.out = out;
    }

    void logonAccepted(Role role, int heartbeatMs, int idleMs, int maxFrameBytes, long nowMs) {
        LogonAcceptedEncoder message = new LogonAcceptedEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header)
                .commandVersion(RefusedEncoder.SCHEMA_VERSION)
                .role(role == Role.OPERATOR ? KeyRole.OPERATOR : KeyRole.WEB)
                .heartbeatMs(heartbeatMs)
                .idleMs(idleMs)
                .maxFrameBytes(maxFrameBytes)
                .timestampMs(nowMs);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void logonRefused(LogonRefusal reason, long retryAfterMs) {
        LogonRefusedEncoder message = new LogonRefusedEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header)
                .reason(reason)
                .retryAfterMs(retryAfterMs);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void heartbeat(long nowMs) {
        heartbeat.wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header).timestampMs(nowMs);
        out.end(HEADER_BYTES + heartbeat.encodedLength());
    }

    void goodbye(EndReason reason) {
        GoodbyeEncoder message = new GoodbyeEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header)
                .reason(reason);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void protocolError(Fault fault, long frameNumber, String text) {
        ProtocolErrorEncoder message = new ProtocolErrorEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header)
                .fault(fault)
                .frameNumber(frameNumber)
                .text(text);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    void commandRefused(long requestHigh, long requestLow, CommandRefusal reason, long retryAfterMs) {
        CommandRefusedEncoder message = new CommandRefusedEncoder()
                .wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, header)
                .reason(reason)
                .retryAfterMs(retryAfterMs);
        message.requestId().high(requestHigh).low(requestLow);
        out.end(HEADER_BYTES + message.encodedLength());
    }

    /** The engine's refusal as the engine would have written it, but with no sequence, since it never saw the command. */
    void refused(long requestHigh, long requestLow, Code code, long nowMs) {
        refused.wrapAndApplyHeader(out.begin(ROOM_BYTES), AT, engineHeader)
                .sequence(0)
                .timestampMs(nowMs)
                .code(code)
                .replayed(io.rushline.engine.protocol.Flag.NO)
                .detail(0)
                .seatsCount(0);
        refused.requestId().high(requestHigh).low(requestLow);
        out.end(HEADER_BYTES + refused.encodedLength());
    }
}
