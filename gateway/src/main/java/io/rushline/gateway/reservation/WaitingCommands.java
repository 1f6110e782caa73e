package io.rushline.gateway.reservation;

import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The commands of one event loop that found no room in the ring, in the order in which they came.
 *
 * <p>Nothing more is read from a connection while a command of it waits. So one that pushes has one command here as a
 * rule, like all others, and they take turns. While some wait, others queue up behind them. Beyond a count, a size, and
 * a time the answer is 503, and nothing has happened.
 *
 * <p>Threading: the event loop.
 */
final class WaitingCommands {
    private static final long RETRY_MS = 1;
    private static final Problem OVERLOADED =
            Problem.of(503, "OVERLOADED", "Too much to do at the moment").retryAfter(1);

    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private final Bounds bounds;
    private final BooleanSupplier hasRoom;
    private final AtomicInteger countOfAll;
    private long bytes;
    private @Nullable Future<?> retry;

    /**
     * Nobody waits yet.
     *
     * @param hasRoom whether it is worth trying again
     * @param countOfAll those that wait on all event loops
     */
    WaitingCommands(Bounds bounds, BooleanSupplier hasRoom, AtomicInteger countOfAll) {
        this.bounds = bounds;
        this.hasRoom = hasRoom;
        this.countOfAll = countOfAll;
    }

    /**
     * How much may wait on one event loop.
     *
     * @param maxCount commands
     * @param maxBytes of them together
     * @param patience how long each may wait
     */
    record Bounds(int maxCount, int maxBytes, Duration patience) {
        static final Bounds USUAL = new Bounds(1_024, 8 * 1024 * 1024, Duration.ofSeconds(1));
    }

    /** @param offer tries to put the command into the ring */
    private record Waiting(Exchange exchange, int lengthBytes, BooleanSupplier offer, long sinceNs) {}

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * Lets a command wait for room, or answers 503.
     *
     * @param offer tries to put the command into the ring; true when it is there
     */
    void add(Exchange exchange, int lengthBytes, BooleanSupplier offer) {
        if (queue.size() >= bounds.maxCount() || bytes + lengthBytes > bounds.maxBytes()) {
            exchange.problem(OVERLOADED);
            return;
        }
        bytes += lengthBytes;
        countOfAll.incrementAndGet();
        queue.add(new Waiting(exchange, lengthBytes, offer, System.nanoTime()));
        retryLater(exchange);
        exchange.pauseReading();
    }

    private void retry() {
        retry = null;
        try {
            giveTurns();
        } finally {
            // Whatever has happened to one of them, the others are not left behind.
            Waiting first = queue.peek();
            if (first != null) {
                retryLater(first.exchange());
            }
        }
    }

    /** The first that finds no room ends the round and stays the first. */
    private void giveTurns() {
        Waiting first = queue.peek();
        while (first != null) {
            // Whoever has left, or was given up on, is not served any more: nobody has been told anything.
            if (first.exchange().isOpen() && !hadItsTurn(first)) {
                if (System.nanoTime() - first.sinceNs() < bounds.patience().toNanos()) {
                    return;
                }
                first.exchange().problem(OVERLOADED);
            }
            queue.remove();
            bytes -= first.lengthBytes();
            countOfAll.decrementAndGet();
            // Reads what had arrived already, which may queue up behind.
            first.exchange().resumeReading();
            first = queue.peek();
        }
    }

    private boolean hadItsTurn(Waiting first) {
        try {
            return hasRoom.getAsBoolean() && first.offer().getAsBoolean();
        } catch (Throwable e) {
            // Errors too: tried again and again, it would keep all others waiting.
            first.exchange().fail(e);
            return true;
        }
    }

    private void retryLater(Exchange any) {
        if (retry == null) {
            retry = any.executor().schedule(this::retry, RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }
}
