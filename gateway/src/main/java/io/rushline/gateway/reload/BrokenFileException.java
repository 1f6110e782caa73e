package io.rushline.gateway.reload;

import java.io.IOException;
import java.io.Serial;

/** What stands in a file cannot be used, and will not be usable before it is changed; the message names the file. */
public class BrokenFileException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    public BrokenFileException(String message) {
        super(message);
    }
}
