package io.rushline.loadtest.office;

import io.rushline.gateway.binary.BinaryAnswer;
import io.rushline.gateway.binary.BinaryClient;
import io.rushline.gateway.binary.BinaryCommand;
import io.rushline.gateway.binary.ClientOptions;
import io.rushline.gateway.binary.StateListener;
import io.rushline.gateway.binary.protocol.Sale;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.WireClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A box office over the binary protocol: commands in turn over some connections, watches as subscriptions on all. What customers
 * only look up goes over HTTP, since the binary protocol has no requests for it.
 *
 * <p>A command that is asked again, or twice at once, takes another connection than those that have no answer to it yet.
 *
 * <p>The clients reconnect by themselves and wait for answers meanwhile. When none has had a connection for some time,
 * whoever waits hears that it broke, and who asks until one has again that the server can't be reached, as over HTTP.
 */
public final class BinaryOffice implements BoxOffice {
    private static final int OK = 200;
    // A web tier's connections are few and busy: what goes out at once shares writes and reads. Watches need many.
    private static final int COMMAND_CONNECTIONS_MAX = 16;
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LOOK_MS = 100;
    // A standby has taken over before that.
    private static final long GONE_NS = TimeUnit.SECONDS.toNanos(2);
    // Far more than customers have: it is the crowd that bounds what is in flight, as over HTTP.
    private static final int MAX_IN_FLIGHT = 1 << 20;

    private final WireClient http;
    private final HttpOffice lookUps;
    private final List<BinaryClient> clients = new ArrayList<>();
    private final BinaryRequests requests;
    private final Map<String, SeatMap> seatMaps;
    private final Set<WaiterWatch> watches = new HashSet<>();
    private int nextForCommand;
    private int nextForState;
    private final Set<Asked> waiting = new LinkedHashSet<>();
    private final ScheduledFuture<?> look;
    private long connectedNs = System.nanoTime();
    private boolean isGone;
    private boolean isClosed;

    /**
     * An office that closes the HTTP client with itself.
     *
     * @param scope keeps the request ids apart from those of other runs
     * @param seatMaps of all shows that customers may ask for
     */
    public BinaryOffice(
            WireClient http,
            String host,
            int port,
            String webKey,
            int connections,
            String scope,
            Map<String, SeatMap> seatMaps) {
        this.http = http;
        this.lookUps = new HttpOffice(http, webKey, 1);
        this.requests = new BinaryRequests(scope, seatMaps);
        this.seatMaps = Map.copyOf(seatMaps);
        ClientOptions options = ClientOptions.of(host, port, webKey).maxInFlight(MAX_IN_FLIGHT);
        for (int i = 0; i < connections; i++) {
            clients.add(BinaryClient.connect(options, http.loops()));
        }
        look = http.loop().scheduleAtFixedRate(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until all connections have logged on; never on the event loop.
     *
     * @return false when they have not in time
     */
    public boolean awaitConnections(long timeoutMs) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!clients.stream().allMatch(client -> client.connectionCount() > 0)) {
            if (System.nanoTime() > deadlineNs) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return true;
    }

    @Override
    public ScheduledExecutorService loop() {
        return http.loop();
    }

    @Override
    public void ask(Ask ask, long timeoutMs, Consumer<Outcome> receiver) {
        boolean isLookedUp = ask instanceof Ask.Waiter || ask instanceof Ask.Booking;
        if (isClosed) {
            return;
        }
        if (!isLookedUp && isGone) {
            // Never within the call: who asks again at once would go round in it.
            Failure unreachable =
                    new Failure(Failure.Cause.UNREACHABLE, "no connection to the binary port", System.nanoTime());
            loop().execute(() -> receiver.accept(unreachable));
        } else if (ask instanceof Ask.Watch watch) {
            watches.add(new WaiterWatch(clientForState(), watch, requests, this::onWatchEnd, receiver));
        } else if (isLookedUp) {
            lookUps.ask(ask, timeoutMs, receiver);
        } else if (ask instanceof Ask.Look look) {
            look(look, new Asked(timeoutMs, receiver));
        } else {
            command(ask, new Asked(timeoutMs, receiver));
        }
    }

    @Override
    public void endWatches() {
        Set.copyOf(watches).forEach(WaiterWatch::cancel);
    }

    @Override
    public int inFlightCount() {
        return waiting.size() + lookUps.inFlightCount();
    }

    @Override
    public void close() {
        look.cancel(false);
        // Clients that are closed fail what they wait for, which is no news of the server.
        CompletableFuture.runAsync(() -> isClosed = true, loop()).join();
        clients.forEach(BinaryClient::close);
        lookUps.close();
    }

    private void look() {
        if (clients.stream().anyMatch(BinaryClient::isConnected)) {
            connectedNs = System.nanoTime();
            isGone = false;
        } else if (System.nanoTime() - connectedNs > GONE_NS) {
            isGone = true;
            Set.copyOf(waiting).forEach(asked -> asked.settle(broken(asked.sentNs)));
            Set.copyOf(watches).forEach(watch -> watch.fail(broken(System.nanoTime())));
        }
    }

    /** What was asked may have been sent before the last connection broke. */
    private static Failure broken(long sentNs) {
        return new Failure(Failure.Cause.BROKEN, "no connection to the binary port any more", sentNs);
    }

    private BinaryClient clientForCommand() {
        nextForCommand = (nextForCommand + 1) % commandConnectionCount();
        return clients.get(nextForCommand);
    }

    private int commandConnectionCount() {
        return Math.min(COMMAND_CONNECTIONS_MAX, clients.size());
    }

    private BinaryClient clientForState() {
        nextForState = (nextForState + 1) % clients.size();
        return clients.get(nextForState);
    }

    private void command(Ask ask, Asked asked) {
        var unused = sent(requests.command(ask)).whenComplete((answer, failure) -> {
            if (failure == null) {
                asked.settle(requests.reply(ask, answer, asked.sentNs));
            } else if (!(failure instanceof IllegalArgumentException)) {
                asked.settle(BinaryRequests.refusal(failure, asked.sentNs));
            }
            // Else it is on its way over all connections already, and whoever asks again waits as for any answer.
        });
    }

    /** A client does not send again what it still waits for: then another one does. */
    private CompletableFuture<BinaryAnswer> sent(BinaryCommand command) {
        CompletableFuture<BinaryAnswer> sent = clientForCommand().send(command);
        for (int i = 1; i < commandConnectionCount() && isOnItsWay(sent); i++) {
            sent = clientForCommand().send(command);
        }
        return sent;
    }

    private static boolean isOnItsWay(CompletableFuture<BinaryAnswer> sent) {
        return sent.isCompletedExceptionally()
                && sent.handle((answer, failure) -> failure instanceof IllegalArgumentException)
                        .getNow(false);
    }

    private void look(Ask.Look look, Asked asked) {
        SeatMap seats = seatMaps.get(look.showId());
        if (seats == null) {
            throw new IllegalArgumentException("nobody has said what show " + look.showId() + " looks like");
        }
        BinaryClient client = clientForState();
        long[] subscription = new long[1];
        subscription[0] = client.subscribeToShow(Long.parseLong(look.showId()), new StateListener() {
            @Override
            public void onSeats(long showId, long sequence, Sale sale, String letters) {
                // States may follow until the server has heard that nobody wants them.
                client.unsubscribe(subscription[0]);
                if (!asked.isSettled) {
                    List<String> chosen = seats.with(letters).choose(look.quantity(), look.taste());
                    asked.settle(reply(Answer.ofSeats(chosen), sequence, asked.sentNs));
                }
            }

            @Override
            public void onEnd() {
                asked.settle(new Failure(Failure.Cause.ENDED, "the server ended the subscription", asked.sentNs));
            }
        });
    }

    private void onWatchEnd(WaiterWatch watch) {
        watches.remove(watch);
    }

    static Reply reply(Answer answer, long sequence, long sentNs) {
        return new Reply(OK, answer, sequence, 0, sentNs, System.nanoTime());
    }

    /** Something that was asked, and is answered or given up once. */
    private final class Asked {
        private final long sentNs = System.nanoTime();
        private final Consumer<Outcome> receiver;
        private final ScheduledFuture<?> timeout;
        private boolean isSettled;

        Asked(long timeoutMs, Consumer<Outcome> receiver) {
            this.receiver = receiver;
            waiting.add(this);
            timeout = loop().schedule(
                            () -> settle(new Failure(Failure.Cause.TIMED_OUT, "no reply in time", sentNs)),
                            timeoutMs,
                            TimeUnit.MILLISECONDS);
        }

        void settle(Outcome outcome) {
            if (!isSettled && !isClosed) {
                isSettled = true;
                waiting.remove(this);
                timeout.cancel(false);
                receiver.accept(outcome);
            }
        }
    }
}
