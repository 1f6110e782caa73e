package io.rushline.gateway.catalogue;

import java.util.Optional;

/** A house with halls, in a city. */
public record Cinema(
        long cinemaId,
        City city,
        String name,
        Optional<String> address,
        Optional<String> postalCode,
        Position position) {}
