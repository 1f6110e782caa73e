package io.rushline.gateway.http;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What an unanswered exchange waits for: its client's leaving, and a timeout.
 *
 * <p>Threading: registered from any thread, kept and run on the event loop.
 */
final class Callbacks {
    private final Exchange exchange;
    private final EventLoop eventLoop;
    private final List<Runnable> onClose = new ArrayList<>(0);
    private @Nullable Runnable onTimeout;
    private @Nullable Future<?> timer;
    private boolean isClosed;

    Callbacks(Exchange exchange, EventLoop eventLoop) {
        this.exchange = exchange;
        this.eventLoop = eventLoop;
    }

    void onClose(Runnable callback) {
        onLoop(() -> {
            if (isClosed || !exchange.carrier().isOpen()) {
                run(callback);
            } else if (!exchange.answered()) {
                onClose.add(callback);
            }
        });
    }

    void onTimeout(long delayMs, Runnable callback) {
        onLoop(() -> {
            stopTimer();
            if (isClosed || !exchange.isOpen()) {
                return;
            }
            onTimeout = callback;
            if (exchange.carrier().isDraining()) {
                expire();
            } else {
                timer = eventLoop.schedule(this::expire, delayMs, TimeUnit.MILLISECONDS);
            }
        });
    }

    /** The timeout is over, or is cut short because the server closes. */
    void expire() {
        Runnable callback = onTimeout;
        stopTimer();
        if (callback != null && exchange.isOpen()) {
            run(callback);
        }
    }

    /** No answer will reach the client: it has left, or is told events on this connection from now on. */
    void closed() {
        isClosed = true;
        stopTimer();
        List<Runnable> callbacks = List.copyOf(onClose);
        onClose.clear();
        callbacks.forEach(this::run);
    }

    void answered() {
        stopTimer();
        onClose.clear();
    }

    private void stopTimer() {
        onTimeout = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** A callback that fails must not take the event loop's other work with it. */
    private void run(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            exchange.fail(e);
        }
    }

    private void onLoop(Runnable task) {
        if (eventLoop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            eventLoop.execute(task);
        } catch (RejectedExecutionException e) {
            // The server is closed and its event loops are gone, so nothing can run beside this.
            task.run();
        }
    }
}
