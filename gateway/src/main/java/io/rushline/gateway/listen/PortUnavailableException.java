package io.rushline.gateway.listen;

import java.io.IOException;
import java.io.Serial;

/** The server could not listen: the port is taken, or the address is not one of this machine. */
public final class PortUnavailableException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    public PortUnavailableException(String address, int port, Throwable cause) {
        super("cannot listen on " + address + " port " + port + ": " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
