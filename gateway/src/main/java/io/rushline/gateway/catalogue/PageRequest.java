package io.rushline.gateway.catalogue;

import java.util.Optional;

/**
 * Which part of a list is wanted.
 *
 * @param limit how many items at most, 1 to 30
 * @param cursor {@link Page#next()} of the part before; empty for the first
 */
public record PageRequest(int limit, Optional<String> cursor) {
    public static final int MAX_LIMIT = 30;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be from 1 to 30, not " + limit);
        }
    }

    /** The beginning of a list. */
    public static PageRequest first() {
        return new PageRequest(MAX_LIMIT, Optional.empty());
    }

    /** What follows a page, if anything does. */
    public Optional<PageRequest> after(Page<?> page) {
        return page.next().map(next -> new PageRequest(limit, Optional.of(next)));
    }
}
