package io.rushline.gateway.http;

import io.rushline.gateway.auth.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * The hash of the key that a connection came with last: nearly always it comes with the same one again. Compared is what one
 * client has sent with what it has sent before, so the time that takes tells nobody anything.
 *
 * <p>Threading: the connection's event loop only.
 */
final class LastKey {
    private String key = "";
    private @Nullable KeyHash hash;

    KeyHash hashOf(String sent) {
        KeyHash known = hash;
        if (known == null || !sent.equals(key)) {
            known = KeyHash.of(sent);
            key = sent;
            hash = known;
        }
        return known;
    }
}
