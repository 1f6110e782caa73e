package io.rushline.gateway.http;

import io.netty.channel.Channel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Watches one connection's clock: for requests that arrive too slowly, answers that do not come, and silence.
 *
 * <p>It looks at the clock from time to time instead of setting a timer for each request, so a deadline may be missed
 * by a quarter of the shortest timeout.
 *
 * <p>Threading: the connection's event loop only.
 */
final class Deadlines {
    private static final long SHORTEST_CHECK_MS = 5;

    private final Channel channel;
    private final RequestDecoder decoder;
    private final Answers answers;
    private final Runnable onSlowRequest;
    private final long requestTimeoutNs;
    private final long idleTimeoutNs;
    private final long answerTimeoutNs;
    private final Future<?> checks;

    /** @param onSlowRequest runs when the request at hand has not arrived in time */
    Deadlines(Channel channel, RequestDecoder decoder, Answers answers, HttpOptions options, Runnable onSlowRequest) {
        this.channel = channel;
        this.decoder = decoder;
        this.answers = answers;
        this.onSlowRequest = onSlowRequest;
        requestTimeoutNs = options.requestTimeout().toNanos();
        idleTimeoutNs = options.idleTimeout().toNanos();
        answerTimeoutNs = options.answerTimeout().toNanos();
        long shortestNs = Math.min(Math.min(requestTimeoutNs, idleTimeoutNs), answerTimeoutNs);
        long checkMs = Math.max(SHORTEST_CHECK_MS, TimeUnit.NANOSECONDS.toMillis(shortestNs) / 4);
        checks = channel.eventLoop().scheduleWithFixedDelay(this::check, checkMs, checkMs, TimeUnit.MILLISECONDS);
    }

    void stop() {
        checks.cancel(false);
    }

    private void check() {
        long nowNs = System.nanoTime();
        boolean receiving = decoder.isReceiving() && channel.config().isAutoRead();
        if (receiving && nowNs - decoder.receivingSinceNs() >= requestTimeoutNs) {
            onSlowRequest.run();
            return;
        }
        answers.waiting().forEach(slot -> slot.refuseWhenLate(nowNs, answerTimeoutNs));
        if (!receiving && answers.count() == 0 && nowNs - answers.lastProgressNs() >= idleTimeoutNs) {
            channel.close().addListener(FailureLog.LOGGED);
        }
    }
}
