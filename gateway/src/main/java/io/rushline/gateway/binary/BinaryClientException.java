package io.rushline.gateway.binary;

import java.io.Serial;

/** A command has no answer. Only {@link Reason#IN_FLIGHT_LIMIT} and {@link Reason#FORBIDDEN} say that it was not carried out. */
public final class BinaryClientException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why there is no answer. */
    public enum Reason {
        /** So many commands are unanswered already that this one was not sent. */
        IN_FLIGHT_LIMIT,
        /** The key's role does not allow the command. */
        FORBIDDEN,
        /** The server does not take the key; the client does not connect again. */
        LOGON_REFUSED,
        /** The server could not decode what the client sent; the client does not connect again. */
        PROTOCOL_ERROR,
        /** The client was closed. */
        CLOSED
    }

    BinaryClientException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
