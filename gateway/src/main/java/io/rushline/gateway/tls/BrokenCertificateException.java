package io.rushline.gateway.tls;

import io.rushline.gateway.reload.BrokenFileException;
import java.io.Serial;

/** A certificate or its key cannot be used; the message is one line that names the file. */
public final class BrokenCertificateException extends BrokenFileException {
    @Serial
    private static final long serialVersionUID = 1;

    BrokenCertificateException(String message) {
        super(message);
    }
}
