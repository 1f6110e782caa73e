package io.rushline.gateway.server;

import java.io.Serial;

/** A command can't do its work here and now; the message is one line that says what is wrong and what to do. */
public final class CouldNotRunException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public CouldNotRunException(String message) {
        super(message);
    }
}
