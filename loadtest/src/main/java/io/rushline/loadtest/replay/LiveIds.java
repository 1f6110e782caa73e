package io.rushline.loadtest.replay;

import io.rushline.gateway.binary.SignedId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Which id of the server's stands for a recorded one. Some are awaited: their commands are on their way, or their offers
 * are not made yet.
 *
 * <p>Threading: any thread.
 */
final class LiveIds {
    private static final long WAIT_MIN_MS = 50;

    private final Map<Long, CompletableFuture<Optional<SignedId>>> ids = new ConcurrentHashMap<>();
    private long patienceMs;

    /** @param patienceMs how long ids are waited for that have been announced, all together: what comes in time costs nothing */
    LiveIds(long patienceMs) {
        this.patienceMs = patienceMs;
    }

    /** Something will be made that the recording calls so. */
    void announce(long recordedId) {
        ids.putIfAbsent(recordedId, new CompletableFuture<>());
    }

    /** It was made, under this id; or it was not. */
    void settle(long recordedId, Optional<SignedId> live) {
        ids.computeIfAbsent(recordedId, absent -> new CompletableFuture<>()).complete(live);
    }

    /** Nothing is waited for any more: what was not made yet was not made. Any thread. */
    void giveUp() {
        ids.values().forEach(id -> id.complete(Optional.empty()));
    }

    boolean isKnown(long recordedId) {
        return ids.containsKey(recordedId);
    }

    /** The id, waited for if need be; empty when it was not made, or not in time. One thread waits. */
    Optional<SignedId> await(long recordedId) throws InterruptedException {
        CompletableFuture<Optional<SignedId>> id = ids.get(recordedId);
        if (id == null) {
            return Optional.empty();
        }
        try {
            return id.get(Math.max(WAIT_MIN_MS, patienceMs), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Whoever needs it, or another one, shall not wait as long again: a server that makes none of a thousand
            // offers would be waited for a thousand times.
            patienceMs = 0;
            id.complete(Optional.empty());
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody fails an id", e);
        }
    }
}
