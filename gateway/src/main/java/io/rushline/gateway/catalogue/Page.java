package io.rushline.gateway.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next the cursor with which the list goes on; empty at its end
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }

    /** Cuts rows of which one more was read than asked for, to learn whether the list goes on. */
    static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> cursorOf) {
        if (rows.size() <= limit) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, limit);
        return new Page<>(
                items, Optional.of(cursorOf.apply(items.get(limit - 1)).text()));
    }
}
