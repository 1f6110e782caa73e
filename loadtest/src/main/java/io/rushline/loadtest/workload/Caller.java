package io.rushline.loadtest.workload;

import io.rushline.loadtest.report.Latencies;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Tally;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.WireClient;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Makes requests for customers, repeats those that were not answered or put off, and notes what was answered and how
 * long it took.
 *
 * <p>A repeat is the same request with the same idempotency key, after a pause that doubles, a bounded number of times.
 * The response time counts from the first intended send time, whatever was repeated.
 *
 * <p>Threading: the client's event loop.
 */
final class Caller {
    static final int ATTEMPTS_MAX = 6;

    private static final long FIRST_PAUSE_MS = 100;
    private static final long PAUSE_MAX_MS = 5_000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final WireClient client;
    private final Tally tally;
    private final Latencies latencies;
    private final Consumer<RuntimeException> onDefect;
    private boolean pollsEnded;

    /** @param onDefect hears when a receiver throws, which is a defect of the tester */
    Caller(WireClient client, Tally tally, Latencies latencies, Consumer<RuntimeException> onDefect) {
        this.client = client;
        this.tally = tally;
        this.latencies = latencies;
        this.onDefect = onDefect;
    }

    /** Sends now; the receiver hears once, of the reply or of the last failure. */
    void call(Operation operation, Request request, long intendedNs, Consumer<Outcome> receiver) {
        attempt(new Call(operation, request, intendedNs, receiver), 1);
    }

    /** Runs something later, under the same guard as receivers. */
    void later(long delayMs, Runnable task) {
        // The guard hears of exceptions.
        var unused = client.loop().schedule(() -> guarded(task), delayMs, TimeUnit.MILLISECONDS);
    }

    /** Ends all long polls, also those that were about to be repeated: their receivers hear of a cancelled one. */
    void endPolls() {
        pollsEnded = true;
        client.cancelPolls();
    }

    private record Call(Operation operation, Request request, long intendedNs, Consumer<Outcome> receiver) {}

    private void attempt(Call call, int attempt) {
        if (pollsEnded && call.operation().waits()) {
            guarded(() -> call.receiver().accept(new Failure(Failure.Cause.CANCELLED, "given up")));
            return;
        }
        client.send(call.request(), outcome -> guarded(() -> settle(call, attempt, outcome)));
    }

    private void settle(Call call, int attempt, Outcome outcome) {
        if (outcome instanceof Reply reply) {
            tally.count(call.operation(), reply.label());
            if (putOff(reply) && attempt < ATTEMPTS_MAX) {
                repeat(call, attempt, reply.retryAfterMs());
                return;
            }
            if (!call.operation().waits()) {
                latencies.record(
                        call.operation(), reply.receivedNs() - call.intendedNs(), reply.receivedNs() - reply.sentNs());
            }
        } else if (outcome instanceof Failure failure && failure.cause() != Failure.Cause.CANCELLED) {
            tally.count(call.operation(), failure.cause().label());
            if (attempt < ATTEMPTS_MAX) {
                repeat(call, attempt, 0);
                return;
            }
        }
        call.receiver().accept(outcome);
    }

    private void repeat(Call call, int attempt, long askedForMs) {
        long pauseMs = Math.max(askedForMs, FIRST_PAUSE_MS << (attempt - 1));
        later(Math.min(PAUSE_MAX_MS, pauseMs), () -> attempt(call, attempt + 1));
    }

    private static boolean putOff(Reply reply) {
        return reply.status() == TOO_MANY_REQUESTS || reply.status() == UNAVAILABLE;
    }

    /** Runs it now; what it throws goes to whom defects are told. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            onDefect.accept(e);
        }
    }
}
