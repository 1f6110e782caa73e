package io.rushline.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of an API key, by which it can be looked up without being kept.
 *
 * <p>Threading: immutable.
 */
public final class KeyHash {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(KeyHash::newSha256);

    private final byte[] sha256;

    private KeyHash(byte[] sha256) {
        this.sha256 = sha256;
    }

    public static KeyHash of(String key) {
        return new KeyHash(sha256(key));
    }

    /** Takes as long for another hash as for this one. */
    boolean isSame(byte[] otherSha256) {
        return MessageDigest.isEqual(otherSha256, sha256);
    }

    static byte[] sha256(String key) {
        return SHA_256.get().digest(key.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
