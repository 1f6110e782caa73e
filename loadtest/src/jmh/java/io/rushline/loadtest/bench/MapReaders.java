package io.rushline.loadtest.bench;

import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients who ask for a show's seat map at a steady rate. */
final class MapReaders implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final long TIMEOUT_MS = 10_000;
    private static final long PACE_MS = 5;

    private final WireClient client;
    private final Request request;
    private final AtomicLong answered = new AtomicLong();
    private final long startNs = System.nanoTime();
    private final int perSecond;
    private long sent;

    private MapReaders(WireClient client, Request request, int perSecond) {
        this.client = client;
        this.request = request;
        this.perSecond = perSecond;
    }

    static MapReaders start(String url, String showId, int perSecond) {
        WireClient client = new WireClient(Target.of(url, false), CONNECTIONS);
        Request request = Request.get("/api/v1/shows/" + showId + "/seats", WireServer.WEB_KEY, TIMEOUT_MS);
        MapReaders readers = new MapReaders(client, request, perSecond);
        var unused = client.loop().scheduleAtFixedRate(readers::sendDue, PACE_MS, PACE_MS, TimeUnit.MILLISECONDS);
        return readers;
    }

    /** Answers so far, for each second. */
    double perSecond() {
        return answered.get() * 1e9 / (System.nanoTime() - startNs);
    }

    private void sendDue() {
        long due = (System.nanoTime() - startNs) * perSecond / 1_000_000_000L;
        // Who is not answered does not ask again.
        while (sent < due && client.commandsInFlightCount() < CONNECTIONS) {
            sent++;
            client.send(request, this::take);
        }
    }

    private void take(Outcome outcome) {
        if (outcome instanceof Reply reply && reply.succeeded()) {
            answered.incrementAndGet();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
