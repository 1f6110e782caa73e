package io.rushline.journal.event;

import java.nio.charset.StandardCharsets;

/** A currency's three letters in a number, the first in the lowest byte; 0 when there is none. */
public final class Currency {
    private static final int LETTERS = 3;

    private Currency() {}

    /** Packs a code of ISO 4217. */
    public static int pack(String code) {
        byte[] letters = code.getBytes(StandardCharsets.US_ASCII);
        if (letters.length != LETTERS) {
            throw new IllegalArgumentException("a currency has three letters: " + code);
        }
        return (letters[0] & 0xFF) | ((letters[1] & 0xFF) << Byte.SIZE) | ((letters[2] & 0xFF) << (2 * Byte.SIZE));
    }

    /** The code, empty when there is none. */
    public static String unpack(int packed) {
        if (packed == 0) {
            return "";
        }
        byte[] letters = {(byte) packed, (byte) (packed >>> Byte.SIZE), (byte) (packed >>> (2 * Byte.SIZE))};
        return new String(letters, StandardCharsets.US_ASCII);
    }
}
