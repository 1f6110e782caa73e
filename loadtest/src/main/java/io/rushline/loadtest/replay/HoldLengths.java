package io.rushline.loadtest.replay;

import java.util.HashMap;
import java.util.Map;

/**
 * How long the holds of the server's shows last, as far as its answers say.
 *
 * <p>Threading: one thread.
 */
final class HoldLengths {
    /** Nothing was said, or not always the same: somebody may have changed the show's terms meanwhile. */
    static final long UNKNOWN = -1;

    private final Map<String, Long> holdMsOfShow = new HashMap<>();

    /** Takes note of a hold that was asked for. */
    void learn(String showId, long holdMs) {
        holdMsOfShow.merge(showId, holdMs, (known, other) -> known.equals(other) ? known : UNKNOWN);
    }

    /** In milliseconds, or {@link #UNKNOWN}. */
    long holdMs(String showId) {
        return holdMsOfShow.getOrDefault(showId, UNKNOWN);
    }
}
