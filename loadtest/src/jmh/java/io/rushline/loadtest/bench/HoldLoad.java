package io.rushline.loadtest.bench;

import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Organiser;
import io.rushline.loadtest.workload.Show;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * As many holds and releases as a server takes from some customers who each wait for their answer.
 *
 * <p>A request without an answer is sent again with the same key, as a web tier does.
 */
final class HoldLoad implements AutoCloseable {
    private static final int CUSTOMERS = 64;
    private static final int CONNECTIONS = 256;
    private static final int SEATS = 2_000;
    private static final int SHOWS = 50;
    private static final long TIMEOUT_MS = 5_000;
    private static final long RETRY_MS = 10;
    private static final String BASE = "/api/v1";

    private final WireClient client;
    private final List<Show> shows;
    private final AtomicLong answers = new AtomicLong();
    private volatile boolean isClosed;
    private long nextNumber;

    private HoldLoad(WireClient client, List<Show> shows) {
        this.client = client;
        this.shows = shows;
    }

    static HoldLoad start(String url) throws CouldNotRun {
        WireClient client = new WireClient(Target.of(url, false), CONNECTIONS);
        Organiser organiser = new Organiser(client, url, FailoverPair.OPERATOR_KEY, "failover", TIMEOUT_MS);
        HoldLoad load = new HoldLoad(client, organiser.inNewHall(SEATS, SHOWS, 300, 5));
        for (int i = 0; i < CUSTOMERS; i++) {
            client.loop().execute(load::hold);
        }
        return load;
    }

    long answerCount() {
        return answers.get();
    }

    /** Lets it run for so long, counted from an answer that comes after this call. */
    void awaitAnswers(long ms) {
        long before = answers.get();
        while (answers.get() == before) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
    }

    private void hold() {
        long number = nextNumber++;
        String showId = shows.get((int) (number % shows.size())).showId();
        String body = "{\"customer\":\"c" + number + "\",\"quantity\":2}";
        send(
                Request.post(
                        BASE + "/shows/" + showId + "/holds", FailoverPair.WEB_KEY, body, "hold-" + number, TIMEOUT_MS),
                reply -> release(reply, number));
    }

    private void release(Reply reply, long number) {
        if (!reply.succeeded()) {
            hold();
            return;
        }
        String path = BASE + "/holds/" + reply.answer().text("holdId") + "?customer=c" + number;
        send(Request.delete(path, FailoverPair.WEB_KEY, "release-" + number, TIMEOUT_MS), released -> hold());
    }

    private void send(Request request, Consumer<Reply> then) {
        if (isClosed) {
            return;
        }
        client.send(request, outcome -> onOutcome(request, outcome, then));
    }

    private void onOutcome(Request request, Outcome outcome, Consumer<Reply> then) {
        if (outcome instanceof Reply reply && reply.status() != 503) {
            answers.incrementAndGet();
            then.accept(reply);
        } else {
            var unused = client.loop().schedule(() -> send(request, then), RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        client.close();
    }
}
