package io.rushline.gateway.http;

import io.rushline.gateway.auth.KeyHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The hash of the good key that a connection came with last: nearly always it comes with the same one again. A proxy's connection
 * may carry the keys of several clients, so two keys are compared in a time that tells nobody where they differ.
 *
 * <p>Threading: the connection's event loop only.
 */
final class LastKey {
    /** Keys are shorter; who sends longer ones gets no memory for them. */
    private static final int MAX_LENGTH = 128;

    private byte[] key = {};
    private @Nullable KeyHash hash;

    KeyHash hashOf(String sent) {
        KeyHash known = hash;
        return known != null && MessageDigest.isEqual(bytes(sent), key) ? known : KeyHash.of(sent);
    }

    /** Remembers a key that was found to be somebody's. */
    void remember(String sent, KeyHash itsHash) {
        if (itsHash != hash && sent.length() <= MAX_LENGTH) {
            key = bytes(sent);
            hash = itsHash;
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
