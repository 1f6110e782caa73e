package io.rushline.gateway.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.rushline.gateway.auth.Principal;
import io.rushline.gateway.http.Client;
import io.rushline.gateway.http.Header;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.ProblemException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * Holds clients to so many requests, by address and by the name of their key, whichever is less.
 *
 * <p>The allowances of 100,000 addresses are kept, those asked for lately; another one begins anew. That bounds memory,
 * and whoever has more addresses than that is not stopped by limits per address in any case.
 *
 * <p>Threading: any thread.
 */
final class RateLimits {
    static final int MAX_ADDRESSES = 100_000;

    private static final int MAX_NAMES = 10_000;
    private static final Problem RATE_LIMITED =
            Problem.of(429, "RATE_LIMITED", "These are more requests than this client may send");

    private final LoadingCache<Network, Allowance> byAddress;
    private final LoadingCache<String, Allowance> byName;

    RateLimits(LimitOptions options, NanoClock clock) {
        TimeMeter meter = meter(clock);
        int reserve = options.threshold(Threshold.RESERVE_PERCENT);
        byAddress = Caffeine.newBuilder()
                .maximumSize(MAX_ADDRESSES)
                .executor(Runnable::run)
                .build(address -> new Allowance(
                        options.rate(RateLimit.ADDRESS_READS),
                        options.rate(RateLimit.ADDRESS_COMMANDS),
                        reserve,
                        meter));
        byName = Caffeine.newBuilder()
                .maximumSize(MAX_NAMES)
                .executor(Runnable::run)
                .build(name -> new Allowance(
                        options.rate(RateLimit.KEY_READS), options.rate(RateLimit.KEY_COMMANDS), reserve, meter));
    }

    /**
     * Takes a token for a request.
     *
     * @return the headers that tell what is left
     * @throws ProblemException {@code RATE_LIMITED} when there is none
     */
    List<Header> take(Client client, Lane lane) {
        Allowance.Taken ofAddress = byAddress.get(Network.of(client.address())).take(lane);
        if (!ofAddress.isTaken()) {
            throw refusal("This address has sent too many requests", ofAddress);
        }
        if (client.principal().isEmpty()) {
            return headers(ofAddress);
        }
        Principal principal = client.principal().get();
        Allowance.Taken ofName = byName.get(principal.name()).take(lane);
        if (!ofName.isTaken()) {
            ofAddress.giveBack();
            throw refusal("The key of " + principal.name() + " has sent too many requests", ofName);
        }
        return headers(ofName.remaining() <= ofAddress.remaining() ? ofName : ofAddress);
    }

    /**
     * Takes a token for a request whose answer tells nothing of what is left.
     *
     * @param name of the key; empty for a client without one
     * @return 0 when it was taken, else how long to wait for one
     */
    long takeOrWaitNs(Network address, String name, Lane lane) {
        Allowance ofAddress = byAddress.get(address);
        Bucket taken = ofAddress.takeFrom(lane);
        if (taken == null) {
            return ofAddress.waitNs(lane);
        }
        if (name.isEmpty()) {
            return 0;
        }
        Allowance ofName = byName.get(name);
        if (ofName.takeFrom(lane) != null) {
            return 0;
        }
        taken.addTokens(1);
        return ofName.waitNs(lane);
    }

    /** Addresses that are known now. */
    long addressCount() {
        byAddress.cleanUp();
        return byAddress.estimatedSize();
    }

    private static ProblemException refusal(String detail, Allowance.Taken taken) {
        Problem problem = RATE_LIMITED
                .detail(detail)
                .retryAfter(Math.max(1, seconds(taken.probe().getNanosToWaitForRefill())));
        for (Header header : headers(taken)) {
            problem = problem.header(header.name(), header.value());
        }
        return problem.exception();
    }

    private static List<Header> headers(Allowance.Taken taken) {
        return List.of(
                new Header("RateLimit-Limit", Integer.toString(taken.limit())),
                new Header("RateLimit-Remaining", Long.toString(taken.remaining())),
                new Header(
                        "RateLimit-Reset", Long.toString(seconds(taken.probe().getNanosToWaitForReset()))));
    }

    private static long seconds(long nanos) {
        return (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1);
    }

    private static TimeMeter meter(NanoClock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return clock.nanoTime();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }
}
