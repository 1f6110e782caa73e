package io.rushline.gateway.catalogue;

/**
 * A film in a hall at a time, as the engine knows it. Times are milliseconds since the epoch.
 *
 * @param showId the engine's show id
 * @param hallId the engine's seat plan id
 */
public record Show(long showId, long movieId, long hallId, long startsAtMs, long endsAtMs, long onSaleAtMs) {}
