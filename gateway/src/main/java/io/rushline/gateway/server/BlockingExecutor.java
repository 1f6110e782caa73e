package io.rushline.gateway.server;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what must wait, SQL above all; when too much waits already, more is rejected. */
final class BlockingExecutor implements Executor, AutoCloseable {
    private static final int THREADS = 4;
    private static final int QUEUE_LENGTH = 1024;
    private static final int CLOSE_SECONDS = 10;

    private final ThreadPoolExecutor executor;

    BlockingExecutor(String threadName) {
        executor = new ThreadPoolExecutor(
                THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE_LENGTH), task -> {
                    Thread thread = new Thread(task, threadName);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            // An interrupt would close the catalogue's file, so what still runs is waited for.
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
