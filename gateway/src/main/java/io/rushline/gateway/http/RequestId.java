package io.rushline.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The 128 bits by which the engine knows a request again, derived from whose it is and its idempotency key.
 *
 * <p>Two keys collide only when SHA-256 cut to 128 bits does. All zero would mean that none was given, so it is never
 * the result.
 */
public record RequestId(long high, long low) {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(RequestId::sha256);

    /**
     * The id of a request.
     *
     * @param principal the name beside the API key, so that two web tiers never meet each other's answers
     * @param idempotencyKey as the client sent it
     */
    public static RequestId of(String principal, String idempotencyKey) {
        byte[] name = principal.getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = SHA_256.get();
        // The length keeps "ab" + "c" apart from "a" + "bc".
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).flip());
        digest.update(name);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(idempotencyKey.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong();
        long low = hash.getLong();
        return new RequestId(high, (high | low) == 0 ? 1 : low);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
