package io.rushline.gateway.binary;

import java.util.concurrent.TimeUnit;

/**
 * When a connection must say something, and when it has waited long enough.
 *
 * <p>Threading: the event loop.
 */
final class Deadlines {
    private final long idleNs;
    private final long logonNs;
    private final LoopTime time;
    private final long startedNs;
    private long heartbeatNs;
    private long saidNs;
    private long heardNs;
    private long unwritableSinceNs;
    private boolean isWritable = true;

    /** What is due. */
    enum Due {
        NOTHING,
        HEARTBEAT,
        LOGON_TIMEOUT,
        SILENT_CLIENT,
        DEAF_CLIENT
    }

    Deadlines(BinaryOptions options, LoopTime time) {
        this.time = time;
        idleNs = options.idleTimeout().toNanos();
        logonNs = options.logonTimeout().toNanos();
        heartbeatNs = options.heartbeat().toNanos();
        startedNs = time.ns();
        saidNs = startedNs;
        heardNs = startedNs;
    }

    /** Lets heartbeats come more often, if the client wants that. */
    void wanted(int heartbeatMs) {
        if (heartbeatMs > 0) {
            heartbeatNs = Math.min(heartbeatNs, TimeUnit.MILLISECONDS.toNanos(heartbeatMs));
        }
    }

    int heartbeatMs() {
        return (int) TimeUnit.NANOSECONDS.toMillis(heartbeatNs);
    }

    int idleMs() {
        return (int) TimeUnit.NANOSECONDS.toMillis(idleNs);
    }

    long nowNs() {
        return time.ns();
    }

    void said() {
        saidNs = time.ns();
    }

    void heard() {
        heardNs = time.ns();
    }

    void writable(boolean isWritableNow) {
        isWritable = isWritableNow;
        unwritableSinceNs = time.ns();
        // While nothing was sent nothing was read either, so the client could not be heard.
        heardNs = time.ns();
    }

    Due due(boolean isLoggedOn, boolean isWaiting) {
        long nowNs = time.ns();
        if (!isLoggedOn) {
            return nowNs - startedNs > logonNs ? Due.LOGON_TIMEOUT : Due.NOTHING;
        }
        if (!isWritable) {
            return nowNs - unwritableSinceNs > idleNs ? Due.DEAF_CLIENT : Due.NOTHING;
        }
        if (isWaiting) {
            heardNs = nowNs;
        } else if (nowNs - heardNs > idleNs) {
            return Due.SILENT_CLIENT;
        }
        return nowNs - saidNs >= heartbeatNs ? Due.HEARTBEAT : Due.NOTHING;
    }
}
