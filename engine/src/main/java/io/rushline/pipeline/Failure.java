package io.rushline.pipeline;

import com.lmax.disruptor.ExceptionHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What happens when a stage throws: the whole pipeline stops there, and whoever runs it is told once.
 *
 * <p>Disruptor's own handlers let the failed stage's sequence move on, which would publish what was never written.
 * This one throws out of the stage's loop, with the sequence where it was before the batch.
 */
final class Failure implements ExceptionHandler<Slot> {
    private final AtomicBoolean failed = new AtomicBoolean();
    private final Consumer<Throwable> handler;
    private final Runnable halt;

    Failure(Consumer<Throwable> handler, Runnable halt) {
        this.handler = handler;
        this.halt = halt;
    }

    boolean isFailed() {
        return failed.get();
    }

    void stopIfFailed() {
        if (failed.get()) {
            throw new StageStoppedException();
        }
    }

    void fail(Throwable cause) {
        if (failed.compareAndSet(false, true)) {
            halt.run();
            handler.accept(cause);
        }
    }

    @Override
    public void handleEventException(Throwable cause, long ringSequence, Slot slot) {
        fail(cause);
        throw new StageStoppedException();
    }

    @Override
    public void handleOnStartException(Throwable cause) {
        fail(cause);
    }

    @Override
    public void handleOnShutdownException(Throwable cause) {
        fail(cause);
    }

    /** Leaves a stage's loop. */
    static final class StageStoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StageStoppedException() {
            super("stopped after a failure", null, false, false);
        }
    }
}
