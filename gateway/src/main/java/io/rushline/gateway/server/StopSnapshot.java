package io.rushline.gateway.server;

import io.rushline.journal.DataDirectory;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot that an orderly stop leaves, so that the next start is quick.
 *
 * <p>Closed behind pipeline and journal, when the state is that of the journal's end. After a failure it is not: then the
 * engine may be ahead of the disk, and there is no snapshot.
 */
final class StopSnapshot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopSnapshot.class);

    private final DataDirectory data;
    private final Recovery recovery;
    private final int kept;
    private final BooleanSupplier isOrderly;
    private boolean isEnabled;
    private volatile boolean isCancelled;

    /**
     * Makes one that is not enabled yet.
     *
     * @param kept how many snapshots stay
     * @param isOrderly whether all that was closed before ended as it should
     */
    StopSnapshot(DataDirectory data, Recovery recovery, int kept, BooleanSupplier isOrderly) {
        this.data = data;
        this.recovery = recovery;
        this.kept = kept;
        this.isOrderly = isOrderly;
    }

    /** The pipeline has started, so that there is something to write when it stops. */
    void enable() {
        isEnabled = true;
    }

    /** Something failed; whatever is in memory is not written. */
    void cancel() {
        isCancelled = true;
    }

    @Override
    public void close() {
        if (!isEnabled || isCancelled || !isOrderly.getAsBoolean()) {
            return;
        }
        try {
            StateWriter.write(data, recovery.engine(), recovery.views(), kept);
        } catch (RuntimeException e) {
            // Nothing is lost: the journal has it all, and the next start reads that.
            LOG.warn("no snapshot was written: {}", e.getMessage());
        }
    }
}
