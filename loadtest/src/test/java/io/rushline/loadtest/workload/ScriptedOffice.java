package io.rushline.loadtest.workload;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.office.BoxOffice;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** A box office without a server: each ask has the outcome that a script gives it, after a while. */
final class ScriptedOffice implements BoxOffice {
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final List<Ask> asked = new CopyOnWriteArrayList<>();
    private final Function<Ask, Outcome> script;
    private final long delayMs;

    ScriptedOffice(long delayMs, Function<Ask, Outcome> script) {
        this.delayMs = delayMs;
        this.script = script;
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

    /** All that was asked so far. */
    List<Ask> asked() {
        return asked;
    }

    @Override
    public ScheduledExecutorService loop() {
        return loop;
    }

    @Override
    public void ask(Ask ask, long timeoutMs, Consumer<Outcome> receiver) {
        asked.add(ask);
        Outcome outcome = script.apply(ask);
        var unused = loop.schedule(() -> receiver.accept(outcome), delayMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void endWatches() {}

    @Override
    public int inFlightCount() {
        return 0;
    }

    @Override
    public void close() {
        loop.shutdownNow();
    }
}
