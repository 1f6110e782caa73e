package io.rushline.gateway.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The place of a list's item in the list's order: its sort key and, among equal keys, its id. What lies behind it stays
 * the same when items in front of it come or go.
 *
 * @param list tells the kinds of list apart, so that a cursor of one is refused by the others
 */
record Cursor(char list, String key, long id) {
    private static final int MAX_TEXT_LENGTH = 1024;

    Cursor(char list, long key, long id) {
        this(list, Long.toString(key), id);
    }

    /** What the client gets and gives back. */
    String text() {
        String plain = list + Long.toString(id) + ':' + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Cursor> of(PageRequest request, char list) {
        return request.cursor().map(text -> parse(text, list));
    }

    private static Cursor parse(String text, char list) {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw new InvalidCursor();
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int colon = plain.indexOf(':');
            if (colon < 2 || plain.charAt(0) != list || plain.chars().anyMatch(Character::isISOControl)) {
                throw new InvalidCursor();
            }
            return new Cursor(list, plain.substring(colon + 1), Long.parseLong(plain, 1, colon, 10));
        } catch (InvalidCursor e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidCursor();
        }
    }

    long keyAsLong() {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw new InvalidCursor();
        }
    }
}
