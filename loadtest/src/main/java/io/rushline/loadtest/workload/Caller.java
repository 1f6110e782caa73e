package io.rushline.loadtest.workload;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.office.BoxOffice;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Heard;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for customers, repeats what was not answered or put off, and notes what was answered and how long it took.
 *
 * <p>A repeat is the same request with the same idempotency key, after a pause that doubles, a bounded number of times.
 * The response time counts from the first intended send time, whatever was repeated.
 *
 * <p>The receiver hears once: of the reply; when there is none, of an attempt that the server may have acted on, if there was one, or else
 * of one that was not sent. It hears of such an attempt, too, when the last reply only puts the request off.
 *
 * <p>Threading: the office's event loop.
 */
final class Caller {
    static final int ATTEMPTS_MAX = 6;

    private static final long FIRST_PAUSE_MS = 100;
    private static final long PAUSE_MAX_MS = 5_000;

    private final BoxOffice office;
    private final Meter meter;
    private final Evidence evidence;
    private final long timeoutMs;
    private final Consumer<RuntimeException> onDefect;
    private boolean watchesEnded;
    private boolean onlyLooksUp;

    /**
     * @param timeoutMs when an answer is no longer waited for
     * @param onDefect hears when a receiver throws, which is a defect of the tester
     */
    Caller(BoxOffice office, Meter meter, Evidence evidence, long timeoutMs, Consumer<RuntimeException> onDefect) {
        this.office = office;
        this.meter = meter;
        this.evidence = evidence;
        this.timeoutMs = timeoutMs;
        this.onDefect = onDefect;
    }

    /** Asks now. */
    void call(Operation operation, Ask ask, long intendedNs, Consumer<Outcome> receiver) {
        attempt(new Call(operation, ask, intendedNs, timeoutMs, receiver), 1, null);
    }

    /** The same, but the first attempt is given up after a short time: whoever is hasty clicks again then. */
    void callHastily(Operation operation, Ask ask, long intendedNs, long hasteMs, Consumer<Outcome> receiver) {
        attempt(new Call(operation, ask, intendedNs, Math.min(hasteMs, timeoutMs), receiver), 1, null);
    }

    /** Asks twice at once, with one key; both answers are compared, and the receiver hears of the first. */
    void callTwice(Operation operation, Ask ask, long intendedNs, Consumer<Outcome> receiver) {
        TwoAnswers answers = new TwoAnswers(operation, evidence, receiver);
        call(operation, ask, intendedNs, answers::take);
        call(operation, ask, intendedNs, answers::take);
    }

    /** Runs something later, under the same guard as receivers. */
    void later(long delayMs, Runnable task) {
        // The guard hears of exceptions.
        var unused = office.loop().schedule(() -> guarded(task), delayMs, TimeUnit.MILLISECONDS);
    }

    /** Ends all watches, also those that were about to be repeated: their receivers hear of a cancelled one. */
    void endWatches() {
        watchesEnded = true;
        office.endWatches();
    }

    /**
     * From now on nothing is asked or repeated but look-ups: the receivers of all else hear of an earlier attempt that failed, or of
     * a cancelled one.
     */
    void onlyLookUp() {
        onlyLooksUp = true;
    }

    private record Call(
            Operation operation, Ask ask, long intendedNs, long firstTimeoutMs, Consumer<Outcome> receiver) {}

    /** @param worst of the earlier attempts that failed: one that the server may have acted on, or else the first; null without any */
    private void attempt(Call call, int attempt, @Nullable Failure worst) {
        if (isOver(call.operation())) {
            Failure heard = worst == null ? new Failure(Failure.Cause.CANCELLED, "given up", System.nanoTime()) : worst;
            guarded(() -> call.receiver().accept(heard));
            return;
        }
        office.ask(
                call.ask(),
                attempt == 1 ? call.firstTimeoutMs() : timeoutMs,
                outcome -> guarded(() -> settle(call, attempt, worst, outcome)));
    }

    private boolean isOver(Operation operation) {
        return (onlyLooksUp && operation != Operation.LOOK_UP) || (watchesEnded && operation.waits());
    }

    private void settle(Call call, int attempt, @Nullable Failure worst, Outcome outcome) {
        if (outcome instanceof Reply reply) {
            meter.count(call.operation(), reply);
            if (reply.putsOff() && attempt < ATTEMPTS_MAX) {
                repeat(call, attempt, worst, reply.retryAfterMs());
                return;
            }
            if (!call.operation().waits()) {
                meter.time(
                        call.operation(), reply.receivedNs() - call.intendedNs(), reply.receivedNs() - reply.sentNs());
            }
            if (call.operation().isCommand() && reply.bestSequence() > 0) {
                evidence.heard(Heard.of(call.operation(), reply));
            }
            if (reply.putsOff() && worst != null && worst.leavesOpen()) {
                call.receiver().accept(worst);
                return;
            }
        } else if (outcome instanceof Failure failure && failure.cause() != Failure.Cause.CANCELLED) {
            meter.count(call.operation(), failure);
            Failure worstNow = worst == null || failure.leavesOpen() ? failure : worst;
            if (attempt < ATTEMPTS_MAX) {
                repeat(call, attempt, worstNow, 0);
            } else {
                call.receiver().accept(worstNow);
            }
            return;
        }
        call.receiver().accept(outcome);
    }

    private void repeat(Call call, int attempt, @Nullable Failure worst, long askedForMs) {
        long pauseMs = Math.max(askedForMs, FIRST_PAUSE_MS << (attempt - 1));
        later(Math.min(PAUSE_MAX_MS, pauseMs), () -> attempt(call, attempt + 1, worst));
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
