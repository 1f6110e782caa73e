package io.rushline.gateway.catalogue;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which shows count.
 *
 * @param city the city's id when it is a number, its whole name otherwise
 * @param fromMs the earliest start
 * @param toMs starts are before this
 */
public record ShowSearch(Optional<String> city, OptionalLong fromMs, OptionalLong toMs) {
    /** Every show. */
    public static ShowSearch all() {
        return new ShowSearch(Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    boolean isAll() {
        return city.isEmpty() && fromMs.isEmpty() && toMs.isEmpty();
    }
}
