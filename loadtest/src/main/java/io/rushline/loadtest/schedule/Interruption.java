package io.rushline.loadtest.schedule;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish of whoever started a run that it should end now, with the figures so far.
 *
 * <p>Threading: any.
 */
public final class Interruption {
    private static final long PATIENCE_SECONDS = 20;

    private final CompletableFuture<Void> requested = new CompletableFuture<>();

    /** Asks the run to end. */
    public void request() {
        requested.complete(null);
    }

    /** Runs this when the run should end, or now if it should already. */
    public void whenRequested(Runnable task) {
        var unused = requested.thenRun(task);
    }

    /**
     * Lets Ctrl-C and SIGTERM ask for it; the process then ends when the run has been shown, or after
     * {@value #PATIENCE_SECONDS} seconds.
     *
     * @return what to count down when all is shown
     */
    public CountDownLatch byShutdown() {
        CountDownLatch shown = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAndAwait(shown), "interruption"));
        return shown;
    }

    private void endAndAwait(CountDownLatch shown) {
        if (shown.getCount() == 0) {
            return;
        }
        request();
        try {
            boolean unused = shown.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
