package io.rushline.gateway.auth;

import io.rushline.gateway.reload.BrokenFileException;
import java.io.Serial;

/** A key file cannot be used as it is; the message names the file, and the line where there is one. */
public final class BrokenKeyFileException extends BrokenFileException {
    @Serial
    private static final long serialVersionUID = 1;

    BrokenKeyFileException(String message) {
        super(message);
    }
}
