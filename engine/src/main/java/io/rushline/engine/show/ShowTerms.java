package io.rushline.engine.show;

import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.seat.SeatSelection;

/**
 * The conditions under which a show is sold; they never change.
 *
 * @param movieId the catalogue's id; the engine only carries it
 * @param startsAtMs carried for the catalogue
 * @param endsAtMs carried for the catalogue
 * @param holdMs what a customer sees of a hold's life, 1 ms to a day
 * @param graceMs what the server adds to it, so that no client's clock is ahead
 * @param waitMs the longest wait in line
 * @param maxPerHold 1 to {@link SeatSelection#MAX_SEATS}
 * @param maxPerCustomer over holds, bookings and a place in line together; 0 for no limit
 * @param isFirstFit whether the line's policy is FIRST_FIT
 * @param currency three ASCII letters, the first in the lowest byte
 */
public record ShowTerms(
        long movieId,
        long startsAtMs,
        long endsAtMs,
        int holdMs,
        int graceMs,
        int waitMs,
        int maxPerHold,
        int maxPerCustomer,
        boolean isFirstFit,
        int currency) {

    /** The longest hold and grace, and the longest wait. */
    public static final long MAX_DURATION_MS = 24 * 60 * 60 * 1000L;

    /** The highest price of a seat; ten of them stay far from overflowing. */
    public static final long MAX_PRICE = 1_000_000_000_000L;

    /** Whether all numbers of the command are in range. */
    public static boolean isValid(CreateShowDecoder command) {
        LinePolicy policy = command.linePolicy();
        return isDuration(command.holdMs(), 1)
                && isDuration(command.graceMs(), 0)
                && isDuration(command.waitMs(), 1)
                && command.maxPerHold() >= 1
                && command.maxPerHold() <= SeatSelection.MAX_SEATS
                && (policy == LinePolicy.STRICT_FIFO || policy == LinePolicy.FIRST_FIT);
    }

    /** Reads the terms of a valid command. */
    public static ShowTerms decode(CreateShowDecoder command) {
        return new ShowTerms(
                command.movieId(),
                command.startsAtMs(),
                command.endsAtMs(),
                (int) command.holdMs(),
                (int) command.graceMs(),
                (int) command.waitMs(),
                command.maxPerHold(),
                command.maxPerCustomer(),
                command.linePolicy() == LinePolicy.FIRST_FIT,
                (command.currency(0) & 0xFF) | (command.currency(1) & 0xFF) << 8 | (command.currency(2) & 0xFF) << 16);
    }

    private static boolean isDuration(long durationMs, long leastMs) {
        return durationMs >= leastMs && durationMs <= MAX_DURATION_MS;
    }
}
