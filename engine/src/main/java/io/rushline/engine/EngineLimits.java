package io.rushline.engine;

import io.rushline.engine.protocol.StartEpochEncoder;

/**
 * Bounds on what an engine keeps and on what a command may cost. All but the last are part of its state: {@code StartEpoch}
 * carries them into the journal, so that a replay decides under the limits of its time.
 *
 * @param maxPlans seat plans
 * @param maxShows shows
 * @param maxHolds holds, bookings and waiters together
 * @param maxEndedHolds released, expired and cancelled ones that are remembered, at least 1
 * @param maxWaiters parties in all lines together
 * @param keptRequests the newest so many replies are always remembered
 * @param maxRequests the bound on remembered replies, above {@code keptRequests}
 * @param maxStepsPerCommand what a command may spend on expiries, offers and winding-up; the next ones go on
 * @param requestRetentionMs a reply is remembered at least so long
 * @param timerWheelMs buckets of the timer wheel, a power of two; changes speed and memory, never an outcome
 */
public record EngineLimits(
        int maxPlans,
        int maxShows,
        int maxHolds,
        int maxEndedHolds,
        int maxWaiters,
        int keptRequests,
        int maxRequests,
        int maxStepsPerCommand,
        long requestRetentionMs,
        int timerWheelMs) {

    /** For a server of some gigabytes: a million shows, and memory that is only taken as it is needed. */
    public static final EngineLimits SERVER = new EngineLimits(
            100_000, 1_000_000, 4_000_000, 1_000_000, 1_000_000, 1_000_000, 4_000_000, 500, 15 * 60 * 1000L, 1 << 22);

    /** For tests and tools that make many engines. */
    public static final EngineLimits SMALL =
            new EngineLimits(1_000, 10_000, 100_000, 10_000, 100_000, 10_000, 100_000, 1_000, 15 * 60 * 1000L, 1 << 16);

    /** @throws IllegalArgumentException when a number is out of range, naming it */
    public EngineLimits {
        check("maxPlans", maxPlans, 1);
        check("maxShows", maxShows, 1);
        check("maxHolds", maxHolds, 1);
        check("maxEndedHolds", maxEndedHolds, 1);
        check("maxWaiters", maxWaiters, 0);
        check("keptRequests", keptRequests, 1);
        check("maxRequests", maxRequests, keptRequests + 1L);
        check("maxStepsPerCommand", maxStepsPerCommand, 1);
        check("requestRetentionMs", requestRetentionMs, 0);
        check("timerWheelMs", timerWheelMs, 64);
    }

    /** The same, but for the bound on remembered replies. */
    public EngineLimits withMaxRequests(int newMaxRequests) {
        return new EngineLimits(
                maxPlans,
                maxShows,
                maxHolds,
                maxEndedHolds,
                maxWaiters,
                keptRequests,
                newMaxRequests,
                maxStepsPerCommand,
                requestRetentionMs,
                timerWheelMs);
    }

    /** Writes the limits into a StartEpoch, which lets them hold from there on. */
    public void encode(StartEpochEncoder target) {
        target.maxPlans(maxPlans)
                .maxShows(maxShows)
                .maxHolds(maxHolds)
                .maxEndedHolds(maxEndedHolds)
                .maxWaiters(maxWaiters)
                .keptRequests(keptRequests)
                .maxRequests(maxRequests)
                .maxStepsPerCommand(maxStepsPerCommand)
                .requestRetentionMs(requestRetentionMs);
    }

    private static void check(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + " and must be at least " + least);
        }
    }
}
