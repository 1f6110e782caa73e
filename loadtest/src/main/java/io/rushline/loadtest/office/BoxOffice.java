package io.rushline.loadtest.office;

import io.rushline.loadtest.wire.Outcome;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Carries what customers ask to the server, and the answers back.
 *
 * <p>Threading: one event loop; all but {@link #loop} and {@link #close} must be called on it.
 */
public interface BoxOffice extends AutoCloseable {
    ScheduledExecutorService loop();

    /**
     * Asks once.
     *
     * @param timeoutMs when it is given up; the server may have done it all the same. Watches have their own
     */
    void ask(Ask ask, long timeoutMs, Consumer<Outcome> receiver);

    /** Ends all watches; their receivers hear of a cancelled one. */
    void endWatches();

    /** What was asked and not answered yet, but for watches. */
    int inFlightCount();

    /** Who still waits for an answer hears nothing more. */
    @Override
    void close();
}
