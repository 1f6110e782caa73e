package io.rushline.gateway.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes percent-encoded parts of a request target, strictly: a broken escape or broken UTF-8 is refused. */
final class PercentEncoding {
    private PercentEncoding() {}

    /** @throws ProblemException {@code MALFORMED} */
    static String decodeSegment(String text) {
        return decode(text, false);
    }

    /** Also turns each plus sign into a space. */
    static String decodeQuery(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean plusIsSpace) {
        if (isPlain(text, plusIsSpace)) {
            return text;
        }
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                bytes.put(octet(high, low));
                i += 2;
            } else if (c == '+' && plusIsSpace) {
                bytes.put((byte) ' ');
            } else if (c > ' ' && c < 0x7f) {
                bytes.put((byte) c);
            } else {
                throw malformed();
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw malformed();
        }
    }

    private static boolean isPlain(String text, boolean plusIsSpace) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c <= ' ' || c >= 0x7f || (c == '+' && plusIsSpace)) {
                return false;
            }
        }
        return true;
    }

    private static byte octet(int high, int low) {
        if (high < 0 || low < 0) {
            throw malformed();
        }
        return (byte) (high << 4 | low);
    }

    private static ProblemException malformed() {
        return Problem.malformed("The path or query holds a broken percent-encoding")
                .exception();
    }
}
