package io.rushline.gateway.auth;

import io.rushline.gateway.auth.SignedIds.Kind;

/**
 * Signs ids with one key, and remembers what it signed last.
 *
 * <pre>
 *   recent:  | id | kind | signature, two words | id | kind | ...      a place for each remainder of ids
 * </pre>
 *
 * <p>An id comes again soon: a request has the id that a reply has just given out, and its own reply has it once more. A signature
 * costs more than reading either. Whoever measures how long an answer takes may learn that an id was used lately, which is no secret:
 * ids are sequences.
 *
 * <p>Threading: one thread. Allocation: none.
 */
final class Signer {
    /** Some more than commands can be on their way: {@value} ids, 256 KiB. */
    private static final int PLACES = 1 << 13;

    private static final int ENTRY_WORDS = 4;

    private final HmacSha256 hmac;
    private final byte[] message = new byte[1 + Long.BYTES];
    private final byte[] hash = new byte[HmacSha256.LENGTH_BYTES];
    private final IdSignature signature = new IdSignature();
    private final long[] recent = new long[PLACES * ENTRY_WORDS];

    Signer(byte[] key) {
        hmac = new HmacSha256(key);
    }

    /** Answers what is valid until the next call. */
    IdSignature sign(Kind kind, long id) {
        int at = ((int) id & (PLACES - 1)) * ENTRY_WORDS;
        if (recent[at] == id && recent[at + 1] == kind.prefix()) {
            return signature.set(recent[at + 2], recent[at + 3]);
        }
        message[0] = (byte) kind.prefix();
        for (int i = 0; i < Long.BYTES; i++) {
            message[1 + i] = (byte) (id >>> ((Long.BYTES - 1 - i) * Byte.SIZE));
        }
        sign(message, hash);
        signature.read(hash, 0);
        recent[at] = id;
        recent[at + 1] = kind.prefix();
        recent[at + 2] = signature.first();
        recent[at + 3] = signature.second();
        return signature;
    }

    /** Writes the 32 bytes of the signature of any message. */
    void sign(byte[] anyMessage, byte[] target) {
        hmac.sign(anyMessage, anyMessage.length, target);
    }
}
