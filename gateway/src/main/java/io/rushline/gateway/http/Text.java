package io.rushline.gateway.http;

/**
 * What a piece of text in a request may look like.
 *
 * @param minLength in code points
 * @param maxLength in code points
 * @param ascii true for printable ASCII only; else any Unicode but control characters and halves of characters
 */
public record Text(int minLength, int maxLength, boolean ascii) {
    public Text {
        if (minLength < 0 || maxLength < minLength) {
            throw new IllegalArgumentException("lengths " + minLength + " to " + maxLength);
        }
    }

    /** Printable ASCII, the space among it. */
    public static Text ascii(int minLength, int maxLength) {
        return new Text(minLength, maxLength, true);
    }

    /** Any characters but control characters. */
    public static Text unicode(int minLength, int maxLength) {
        return new Text(minLength, maxLength, false);
    }

    /** What is wrong with the value as the rest of a sentence; empty when nothing is. */
    String fault(String value) {
        int length = value.codePointCount(0, value.length());
        if (length < minLength || length > maxLength) {
            String bounds = minLength == maxLength ? "exactly " + minLength : minLength + " to " + maxLength;
            return "must have " + bounds + " characters, but has " + length;
        }
        for (int i = 0; i < value.length(); ) {
            int codePoint = value.codePointAt(i);
            if (ascii && (codePoint < ' ' || codePoint > '~')) {
                return "must be printable ASCII";
            }
            if (Character.isISOControl(codePoint)) {
                return "must not contain control characters";
            }
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return "contains half of a character";
            }
            i += Character.charCount(codePoint);
        }
        return "";
    }
}
