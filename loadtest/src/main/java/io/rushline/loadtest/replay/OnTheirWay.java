package io.rushline.loadtest.replay;

import io.rushline.gateway.binary.CommandId;
import io.rushline.journal.audit.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The commands that were sent and have no answer yet: at most so many, and none twice.
 *
 * <p>Threading: one thread enters, the event loop answers, any cuts short.
 */
final class OnTheirWay {
    static final int MOST = 4_096;

    private static final long PROBE_MS = 20;
    private static final long PATIENCE_WHEN_CUT_SHORT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Map<CommandId, Unanswered> unanswered = new ConcurrentHashMap<>();
    private final Semaphore window = new Semaphore(MOST);
    private volatile long patienceNs;
    private volatile long heardNs = System.nanoTime();

    /** @param patienceMs how long the server may be silent while something is on its way */
    OnTheirWay(long patienceMs) {
        patienceNs = TimeUnit.MILLISECONDS.toNanos(patienceMs);
    }

    /** A command without an answer. */
    record Unanswered(Decision decision, long sentNs) {}

    /**
     * Waits for a place, and since no client sends a request again that it waits for, for the same one.
     *
     * @return false when the server is silent instead
     */
    boolean enter(CommandId id, Decision decision) throws InterruptedException {
        while (!window.tryAcquire(PROBE_MS, TimeUnit.MILLISECONDS)) {
            if (isServerSilent()) {
                return false;
            }
        }
        if (unanswered.isEmpty()) {
            // Silence counts from when there is something to say.
            heardNs = System.nanoTime();
        }
        while (unanswered.putIfAbsent(id, new Unanswered(decision, System.nanoTime())) != null) {
            if (isServerSilent()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }

    /** A command was answered. */
    void answered(CommandId id) {
        heardNs = System.nanoTime();
        unanswered.remove(id);
        window.release();
    }

    /** Waits until all is answered; false when the server is silent instead. */
    boolean awaitAll() throws InterruptedException {
        while (!window.tryAcquire(MOST, PROBE_MS, TimeUnit.MILLISECONDS)) {
            if (isServerSilent()) {
                return false;
            }
        }
        return true;
    }

    /** Whether commands wait, and none was answered for too long. */
    boolean isServerSilent() {
        return !unanswered.isEmpty() && System.nanoTime() - heardNs > patienceNs;
    }

    /** Somebody waits for the end: the server may not be silent for long any more. */
    void cutShort() {
        patienceNs = Math.min(patienceNs, PATIENCE_WHEN_CUT_SHORT_NS);
    }

    List<Unanswered> unanswered() {
        return new ArrayList<>(unanswered.values());
    }
}
