package io.rushline.gateway.catalogue;

/**
 * A hall of a cinema, as the engine knows it.
 *
 * @param hallId the engine's seat plan id
 * @param capacity places in all
 */
public record Hall(long hallId, long cinemaId, String name, int capacity) {}
