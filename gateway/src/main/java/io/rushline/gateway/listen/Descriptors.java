package io.rushline.gateway.listen;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The file descriptors that accepted connections may take, whichever port they came through: some are always left for
 * the journal, snapshots and the catalogue, which must be able to open files while strangers connect.
 *
 * <p>Threading: any thread.
 */
final class Descriptors {
    /** Jars, files of the journal, the database, what comes in between. */
    private static final long KEPT = 500;

    /** Those of the process. */
    static final Descriptors OF_PROCESS = new Descriptors(ofProcess());

    private final long max;
    private final AtomicLong taken = new AtomicLong();

    Descriptors(long max) {
        this.max = max;
    }

    /** Takes one; false when there is none left for a connection. */
    boolean take() {
        if (taken.incrementAndGet() > max) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    void giveBack() {
        taken.decrementAndGet();
    }

    private static long ofProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? Math.max(1, unix.getMaxFileDescriptorCount() - KEPT)
                : Long.MAX_VALUE;
    }
}
