package io.rushline.engine.show;

import io.rushline.engine.protocol.ChangeShowDecoder;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.seat.SeatSelection;

/**
 * The conditions under which a show is sold, but for its prices and the time at which sales begin. Others than these may
 * take their place; what was sold before was sold under those that held then.
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

    /** Whether all numbers of the command that are given are in range. */
    public static boolean isValid(ChangeShowDecoder command) {
        long holdMs = command.holdMs();
        long waitMs = command.waitMs();
        int maxPerHold = command.maxPerHold();
        return (holdMs == ChangeShowDecoder.holdMsNullValue() || isDuration(holdMs, 1))
                && (waitMs == ChangeShowDecoder.waitMsNullValue() || isDuration(waitMs, 1))
                && (maxPerHold == ChangeShowDecoder.maxPerHoldNullValue()
                        || (maxPerHold >= 1 && maxPerHold <= SeatSelection.MAX_SEATS));
    }

    /** These terms with what a valid command gives in their place; the end moves with the start. */
    public ShowTerms with(ChangeShowDecoder command) {
        long newStartsAtMs = orElse(command.startsAtMs(), ChangeShowDecoder.startsAtMsNullValue(), startsAtMs);
        return new ShowTerms(
                movieId,
                newStartsAtMs,
                endsAtMs + newStartsAtMs - startsAtMs,
                (int) orElse(command.holdMs(), ChangeShowDecoder.holdMsNullValue(), holdMs),
                graceMs,
                (int) orElse(command.waitMs(), ChangeShowDecoder.waitMsNullValue(), waitMs),
                (int) orElse(command.maxPerHold(), ChangeShowDecoder.maxPerHoldNullValue(), maxPerHold),
                (int) orElse(command.maxPerCustomer(), ChangeShowDecoder.maxPerCustomerNullValue(), maxPerCustomer),
                isFirstFit,
                currency);
    }

    private static long orElse(long given, long nullValue, long old) {
        return given == nullValue ? old : given;
    }

    private static boolean isDuration(long durationMs, long leastMs) {
        return durationMs >= leastMs && durationMs <= MAX_DURATION_MS;
    }
}
