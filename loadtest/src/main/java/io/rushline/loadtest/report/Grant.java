package io.rushline.loadtest.report;

import io.rushline.loadtest.wire.Answer;
import java.util.List;

/**
 * A hold that a reply granted.
 *
 * @param sequence when it was granted
 * @param grantedAtMs on the server's clock, at the latest; or {@link #UNKNOWN}
 * @param expiresAtMs on the server's clock, without grace, or -1 when the reply did not tell
 * @param offered whether it was made for a waiter; else a newcomer asked for it
 */
public record Grant(
        String showId,
        String holdId,
        List<String> seats,
        long sequence,
        long grantedAtMs,
        long expiresAtMs,
        boolean offered) {
    public static final long UNKNOWN = -1;

    /** The hold of an answer, on a show whose holds last so long. */
    public static Grant of(String showId, Answer hold, long sequence, long holdMs, boolean offered) {
        long expiresAtMs = hold.timeMs("expiresAt");
        return new Grant(
                showId,
                hold.text("holdId"),
                hold.seats(),
                sequence,
                expiresAtMs < 0 ? UNKNOWN : expiresAtMs - holdMs,
                expiresAtMs,
                offered);
    }

    /** The same, granted at this time at the latest. */
    public Grant grantedAt(long atMs) {
        return new Grant(showId, holdId, seats, sequence, atMs, expiresAtMs, offered);
    }
}
