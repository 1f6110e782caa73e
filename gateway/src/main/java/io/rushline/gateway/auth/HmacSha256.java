package io.rushline.gateway.auth;

import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA-256 over short messages with one key.
 *
 * <p>Threading: one thread. Allocation: none, which {@code javax.crypto.Mac} does not offer.
 *
 * <p>Source: RFC 2104.
 */
final class HmacSha256 {
    static final int LENGTH_BYTES = 32;

    private static final int BLOCK_BYTES = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest sha256;
    private final byte[] innerKey;
    private final byte[] outerKey;
    private final byte[] innerHash = new byte[LENGTH_BYTES];

    /** @param key at most a block of 64 bytes */
    HmacSha256(byte[] key) {
        if (key.length > BLOCK_BYTES) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes is longer than a block");
        }
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        innerKey = padded(key, INNER);
        outerKey = padded(key, OUTER);
    }

    /** Writes the 32 bytes of the signature of {@code message[0, length)} to the start of {@code target}. */
    void sign(byte[] message, int length, byte[] target) {
        try {
            sha256.update(innerKey, 0, BLOCK_BYTES);
            sha256.update(message, 0, length);
            sha256.digest(innerHash, 0, LENGTH_BYTES);
            sha256.update(outerKey, 0, BLOCK_BYTES);
            sha256.update(innerHash, 0, LENGTH_BYTES);
            sha256.digest(target, 0, LENGTH_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("the arrays have the length of the hash", e);
        }
    }

    private static byte[] padded(byte[] key, byte pad) {
        byte[] block = Arrays.copyOf(key, BLOCK_BYTES);
        for (int i = 0; i < BLOCK_BYTES; i++) {
            block[i] ^= pad;
        }
        return block;
    }
}
