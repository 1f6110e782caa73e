package io.rushline.loadtest.workload;

import io.rushline.loadtest.office.Api;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.WireClient;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Some reads before the first customer comes, so that the figures do not show a tester whose code is not compiled yet.
 *
 * <p>They change nothing on the server and are not counted.
 *
 * <p>Threading: {@link #run} waits, so never on the event loop; the rest is on it.
 */
public final class WarmUp {
    private static final int IN_FLIGHT = 16;
    private static final int LIMIT_SECONDS = 20;
    private static final long TIMEOUT_MS = 10_000;
    private static final int NOT_FOUND = 404;

    private final WireClient client;
    private final Request request;
    private final Show show;
    private final CountDownLatch open;
    private int unsent;

    /** @param reads how many times the show's seat map is read */
    public WarmUp(WireClient client, String webKey, Show show, int reads) {
        this.client = client;
        this.show = show;
        this.request = Request.get("/api/v1/shows/" + Api.segment(show.showId()) + "/seats", webKey, TIMEOUT_MS);
        this.open = new CountDownLatch(reads);
        this.unsent = reads;
    }

    /**
     * Reads until all are answered, one way or the other, or for twenty seconds.
     *
     * @throws CouldNotRun when there is no such show, customers may not see it, or there is no answer: the run would be
     *     nothing but that
     */
    public void run() throws CouldNotRun, InterruptedException {
        requireSight();
        client.loop().execute(() -> {
            for (int i = 0; i < IN_FLIGHT; i++) {
                sendNext();
            }
        });
        boolean unused = open.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        client.loop().execute(() -> unsent = 0);
    }

    /** Once, and also when nothing else is to be read. */
    private void requireSight() throws CouldNotRun {
        Outcome outcome = client.await(request);
        if (outcome instanceof Failure failure) {
            throw new CouldNotRun("the server does not answer customers ("
                    + failure.cause().label() + ": " + failure.detail() + "), so nobody was let in");
        }
        Reply reply = (Reply) outcome;
        if (Refusal.isOfTheKey(reply)) {
            throw new CouldNotRun(
                    "the server refuses the customers' key (" + reply.status() + "); name the right one with --key");
        } else if (reply.status() == NOT_FOUND) {
            throw new CouldNotRun("the server has no show " + show.showId());
        } else if (!reply.succeeded()) {
            throw new CouldNotRun("the server refuses customers: " + Refusal.said(reply));
        }
    }

    private void sendNext() {
        if (unsent > 0) {
            unsent--;
            client.send(request, this::onOutcome);
        }
    }

    private void onOutcome(Outcome outcome) {
        open.countDown();
        sendNext();
    }
}
