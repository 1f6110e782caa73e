package io.rushline.gateway.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been opened so far, to be closed in the opposite order.
 *
 * <p>Threading: one thread at a time.
 */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean isOrderly = true;

    <T extends AutoCloseable> T add(T part) {
        open.push(part);
        return part;
    }

    /** Whether all that was closed so far ended as it should. */
    boolean isOrderly() {
        return isOrderly;
    }

    /** Closes all; false when something did not end as it should. What is closed already is not closed again. */
    boolean close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Throwable e) {
                // An Error too: what is still open holds a lock and a port.
                LOG.error("while stopping", e);
                isOrderly = false;
            }
        }
        return isOrderly;
    }
}
