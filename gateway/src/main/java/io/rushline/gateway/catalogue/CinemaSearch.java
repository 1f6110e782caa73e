package io.rushline.gateway.catalogue;

import java.util.Optional;

/**
 * Which cinemas to list. With a circle, the nearest come first, otherwise they are in the order of their names.
 *
 * @param text a part of the name
 * @param city the city's id when it is a number, its whole name otherwise
 */
public record CinemaSearch(
        Optional<String> text, Optional<String> city, Optional<String> postalCode, Optional<Nearby> nearby) {
    /** All cinemas. */
    public static CinemaSearch all() {
        return new CinemaSearch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
