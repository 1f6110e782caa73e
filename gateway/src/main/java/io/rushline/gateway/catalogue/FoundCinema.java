package io.rushline.gateway.catalogue;

import java.util.OptionalLong;

/** A cinema in a list, with its distance when the list was asked for by position. */
public record FoundCinema(Cinema cinema, OptionalLong distanceMetres) {}
