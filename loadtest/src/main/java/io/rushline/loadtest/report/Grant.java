package io.rushline.loadtest.report;

import java.util.List;

/**
 * A hold that a reply granted.
 *
 * @param sequence when it was granted
 * @param grantedAtMs on the server's clock, or -1 when the reply did not tell
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
        boolean offered) {}
