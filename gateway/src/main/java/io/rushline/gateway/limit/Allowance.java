package io.rushline.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.rushline.gateway.http.Lane;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one key, or one address, may still ask: a bucket of tokens for reads, one for commands, and a reserve that only
 * commands of the priority lane may touch, once the other is empty.
 *
 * <p>Threading: any thread.
 */
final class Allowance {
    private static final int PERCENT = 100;

    private final Rate readRate;
    private final Rate commandRate;
    private final Bucket reads;
    private final Bucket commands;
    private final Bucket reserve;

    Allowance(Rate readRate, Rate commandRate, int reservePercent, TimeMeter clock) {
        this.readRate = readRate;
        this.commandRate = commandRate;
        reads = bucket(readRate, clock);
        commands = bucket(commandRate, clock);
        reserve = bucket(share(commandRate, reservePercent), clock);
    }

    /** Takes a token, if there is one. */
    Taken take(Lane lane) {
        if (lane == Lane.READ) {
            return new Taken(readRate.burst(), reads.tryConsumeAndReturnRemaining(1), reads);
        }
        ConsumptionProbe probe = commands.tryConsumeAndReturnRemaining(1);
        if (lane == Lane.PRIORITY && !probe.isConsumed()) {
            return new Taken(commandRate.burst(), reserve.tryConsumeAndReturnRemaining(1), reserve);
        }
        return new Taken(commandRate.burst(), probe, commands);
    }

    /** Takes a token without a word about what is left; null when there is none, else where it may be given back. */
    @Nullable
    Bucket takeFrom(Lane lane) {
        Bucket first = lane == Lane.READ ? reads : commands;
        if (first.tryConsume(1)) {
            return first;
        }
        return lane == Lane.PRIORITY && reserve.tryConsume(1) ? reserve : null;
    }

    /** How long to wait for a token, at least 1. */
    long waitNs(Lane lane) {
        Bucket last = lane == Lane.READ ? reads : lane == Lane.PRIORITY ? reserve : commands;
        return Math.max(1, last.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    /** A token that was taken, or the word that there is none. */
    record Taken(int limit, ConsumptionProbe probe, Bucket bucket) {
        boolean isTaken() {
            return probe.isConsumed();
        }

        long remaining() {
            return probe.getRemainingTokens();
        }

        /** For a request that is refused for another reason. */
        void giveBack() {
            bucket.addTokens(1);
        }
    }

    private static Rate share(Rate rate, int percent) {
        return new Rate(share(rate.perSecond(), percent), share(rate.burst(), percent));
    }

    private static int share(int whole, int percent) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (long) whole * percent / PERCENT));
    }

    private static Bucket bucket(Rate rate, TimeMeter clock) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                // The lock-free one copies its state for each token.
                .withSynchronizationStrategy(SynchronizationStrategy.SYNCHRONIZED)
                .build();
    }
}
