package io.rushline.gateway.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.OptionalLong;

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
 * is not valid as a booking's.
 *
 * <p>Threading: any thread; each has its own buffers. Allocation: the text of a token.
 */
public final class SignedIds {
    private static final int MAC_BYTES = IdSignature.LENGTH_BYTES;
    private static final int TOKEN_BYTES = Long.BYTES + MAC_BYTES;
    private static final int TOKEN_LENGTH = 2 + TOKEN_BYTES / 3 * 4;

    /** Stands where ids have their kind, and is none. */
    private static final byte REQUEST_SCOPE = 'r';

    private final ThreadLocal<Signer> signers;

    /** What an id stands for. */
    public enum Kind {
        HOLD('h'),
        BOOKING('b'),
        WAITER('w');

        private final char prefix;

        Kind(char prefix) {
            this.prefix = prefix;
        }

        /** What the text of such an id begins with, before an underscore. */
        public char prefix() {
            return prefix;
        }
    }

    private SignedIds(byte[] key) {
        if (key.length != ServerKey.LENGTH_BYTES) {
            throw new IllegalArgumentException("a key has " + ServerKey.LENGTH_BYTES + " bytes");
        }
        byte[] secret = key.clone();
        signers = ThreadLocal.withInitial(() -> new Signer(secret));
    }

    /**
     * Signs with the key in this directory, which is made when there is none.
     *
     * @throws BrokenKeyFileException when the file is there but is no key
     */
    public static SignedIds open(Path directory) throws IOException {
        return new SignedIds(ServerKey.open(directory));
    }

    /** Signs with a key of 32 bytes. */
    public static SignedIds withKey(byte[] key) {
        return new SignedIds(key);
    }

    public String sign(Kind kind, long id) {
        byte[] token = signers.get().token(kind, id);
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
        byte[] expected = signers.get().token(kind, id);
        return MessageDigest.isEqual(expected, bytes) ? OptionalLong.of(id) : OptionalLong.empty();
    }

    /** Writes the signature of an id, without the id, to {@code target}. Allocates nothing. */
    public void sign(Kind kind, long id, IdSignature target) {
        target.read(signers.get().token(kind, id), Long.BYTES);
    }

    /** What keeps the request ids of a key's holder apart from those of others. */
    public RequestScope requestScope(String principal) {
        byte[] name = principal.getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[1 + name.length];
        message[0] = REQUEST_SCOPE;
        System.arraycopy(name, 0, message, 1, name.length);
        byte[] mask = new byte[HmacSha256.LENGTH_BYTES];
        signers.get().hmac.sign(message, message.length, mask);
        return new RequestScope(IdSignature.littleEndian(mask, 0), IdSignature.littleEndian(mask, Long.BYTES));
    }

    /** One thread's buffers. */
    private static final class Signer {
        private final HmacSha256 hmac;
        private final byte[] input = new byte[1 + Long.BYTES];
        private final byte[] signature = new byte[HmacSha256.LENGTH_BYTES];
        private final byte[] token = new byte[TOKEN_BYTES];

        Signer(byte[] key) {
            hmac = new HmacSha256(key);
        }

        /** Valid until the next call on this thread. */
        byte[] token(Kind kind, long id) {
            input[0] = (byte) kind.prefix;
            for (int i = 0; i < Long.BYTES; i++) {
                byte next = (byte) (id >>> ((Long.BYTES - 1 - i) * Byte.SIZE));
                input[1 + i] = next;
                token[i] = next;
            }
            hmac.sign(input, input.length, signature);
            System.arraycopy(signature, 0, token, Long.BYTES, MAC_BYTES);
            return token;
        }
    }
}
