package io.rushline.gateway.binary;

import io.rushline.gateway.binary.protocol.CommandRefusal;
import java.io.Serial;

/**
 * A command has no answer. {@link Reason#IN_FLIGHT_LIMIT}, {@link Reason#FORBIDDEN}, {@link Reason#RATE_LIMITED},
 * {@link Reason#CLIENT_BLOCKED} and {@link Reason#REFUSED} say that it was not carried out; the others do not say.
 */
public final class BinaryClientException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final long retryAfterMs;

    /** Why there is no answer. */
    public enum Reason {
        /** So many commands are unanswered already that this one was not sent. */
        IN_FLIGHT_LIMIT,
        /** The key's role does not allow the command. */
        FORBIDDEN,
        /** These are more commands than the client may send. */
        RATE_LIMITED,
        /** The client, or the customer, is locked out for a while. */
        CLIENT_BLOCKED,
        /** The server, which is newer than the client, did not let the command in, for a reason that the client does not know. */
        REFUSED,
        /** The server does not take the key; the client does not connect again. */
        LOGON_REFUSED,
        /** The server could not decode what the client sent; the client does not connect again. */
        PROTOCOL_ERROR,
        /** The client was closed. */
        CLOSED
    }

    BinaryClientException(Reason reason, String message) {
        this(reason, message, 0);
    }

    private BinaryClientException(Reason reason, String message, long retryAfterMs) {
        super(message);
        this.reason = reason;
        this.retryAfterMs = retryAfterMs;
    }

    /** For a command that the server did not let in. */
    static BinaryClientException refusal(CommandRefusal refusal, long retryAfterMs) {
        return switch (refusal) {
            case RATE_LIMITED ->
                new BinaryClientException(
                        Reason.RATE_LIMITED, "rate limited, for " + retryAfterMs + " ms", retryAfterMs);
            case CLIENT_BLOCKED ->
                new BinaryClientException(
                        Reason.CLIENT_BLOCKED, "locked out, for " + retryAfterMs + " ms", retryAfterMs);
            case FORBIDDEN -> new BinaryClientException(Reason.FORBIDDEN, "the key's role does not allow this");
            case SBE_UNKNOWN, NULL_VAL ->
                new BinaryClientException(Reason.REFUSED, "refused, for a reason that is not known here", retryAfterMs);
        };
    }

    public Reason reason() {
        return reason;
    }

    /** How long the server wants to be left alone with commands like this one; 0 when it does not say. */
    public long retryAfterMs() {
        return retryAfterMs;
    }
}
