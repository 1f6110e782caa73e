package io.rushline.engine.oracle;

import io.rushline.engine.EngineLimits;
import java.util.List;
import java.util.Random;

/**
 * What kind of sale a seed simulates.
 *
 * @param turnover how often shows come and go, of 1,000 commands
 * @param hotPercent how many commands are about the first show
 */
record Profile(EngineLimits limits, int customerCount, int turnover, int hotPercent, boolean hasLargeHalls) {
    private static final List<Integer> STEPS = List.of(1, 3, 7, 25, 1_000, 1_000);
    private static final List<Integer> WHEELS_MS = List.of(Decider.SMALL_WHEEL_MS, Decider.LARGE_WHEEL_MS);

    /** The first random numbers of a seed decide. */
    static Profile of(Random random) {
        int steps = STEPS.get(random.nextInt(STEPS.size()));
        int wheelMs = WHEELS_MS.get(random.nextInt(WHEELS_MS.size()));
        return switch (random.nextInt(4)) {
            case 0 -> // one hot show
                new Profile(limits(random, 3, 3, 60, 30, 60, steps, wheelMs), 12, 12, 90, random.nextInt(3) == 0);
            case 1 -> // many shows that come and go
                new Profile(limits(random, 4, 9, 80, 30, 60, steps, wheelMs), 8, 120, 20, false);
            case 2 -> // hardly any room
                new Profile(limits(random, 2, 2, 12, 4, 10, steps, wheelMs), 6, 20, 60, false);
            default -> // everything at once
                new Profile(limits(random, 3, 4, 40, 12, 40, steps, wheelMs), 8, 30, 60, random.nextInt(4) == 0);
        };
    }

    private static EngineLimits limits(
            Random random, int plans, int shows, int holds, int waiters, int requests, int steps, int wheelMs) {
        int kept = 1 + random.nextInt(requests);
        return new EngineLimits(
                plans,
                shows,
                holds,
                1 + random.nextInt(20),
                waiters,
                kept,
                kept + 1 + random.nextInt(2 * requests),
                steps,
                5 + random.nextInt(100),
                wheelMs);
    }

    /** Other limits that a later primary may bring along: the same again, or each a little off. */
    EngineLimits changed(Random random) {
        int kept = 5 + random.nextInt(30);
        return new EngineLimits(
                limits.maxPlans() + random.nextInt(2),
                limits.maxShows() + random.nextInt(2),
                limits.maxHolds() / 2 + 1 + random.nextInt(limits.maxHolds()),
                1 + random.nextInt(20),
                limits.maxWaiters() / 2 + random.nextInt(limits.maxWaiters()) + 1,
                kept,
                kept + 1 + random.nextInt(80),
                STEPS.get(random.nextInt(STEPS.size())),
                5 + random.nextInt(100),
                limits.timerWheelMs());
    }
}
