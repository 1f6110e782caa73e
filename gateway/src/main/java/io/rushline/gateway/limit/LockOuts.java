package io.rushline.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.http.AnsweredRequest;
import io.rushline.gateway.http.Client;
import io.rushline.gateway.http.Problem;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * Locks out clients that keep asking for what does not exist.
 *
 * <p>A client is the name of a key together with an address, or an address alone where no valid key was shown. It is
 * locked out when it offends as often as a threshold says within a window, and when offences are more than half of all
 * it asks, in that window and in the one before: one bad customer among many does not lock out the web tier that they
 * share, a scanner is locked out. Of an address alone only offences count, since whatever else may be asked without a key
 * costs nothing.
 *
 * <p>Operators are never locked out: they must be able to look after it.
 *
 * <p>Threading: any thread.
 */
final class LockOuts {
    static final int MAX_CLIENTS = 100_000;

    static final Problem CLIENT_BLOCKED = Problem.of(403, "CLIENT_BLOCKED", "This client is locked out for a while");

    private final LimitOptions options;
    private final NanoClock clock;
    private final Alerts alerts;
    private final Cache<Suspect, Conduct> conducts;

    /** A client as it is remembered. */
    record Suspect(String name, Network network) {
        static Suspect of(Client client) {
            String name = client.principal().map(principal -> principal.name()).orElse("");
            return new Suspect(name, Network.of(client.address()));
        }

        String words() {
            return name.isEmpty() ? "address " + network : "key " + name + " from " + network;
        }
    }

    LockOuts(LimitOptions options, NanoClock clock, Alerts alerts) {
        this.options = options;
        this.clock = clock;
        this.alerts = alerts;
        int keptSeconds =
                Math.max(options.threshold(Threshold.WINDOW_SECONDS), options.threshold(Threshold.LOCK_OUT_SECONDS));
        conducts = Caffeine.newBuilder()
                .maximumSize(MAX_CLIENTS)
                .expireAfterAccess(Duration.ofSeconds(keptSeconds))
                .ticker(clock::nanoTime)
                .executor(Runnable::run)
                .build();
    }

    /** @throws io.rushline.gateway.http.ProblemException {@code CLIENT_BLOCKED} while the client is locked out */
    void refuseLocked(Client client) {
        long leftNs = lockedForNs(Suspect.of(client));
        if (leftNs > 0) {
            throw CLIENT_BLOCKED.retryAfter(seconds(leftNs)).exception();
        }
    }

    /** How long the client stays locked out; 0 when it is not. */
    long lockedForNs(Suspect suspect) {
        Conduct known = conducts.getIfPresent(suspect);
        return known == null ? 0 : known.lockedForNs(clock.nanoTime());
    }

    /** Counts an answer that is no offence, of a client that is known by its key. Allocates when the client is new. */
    void countInOrder(Suspect suspect) {
        Conduct known = conducts.getIfPresent(suspect);
        if (known == null) {
            known = conducts.get(suspect, ignored -> new Conduct(clock.nanoTime()));
        }
        known.add(Optional.empty(), options, clock.nanoTime());
    }

    /** Counts an answer. */
    void count(AnsweredRequest request) {
        boolean isOperator = request.client()
                .principal()
                .filter(principal -> principal.role() == Role.OPERATOR)
                .isPresent();
        if (isOperator
                || request.code().equals("CLIENT_BLOCKED")
                || request.code().equals("RATE_LIMITED")) {
            return;
        }
        Optional<Offence> offence = offence(request.code());
        if (offence.isEmpty() && request.client().principal().isEmpty()) {
            // Or else a guesser of keys would ask for /healthz as often.
            return;
        }
        Suspect suspect = Suspect.of(request.client());
        Conduct known = conducts.get(suspect, ignored -> new Conduct(clock.nanoTime()));
        int count = known.add(offence, options, clock.nanoTime());
        if (count > 0) {
            alerts.raise(
                    offence.orElseThrow(),
                    suspect.words(),
                    count,
                    TimeUnit.SECONDS.toMillis(options.threshold(Threshold.LOCK_OUT_SECONDS)));
        }
    }

    static long seconds(long nanos) {
        return Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) - 1) / TimeUnit.SECONDS.toNanos(1));
    }

    static Optional<Offence> offence(String code) {
        return switch (code) {
            case "SHOW_NOT_FOUND" -> Optional.of(Offence.UNKNOWN_SHOWS);
            case "HOLD_NOT_FOUND", "BOOKING_NOT_FOUND", "WAITER_NOT_FOUND" -> Optional.of(Offence.UNKNOWN_IDS);
            case "UNAUTHORIZED" -> Optional.of(Offence.WRONG_KEYS);
            default -> Optional.empty();
        };
    }

    /** What one client did in the window at hand, and how much of it was in order in the one before. */
    private static final class Conduct {
        private final Map<Offence, Integer> offences = new EnumMap<>(Offence.class);
        private int offenceCount;
        private int requests;
        private int offenceCountBefore;
        private int requestsBefore;
        private long windowFromNs;
        private long lockedUntilNs;
        private boolean isLocked;

        Conduct(long nowNs) {
            windowFromNs = nowNs;
        }

        synchronized long lockedForNs(long nowNs) {
            return isLocked ? Math.max(0, lockedUntilNs - nowNs) : 0;
        }

        /** How many offences lock the client out now; 0 when it is not locked out, or was already. */
        synchronized int add(Optional<Offence> offence, LimitOptions options, long nowNs) {
            long windowNs = TimeUnit.SECONDS.toNanos(options.threshold(Threshold.WINDOW_SECONDS));
            if (nowNs - windowFromNs >= windowNs) {
                boolean isNext = nowNs - windowFromNs < 2 * windowNs;
                requestsBefore = isNext ? requests : 0;
                offenceCountBefore = isNext ? offenceCount : 0;
                startWindow(nowNs);
            }
            requests++;
            if (offence.isEmpty() || lockedForNs(nowNs) > 0) {
                return 0;
            }
            int count = offences.merge(offence.get(), 1, Integer::sum);
            offenceCount++;
            if (count < options.threshold(offence.get().threshold()) || !areOffencesMost()) {
                return 0;
            }
            isLocked = true;
            lockedUntilNs = nowNs + TimeUnit.SECONDS.toNanos(options.threshold(Threshold.LOCK_OUT_SECONDS));
            startWindow(nowNs);
            requestsBefore = 0;
            offenceCountBefore = 0;
            return count;
        }

        private boolean areOffencesMost() {
            return 2 * ((long) offenceCount + offenceCountBefore) > (long) requests + requestsBefore;
        }

        private void startWindow(long nowNs) {
            windowFromNs = nowNs;
            requests = 0;
            offences.clear();
            offenceCount = 0;
        }
    }
}
