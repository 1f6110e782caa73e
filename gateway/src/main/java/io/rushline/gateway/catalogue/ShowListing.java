package io.rushline.gateway.catalogue;

import java.util.Optional;

/**
 * A show with what the catalogue has to say about it. The names are absent when the engine knows a show whose film or
 * hall the catalogue does not have.
 */
public record ShowListing(Show show, Optional<String> movieTitle, Optional<String> hallName, Optional<Cinema> cinema) {}
