package io.rushline.gateway.auth;

import io.rushline.engine.bytes.LittleEndian;
import io.rushline.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
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
 * is not valid as a booking's. The newest key signs, older ones verify too.
 *
 * <p>Threading: any thread; each has signers of its own. Allocation: the text of a token.
 */
public final class SignedIds {
    private static final int MAC_BYTES = IdSignature.LENGTH_BYTES;
    private static final int TOKEN_BYTES = Long.BYTES + MAC_BYTES;
    private static final int TOKEN_LENGTH = 2 + TOKEN_BYTES / 3 * 4;

    /** Stands where ids have their kind, and is none. */
    private static final byte REQUEST_SCOPE = 'r';

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

        /** What the text of such an id begins with, before an underscore. */
        public char prefix() {
            return prefix;
        }
    }

    private SignedIds(List<byte[]> keys) {
        if (keys.isEmpty() || keys.stream().anyMatch(key -> key.length != ServerKey.LENGTH_BYTES)) {
            throw new IllegalArgumentException("a key has " + ServerKey.LENGTH_BYTES + " bytes");
        }
        List<byte[]> secrets = keys.stream().map(byte[]::clone).toList();
        signers =
                ThreadLocal.withInitial(() -> secrets.stream().map(Signer::new).toList());
    }

    /**
     * Signs with the newest key in this directory; one is made when there is none.
     *
     * @throws BrokenKeyFileException when the file is there but is no key
     */
    public static SignedIds open(Path directory) throws IOException {
        return open(directory, Disk.SYSTEM);
    }

    /** As above, on a disk that is not the system's. */
    public static SignedIds open(Path directory, Disk disk) throws IOException {
        return new SignedIds(ServerKey.open(directory, disk));
    }

    /** As above, but nothing is made or written, for who only reads the ids of a server. */
    public static SignedIds read(Path directory) throws IOException {
        return new SignedIds(ServerKey.read(directory.resolve(ServerKey.FILE_NAME)));
    }

    /** Signs with a key of 32 bytes. */
    public static SignedIds withKey(byte[] key) {
        return new SignedIds(List.of(key));
    }

    public String sign(Kind kind, long id) {
        IdSignature signature = signers.get().get(0).sign(kind, id);
        byte[] token = ByteBuffer.allocate(TOKEN_BYTES)
                .putLong(id)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(signature.first())
                .putLong(signature.second())
                .array();
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
        ByteBuffer decoded = ByteBuffer.wrap(bytes);
        long id = decoded.getLong();
        decoded.order(ByteOrder.LITTLE_ENDIAN);
        boolean isSigned = isSigned(kind, id, decoded.getLong(), decoded.getLong());
        return isSigned ? OptionalLong.of(id) : OptionalLong.empty();
    }

    /** Writes the signature of an id, without the id, to {@code target}. Allocates nothing. */
    public void sign(Kind kind, long id, IdSignature target) {
        target.copy(signers.get().get(0).sign(kind, id));
    }

    /**
     * Whether one of the keys gives an id this signature. Allocates nothing.
     *
     * @param first as {@link IdSignature#first()}
     * @param second as {@link IdSignature#second()}
     */
    public boolean isSigned(Kind kind, long id, long first, long second) {
        List<Signer> all = signers.get();
        boolean isSigned = false;
        for (int i = 0; i < all.size(); i++) {
            IdSignature right = all.get(i).sign(kind, id);
            isSigned |= ((first ^ right.first()) | (second ^ right.second())) == 0;
        }
        return isSigned;
    }

    /** What keeps the request ids of a key's holder apart from those of others. */
    public RequestScope requestScope(String principal) {
        byte[] name = principal.getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[1 + name.length];
        message[0] = REQUEST_SCOPE;
        System.arraycopy(name, 0, message, 1, name.length);
        byte[] mask = new byte[HmacSha256.LENGTH_BYTES];
        // The oldest key: a scope must outlast a new one, or a repeated request would be taken for another.
        List<Signer> all = signers.get();
        all.get(all.size() - 1).sign(message, mask);
        return new RequestScope(LittleEndian.getLong(mask, 0), LittleEndian.getLong(mask, Long.BYTES));
    }
}
