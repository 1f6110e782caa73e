package io.rushline.engine.show;

import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.request.Fingerprint;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.seat.SeatSelection;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which a show is sold; they never change.
 *
 * @param onSaleAtMs before it holds are refused
 * @param holdMs what a customer sees of a hold's life, 1 ms to a day
 * @param graceMs what the server adds to it, so that no client's clock is ahead
 * @param waitMs the longest wait in line
 * @param maxPerHold 1 to {@link SeatSelection#MAX_SEATS}
 * @param maxPerCustomer over holds, bookings and a place in line together; 0 for no limit
 * @param prices by category of the plan, in minor units; not to be written to
 */
public record ShowTerms(
        long onSaleAtMs,
        long holdMs,
        long graceMs,
        long waitMs,
        int maxPerHold,
        int maxPerCustomer,
        @SuppressWarnings("ArrayRecordComponent") // compared nowhere, and a hold's total reads it
        long[] prices) {

    /** The longest hold and grace, and the longest wait. */
    public static final long MAX_DURATION_MS = 24 * 60 * 60 * 1000L;

    /** The highest price of a seat; ten of them stay far from overflowing. */
    public static final long MAX_PRICE = 1_000_000_000_000L;

    /** Reads the terms, or answers null when a number is out of range or a price is missing. */
    public static @Nullable ShowTerms decode(CreateShowDecoder command, SeatPlan plan) {
        command.sbeRewind();
        CreateShowDecoder.PricesDecoder prices = command.prices();
        if (prices.count() != plan.categoryCount()) {
            return null;
        }
        long[] amounts = new long[plan.categoryCount()];
        for (int category = 0; category < amounts.length; category++) {
            amounts[category] = prices.next().amount();
            if (amounts[category] < 0 || amounts[category] > MAX_PRICE) {
                return null;
            }
        }
        boolean isInRange = isDuration(command.holdMs(), 1)
                && isDuration(command.graceMs(), 0)
                && isDuration(command.waitMs(), 1)
                && command.maxPerHold() >= 1
                && command.maxPerHold() <= SeatSelection.MAX_SEATS
                && command.linePolicy() == LinePolicy.STRICT_FIFO;
        if (!isInRange) {
            return null;
        }
        return new ShowTerms(
                command.onSaleAtMs(),
                command.holdMs(),
                command.graceMs(),
                command.waitMs(),
                command.maxPerHold(),
                command.maxPerCustomer(),
                amounts);
    }

    long hash() {
        long hash = Fingerprint.mix(onSaleAtMs);
        hash = Fingerprint.mix(hash ^ holdMs);
        hash = Fingerprint.mix(hash ^ graceMs);
        hash = Fingerprint.mix(hash ^ waitMs);
        hash = Fingerprint.mix(hash ^ maxPerHold ^ (long) maxPerCustomer << 32);
        for (long price : prices) {
            hash = Fingerprint.mix(hash ^ price);
        }
        return hash;
    }

    private static boolean isDuration(long durationMs, long leastMs) {
        return durationMs >= leastMs && durationMs <= MAX_DURATION_MS;
    }
}
