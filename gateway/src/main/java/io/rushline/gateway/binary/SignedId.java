package io.rushline.gateway.binary;

import io.rushline.gateway.auth.SignedIds.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * The id of a hold, booking or waiter with its signature, as the binary protocol carries it: what HTTP writes as text.
 *
 * <pre>
 *   HTTP     "h_" + base64url of | id, big-endian | 16 bytes of signature |
 *   binary   id in its field, little-endian ... behind the message: the same 16 bytes
 * </pre>
 *
 * @param first the first eight bytes of the signature, little-endian
 * @param second the last eight
 */
public record SignedId(long id, long first, long second) {
    private static final int PREFIX_LENGTH = 2;
    private static final int TOKEN_BYTES = 24;

    /**
     * Reads an id as HTTP writes it.
     *
     * @throws IllegalArgumentException when it is none; whether it is valid only the server knows
     */
    public static SignedId parse(String text) {
        byte[] bytes = Base64.getUrlDecoder().decode(text.substring(Math.min(PREFIX_LENGTH, text.length())));
        if (bytes.length != TOKEN_BYTES) {
            throw new IllegalArgumentException("not an id: " + text);
        }
        ByteBuffer token = ByteBuffer.wrap(bytes);
        long id = token.getLong();
        token.order(ByteOrder.LITTLE_ENDIAN);
        return new SignedId(id, token.getLong(), token.getLong());
    }

    /** The id as HTTP writes it. */
    public String text(Kind kind) {
        ByteBuffer token = ByteBuffer.allocate(TOKEN_BYTES).putLong(id);
        token.order(ByteOrder.LITTLE_ENDIAN).putLong(first).putLong(second);
        return kind.prefix() + "_" + Base64.getUrlEncoder().encodeToString(token.array());
    }
}
