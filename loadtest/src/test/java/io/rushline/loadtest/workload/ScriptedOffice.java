package io.rushline.loadtest.workload;

import io.netty.channel.embedded.EmbeddedChannel;
import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.office.BoxOffice;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A box office without a server: each ask has the outcome that a script gives it, after a while.
 *
 * <p>Its loop has a clock of its own, which goes on to whatever is next as soon as all that is due is done: no pause takes time, and
 * no slow machine changes the order.
 *
 * <p>Threading: one thread, which runs the loop.
 */
final class ScriptedOffice implements BoxOffice {
    private static final int STEPS_MAX = 1_000_000;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<Ask> asked = new ArrayList<>();
    private final Function<Ask, Outcome> script;
    private final long delayMs;

    ScriptedOffice(long delayMs, Function<Ask, Outcome> script) {
        this.delayMs = delayMs;
        this.script = script;
        channel.freezeTime();
    }

    static Reply reply(int status, String json, long retryAfterMs) {
        long nowNs = System.nanoTime();
        return new Reply(
                status,
                Answer.parse(json.getBytes(StandardCharsets.UTF_8)),
                Reply.NO_SEQUENCE,
                retryAfterMs,
                nowNs,
                nowNs);
    }

    static Failure failure(Failure.Cause cause) {
        return new Failure(cause, "as the script has it", System.nanoTime());
    }

    /** Runs the loop until nothing is left to do, and gives what must be there then. */
    <T> T runToEnd(CompletableFuture<T> result) {
        channel.runPendingTasks();
        long nextNs = channel.runScheduledPendingTasks();
        for (int step = 0; nextNs >= 0; step++) {
            if (step == STEPS_MAX) {
                throw new IllegalStateException("it goes on for ever");
            }
            channel.advanceTimeBy(nextNs, TimeUnit.NANOSECONDS);
            channel.runPendingTasks();
            nextNs = channel.runScheduledPendingTasks();
        }
        if (!result.isDone()) {
            throw new IllegalStateException("nothing is left to do, and there is no result");
        }
        return result.join();
    }

    /** All that was asked so far. */
    List<Ask> asked() {
        return asked;
    }

    @Override
    public ScheduledExecutorService loop() {
        return channel.eventLoop();
    }

    @Override
    public void ask(Ask ask, long timeoutMs, Consumer<Outcome> receiver) {
        asked.add(ask);
        Outcome outcome = script.apply(ask);
        var unused = loop().schedule(() -> receiver.accept(outcome), delayMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void endWatches() {}

    @Override
    public int inFlightCount() {
        return 0;
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
