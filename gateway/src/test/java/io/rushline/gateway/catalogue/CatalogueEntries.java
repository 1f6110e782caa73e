package io.rushline.gateway.catalogue;

import java.util.Optional;

/** What tests put into a catalogue. */
final class CatalogueEntries {
    static final Position CHICAGO = new Position(41.88, -87.63);
    static final Position BOSTON = new Position(42.36, -71.06);

    private CatalogueEntries() {}

    static NewCinema cinema(City city, String name, String postalCode, Position position) {
        return new NewCinema(
                city.cityId(), name, Optional.of("1 Street"), Optional.of(postalCode), Optional.of(position));
    }

    static NewMovie movie(String title) {
        return new NewMovie(
                title, Optional.of("About"), 120, Optional.empty(), Optional.of("English"), Optional.empty());
    }
}
