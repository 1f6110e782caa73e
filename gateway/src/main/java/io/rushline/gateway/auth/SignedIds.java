package io.rushline.gateway.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns the engine's ids into ones that nobody can guess, and back.
 *
 * <pre>
 *  h_ + base64url of  +----------+--------------------------------------+
 *                     | id int64 | first 16 bytes of the HMAC-SHA-256   |
 *                     +----------+--------------------------------------+
 * </pre>
 *
 * <p>24 bytes are exactly 32 characters, so each id has one spelling only. The signature covers the kind: a hold's id
 * is not valid as a booking's. The newest key signs, older ones verify too.
 *
 * <p>Threading: any thread. Allocation: the token itself; each thread keeps its own {@link Mac}.
 */
public final class SignedIds {
    private static final int MAC_BYTES = 16;
    private static final int TOKEN_BYTES = Long.BYTES + MAC_BYTES;
    private static final int TOKEN_LENGTH = 2 + TOKEN_BYTES / 3 * 4;
    private static final String ALGORITHM = "HmacSHA256";

    /** Newest first. */
    private final ThreadLocal<List<Signer>> signers;

    /** What an id stands for. */
    public enum Kind {
        HOLD('h'),
        BOOKING('b'),
        WAITER('w');

        private final char prefix;

        Kind(char prefix) {
            this.prefix = prefix;
        }
    }

    private SignedIds(List<byte[]> keys) {
        if (keys.isEmpty() || keys.stream().anyMatch(key -> key.length != ServerKey.LENGTH_BYTES)) {
            throw new IllegalArgumentException("a key has " + ServerKey.LENGTH_BYTES + " bytes");
        }
        List<SecretKeySpec> secrets =
                keys.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
        signers =
                ThreadLocal.withInitial(() -> secrets.stream().map(Signer::new).toList());
    }

    /**
     * Signs with the newest key in this directory; one is made when there is none.
     *
     * @throws BrokenKeyFileException when the file is there but is no key
     */
    public static SignedIds open(Path directory) throws IOException {
        return new SignedIds(ServerKey.open(directory));
    }

    /** Signs with a key of 32 bytes. */
    public static SignedIds withKey(byte[] key) {
        return new SignedIds(List.of(key));
    }

    public String sign(Kind kind, long id) {
        byte[] token = signers.get().get(0).token(kind, id);
        byte[] text = new byte[TOKEN_LENGTH];
        text[0] = (byte) kind.prefix;
        text[1] = '_';
        byte[] encoded = Base64.getUrlEncoder().encode(token);
        System.arraycopy(encoded, 0, text, 2, encoded.length);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** The id, when this server signed exactly this token for this kind. */
    public OptionalLong verify(Kind kind, String token) {
        if (token.length() != TOKEN_LENGTH || token.charAt(0) != kind.prefix || token.charAt(1) != '_') {
            return OptionalLong.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token.substring(2));
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
        if (bytes.length != TOKEN_BYTES) {
            return OptionalLong.empty();
        }
        long id = ByteBuffer.wrap(bytes).getLong();
        for (Signer signer : signers.get()) {
            if (MessageDigest.isEqual(signer.token(kind, id), bytes)) {
                return OptionalLong.of(id);
            }
        }
        return OptionalLong.empty();
    }

    /** One thread's Mac with its buffers. */
    private static final class Signer {
        private final Mac mac;
        private final ByteBuffer input = ByteBuffer.allocate(1 + Long.BYTES);
        private final byte[] signature = new byte[ServerKey.LENGTH_BYTES];
        private final byte[] token = new byte[TOKEN_BYTES];

        Signer(SecretKeySpec key) {
            try {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has " + ALGORITHM, e);
            }
        }

        /** Valid until the next call on this thread. */
        byte[] token(Kind kind, long id) {
            input.clear().put((byte) kind.prefix).putLong(id).flip();
            mac.update(input);
            try {
                mac.doFinal(signature, 0);
            } catch (ShortBufferException e) {
                throw new IllegalStateException("the buffer has the signature's length", e);
            }
            ByteBuffer.wrap(token).putLong(id).put(signature, 0, MAC_BYTES);
            return token;
        }
    }
}
