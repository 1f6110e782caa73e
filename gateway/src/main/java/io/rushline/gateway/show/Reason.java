package io.rushline.gateway.show;

import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.Text;
import java.nio.charset.StandardCharsets;

/** Why an operator did something: a line of text, which nobody has to give. */
final class Reason {
    static final String NONE = "";

    private static final int MAX_BYTES = 500;
    private static final Text SHAPE = Text.unicode(0, MAX_BYTES);

    private Reason() {}

    static String read(JsonObject json) {
        String reason = json.optionalString("reason", SHAPE).orElse(NONE);
        int bytes = reason.getBytes(StandardCharsets.UTF_8).length;
        // A text with more characters than that is refused by its shape already.
        if (bytes > MAX_BYTES && reason.codePointCount(0, reason.length()) <= MAX_BYTES) {
            json.error("reason", "must have at most " + MAX_BYTES + " bytes of UTF-8, but has " + bytes);
        }
        return reason;
    }
}
