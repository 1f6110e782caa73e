package io.rushline.engine;

/**
 * Bounds on what an engine keeps. They are part of its state: the same journal must be replayed under the same limits.
 *
 * @param maxPlans seat plans
 * @param maxShows shows
 * @param maxHolds holds and bookings together
 * @param maxEndedHolds released, expired and cancelled ones that are remembered, at least 1
 * @param maxWaiters parties in all lines together
 * @param keptRequests the newest so many replies are always remembered
 * @param maxRequests the bound on remembered replies, above {@code keptRequests}
 * @param maxStepsPerCommand how much of what is due, and of the work on lines, one command does; the rest is left to the
 *     next, at least 1
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

    /** For a server: a million shows, and memory that is only taken as it is needed. */
    public static final EngineLimits SERVER = new EngineLimits(
            100_000, 1_000_000, 4_000_000, 1_000_000, 1_000_000, 1_000_000, 4_000_000, 1_000, 15 * 60 * 1000L, 1 << 22);

    /** For tests and tools that make many engines. */
    public static final EngineLimits SMALL =
            new EngineLimits(1_000, 10_000, 100_000, 10_000, 100_000, 10_000, 100_000, 1_000, 15 * 60 * 1000L, 1 << 16);
}
