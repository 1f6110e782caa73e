package io.rushline.gateway.catalogue;

import java.util.Optional;

/** What texts from outside must keep to: not empty, not too long, nothing that cannot be seen or stored. */
public final class TextRule {
    private TextRule() {}

    /** What is wrong with a one-line text, if anything. */
    public static Optional<String> problem(String text, int maxLength) {
        if (text.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (text.length() > maxLength) {
            return Optional.of("must have at most " + maxLength + " characters, not " + text.length());
        }
        if (isSpace(text.charAt(0)) || isSpace(text.charAt(text.length() - 1))) {
            return Optional.of("must not begin or end with a space");
        }
        if (text.codePoints().anyMatch(TextRule::isUnfit)) {
            return Optional.of("must have no control characters and no halves of characters");
        }
        return Optional.empty();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** A surrogate on its own has no form in UTF-8, so two different names could become one. */
    private static boolean isUnfit(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
