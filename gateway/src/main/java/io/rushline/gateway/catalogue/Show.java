package io.rushline.gateway.catalogue;

import io.rushline.engine.hash.Fingerprint;

/**
 * A film in a hall at a time, as the engine knows it. Times are milliseconds since the epoch.
 *
 * @param showId the engine's show id
 * @param hallId the engine's seat plan id
 */
public record Show(long showId, long movieId, long hallId, long startsAtMs, long endsAtMs, long onSaleAtMs) {
    /** A number by which two states of a show's times can be told apart. */
    public long timesMark() {
        return timesMark(startsAtMs, endsAtMs, onSaleAtMs);
    }

    static long timesMark(long startsAtMs, long endsAtMs, long onSaleAtMs) {
        return Fingerprint.mix(startsAtMs + Fingerprint.mix(endsAtMs + Fingerprint.mix(onSaleAtMs)));
    }
}
