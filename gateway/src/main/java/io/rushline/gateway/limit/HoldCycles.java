package io.rushline.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rushline.gateway.view.HoldWatch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * Locks out customers who keep seats from others by holding them again and again without paying.
 *
 * <p>The engine knows a customer by name, whichever web tier it comes from, and so does this. A customer who is locked
 * out gets no new hold and no place in a line; what it has it may pay, release or leave. A booking wipes the slate.
 *
 * <p>Threading: the publisher tells, event loops ask.
 */
final class HoldCycles implements HoldWatch {
    private static final int MAX_CUSTOMERS = 200_000;

    private final LimitOptions options;
    private final NanoClock clock;
    private final Alerts alerts;
    private final Cache<String, Tally> tallies;

    /** When the last lock-out so far ends. */
    private volatile long lastLockEndsNs;

    private volatile boolean hasLocked;

    HoldCycles(LimitOptions options, NanoClock clock, Alerts alerts) {
        this.options = options;
        this.clock = clock;
        this.alerts = alerts;
        int keptSeconds = Math.max(
                options.threshold(Threshold.UNPAID_WINDOW_SECONDS), options.threshold(Threshold.LOCK_OUT_SECONDS));
        tallies = Caffeine.newBuilder()
                .maximumSize(MAX_CUSTOMERS)
                .expireAfterAccess(Duration.ofSeconds(keptSeconds))
                .ticker(clock::nanoTime)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public void onUnpaid(String customer) {
        Tally tally = tallies.get(customer, ignored -> new Tally(clock.nanoTime()));
        int count = tally.add(options, clock.nanoTime());
        if (count > 0) {
            lastLockEndsNs = clock.nanoTime() + TimeUnit.SECONDS.toNanos(options.threshold(Threshold.LOCK_OUT_SECONDS));
            hasLocked = true;
            alerts.raise(
                    Offence.UNPAID_HOLDS,
                    "customer " + customer,
                    count,
                    TimeUnit.SECONDS.toMillis(options.threshold(Threshold.LOCK_OUT_SECONDS)));
        }
    }

    @Override
    public void onBooked(String customer) {
        tallies.invalidate(customer);
    }

    /** @throws io.rushline.gateway.http.ProblemException {@code CLIENT_BLOCKED} while the customer is locked out */
    void refuseLocked(String customer) {
        long leftNs = lockedForNs(customer);
        if (leftNs > 0) {
            throw LockOuts.CLIENT_BLOCKED
                    .detail("This customer held seats too often without paying")
                    .retryAfter(LockOuts.seconds(leftNs))
                    .exception();
        }
    }

    /** Whether any customer is locked out; often there is none, and then no name need be looked up. */
    boolean isAnyLocked() {
        return hasLocked && lastLockEndsNs - clock.nanoTime() > 0;
    }

    /** How long the customer stays locked out; 0 when it is not. */
    long lockedForNs(String customer) {
        Tally tally = tallies.getIfPresent(customer);
        return tally == null ? 0 : tally.lockedForNs(clock.nanoTime());
    }

    /** What one customer let go in the window at hand. */
    private static final class Tally {
        private int unpaid;
        private long windowFromNs;
        private long lockedUntilNs;
        private boolean isLocked;

        Tally(long nowNs) {
            windowFromNs = nowNs;
        }

        synchronized long lockedForNs(long nowNs) {
            return isLocked ? Math.max(0, lockedUntilNs - nowNs) : 0;
        }

        /** How many unpaid holds lock the customer out now; 0 when it is not locked out, or was already. */
        synchronized int add(LimitOptions options, long nowNs) {
            if (nowNs - windowFromNs >= TimeUnit.SECONDS.toNanos(options.threshold(Threshold.UNPAID_WINDOW_SECONDS))) {
                windowFromNs = nowNs;
                unpaid = 0;
            }
            unpaid++;
            if (lockedForNs(nowNs) > 0 || unpaid < options.threshold(Threshold.UNPAID_HOLDS)) {
                return 0;
            }
            int count = unpaid;
            isLocked = true;
            lockedUntilNs = nowNs + TimeUnit.SECONDS.toNanos(options.threshold(Threshold.LOCK_OUT_SECONDS));
            windowFromNs = nowNs;
            unpaid = 0;
            return count;
        }
    }
}
