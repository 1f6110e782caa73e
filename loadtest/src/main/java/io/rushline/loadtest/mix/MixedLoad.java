package io.rushline.loadtest.mix;

import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.schedule.Arrivals;
import io.rushline.loadtest.schedule.OpenLoop;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.WireClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sends a mix of requests at their times, once each.
 *
 * <p>Threading: the client's event loop but for the constructor and {@link #run}.
 */
public final class MixedLoad {
    private static final String BASE = "/api/v1";
    private static final long LIMIT_WHEN_CUT_SHORT_MS = 8_000;

    private final WireClient client;
    private final String key;
    private final String showPath;
    private final String runId;
    private final Mix mix;
    private final SplittableRandom random;
    private final long timeoutMs;
    private final OpenLoop arrivals;
    private final int expected;
    private final Meter meter = new Meter();
    private final Deque<Held> held = new ArrayDeque<>();
    private final CompletableFuture<Meter> done = new CompletableFuture<>();
    private String etag = "";
    private int answered;
    private int customers;
    private boolean allArrived;
    private boolean isCutShort;

    private record Held(String holdId, String customer) {}

    /** @param showId the show that all requests are about */
    public MixedLoad(
            WireClient client,
            String key,
            String showId,
            String runId,
            Mix mix,
            Arrivals arrivals,
            long seed,
            long timeoutMs) {
        this.client = client;
        this.key = key;
        this.showPath = BASE + "/shows/" + showId;
        this.runId = runId;
        this.mix = mix;
        this.random = new SplittableRandom(seed);
        this.timeoutMs = timeoutMs;
        this.expected = arrivals.count();
        this.arrivals = new OpenLoop(
                client.loop(), arrivals, (index, intendedNs) -> guarded(() -> send(intendedNs)), this::onAllArrived);
    }

    /** Starts it; the meter comes when all is answered or timed out, or the exception that a defect has thrown. */
    public CompletableFuture<Meter> run() {
        var unused = client.loop().schedule(arrivals::start, 0, TimeUnit.MILLISECONDS);
        return done;
    }

    /** The second that is over, if one is; on the loop. */
    public Optional<Moment> tick() {
        return meter.tick(arrivals.runningNs(), gauges());
    }

    /** The last second, which is not over yet; on the loop. */
    public Moment end() {
        return meter.end(arrivals.runningNs(), gauges());
    }

    private Moment.Gauges gauges() {
        return new Moment.Gauges(arrivals.arrivedCount(), expected, client.commandsInFlightCount(), 0, 0);
    }

    /** Sends nothing any more; the meter comes when what was sent is answered, or has not been for too long. On the loop. */
    public void cutShort() {
        if (!isCutShort && !done.isDone()) {
            isCutShort = true;
            guarded(arrivals::end);
            var unused = client.loop().schedule(client::cancelAll, LIMIT_WHEN_CUT_SHORT_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether it ended before its time. */
    public boolean isCutShort() {
        return isCutShort;
    }

    /** How many requests were sent. */
    public int sentCount() {
        return arrivals.arrivedCount();
    }

    /** How far the tester itself was behind its schedule at the worst moment. */
    public long lagMaxNs() {
        return arrivals.lagMaxNs();
    }

    /** From the start to the last request. */
    public long elapsedNs() {
        return arrivals.elapsedNs();
    }

    private void send(long intendedNs) {
        switch (mix.draw(random)) {
            case CITIES -> read(Operation.SEE_CITIES, BASE + "/cities", "", intendedNs);
            case MOVIES -> read(Operation.SEE_MOVIES, BASE + "/movies", "", intendedNs);
            case SHOW -> read(Operation.SEE_SHOW, showPath, "", intendedNs);
            case SEATS -> read(Operation.SEE_SEATS, showPath + "/seats", "", intendedNs);
            case UNCHANGED -> read(Operation.SEE_UNCHANGED, showPath + "/seats", etag, intendedNs);
            case HOLD -> holdOrRelease(intendedNs);
        }
    }

    private void read(Operation operation, String path, String knownTag, long intendedNs) {
        Request request = Request.get(path, key, timeoutMs).ifNoneMatch(knownTag);
        ask(operation, request, intendedNs, reply -> {
            if (!reply.etag().isEmpty()) {
                etag = reply.etag();
            }
        });
    }

    private void holdOrRelease(long intendedNs) {
        Held last = held.poll();
        String requestKey = runId + "-" + customers++;
        if (last == null) {
            String customer = runId + "-c" + customers;
            String body = "{\"customer\":\"" + customer + "\",\"quantity\":1}";
            Request request = Request.post(showPath + "/holds", key, body, requestKey, timeoutMs);
            ask(Operation.HOLD, request, intendedNs, reply -> {
                String holdId = reply.answer().text("holdId");
                if (!holdId.isEmpty()) {
                    held.add(new Held(holdId, customer));
                }
            });
        } else {
            String path = BASE + "/holds/" + last.holdId() + "?customer=" + last.customer();
            ask(Operation.RELEASE, Request.delete(path, key, requestKey, timeoutMs), intendedNs, reply -> {});
        }
    }

    private interface Receiver {
        void on(Reply reply);
    }

    private void ask(Operation operation, Request request, long intendedNs, Receiver receiver) {
        client.send(request, outcome -> guarded(() -> settle(operation, outcome, intendedNs, receiver)));
    }

    private void settle(Operation operation, Outcome outcome, long intendedNs, Receiver receiver) {
        meter.count(operation, outcome);
        if (outcome instanceof Reply reply) {
            meter.time(operation, reply.receivedNs() - intendedNs, reply.receivedNs() - reply.sentNs());
            receiver.on(reply);
        }
        answered++;
        endWhenAllIsAnswered();
    }

    private void onAllArrived() {
        allArrived = true;
        endWhenAllIsAnswered();
    }

    private void endWhenAllIsAnswered() {
        if (allArrived && answered == arrivals.arrivedCount()) {
            done.complete(meter);
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }
}
