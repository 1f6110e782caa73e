package io.rushline.gateway.catalogue;

import java.util.Optional;

/** A cinema that has no id yet; without a position it stands where its city does. */
public record NewCinema(
        long cityId, String name, Optional<String> address, Optional<String> postalCode, Optional<Position> position) {}
