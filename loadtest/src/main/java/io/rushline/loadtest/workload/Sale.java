package io.rushline.loadtest.workload;

import io.rushline.loadtest.report.Booking;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Latencies;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Progress;
import io.rushline.loadtest.report.Tally;
import io.rushline.loadtest.schedule.OpenLoop;
import io.rushline.loadtest.wire.WireClient;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One on-sale: lets the customers in, closes, and looks every booking up.
 *
 * <pre>
 *  arrivals ------------- drain ------------------ leave the line ---- look bookings up --- end
 *                         until all are done,      at most
 *                         at most the drain time   30 s                at most 60 s
 * </pre>
 *
 * <p>Threading: all on the client's event loop but the constructor and {@link #run}.
 */
public final class Sale {
    private static final long LEAVE_MAX_MS = 30_000;

    private final Scenario scenario;
    private final List<Show> shows;
    private final WireClient client;
    private final Api api;
    private final Caller caller;
    private final OpenLoop arrivals;
    private final Evidence evidence = new Evidence();
    private final Tally tally = new Tally();
    private final Latencies latencies = new Latencies();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private final Set<Place> waiting = new LinkedHashSet<>();
    private final Map<String, Set<String>> soldSeats = new HashMap<>();
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private int activeCount;
    private int seatsSold;
    private long soldOutNs;
    private boolean allArrived;
    private boolean closing;
    private boolean lookingUp;

    /**
     * What is left when it is over. Close the client before you read it: a straggler's reply may still come in.
     *
     * @param sellOutNs from the start to the reply that sold the last seat; 0 when seats are left
     */
    public record Result(
            Evidence evidence,
            Tally tally,
            Latencies latencies,
            Map<String, Integer> fates,
            int seatsSold,
            long sellOutNs,
            long arrivalsNs,
            long lagMaxNs,
            long totalNs) {}

    /** The client must not be used by anybody else meanwhile. */
    public Sale(Scenario scenario, List<Show> shows, WireClient client) {
        this.scenario = scenario;
        this.shows = List.copyOf(shows);
        this.client = client;
        this.api = new Api(scenario.webKey(), scenario.timeoutMs());
        this.caller = new Caller(client, tally, latencies, result::completeExceptionally);
        this.arrivals = new OpenLoop(
                client.loop(),
                scenario.arrivals(),
                (index, intendedNs) -> caller.guarded(() -> arrive(index, intendedNs)),
                () -> caller.guarded(this::onAllArrived));
    }

    /** Starts it; the result comes when all is over, or the exception that a defect of the tester threw. */
    public CompletableFuture<Result> run() {
        caller.later(0, arrivals::start);
        return result;
    }

    public Progress progress() {
        return new Progress(
                arrivals.arrivedCount(),
                scenario.customers(),
                client.commandsInFlightCount(),
                seatsSold,
                waiting.size(),
                latencies.responseMs(Operation.HOLD, 99));
    }

    Scenario scenario() {
        return scenario;
    }

    Api api() {
        return api;
    }

    Caller caller() {
        return caller;
    }

    Evidence evidence() {
        return evidence;
    }

    Latencies latencies() {
        return latencies;
    }

    Show show(int index) {
        return shows.get(index);
    }

    /** Whether those in line should leave, and nobody should join it any more. */
    boolean closing() {
        return closing;
    }

    void waiting(Place place) {
        waiting.add(place);
    }

    void noLongerWaiting(Place place) {
        waiting.remove(place);
    }

    void booked(Booking booking) {
        evidence.booked(booking);
        Set<String> sold = soldSeats.computeIfAbsent(booking.showId(), absent -> new HashSet<>());
        for (String seat : booking.seats()) {
            if (sold.add(seat)) {
                seatsSold++;
            }
        }
        if (seatsSold == seatsForSale() && soldOutNs == 0) {
            soldOutNs = System.nanoTime() - arrivals.startNs();
        }
    }

    /** A customer has come to an end. */
    void done(Fate fate) {
        fates.merge(fate, 1, Integer::sum);
        activeCount--;
        lookUpWhenAllAreDone();
    }

    private void arrive(int index, long intendedNs) {
        activeCount++;
        Choices choices = Choices.of(scenario.seed(), index, shows.size());
        new Customer(this, index, choices).askForHold(intendedNs);
    }

    private int seatsForSale() {
        return shows.stream().mapToInt(Show::seats).sum();
    }

    private void onAllArrived() {
        allArrived = true;
        caller.later(scenario.drainMs(), this::close);
        lookUpWhenAllAreDone();
    }

    private void close() {
        if (lookingUp) {
            return;
        }
        closing = true;
        new ArrayList<>(waiting).forEach(Place::close);
        caller.endPolls();
        caller.later(LEAVE_MAX_MS, () -> {
            new ArrayList<>(waiting).forEach(Place::giveUp);
            lookUp();
        });
    }

    private void lookUpWhenAllAreDone() {
        if (allArrived && activeCount == 0) {
            lookUp();
        }
    }

    private void lookUp() {
        if (!lookingUp) {
            lookingUp = true;
            new LookUps(caller, api, evidence, this::finish).start();
        }
    }

    private void finish() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        fates.forEach((fate, count) -> counts.put(fate.label(), count));
        if (activeCount > 0) {
            counts.put("not done at the end", activeCount);
        }
        result.complete(new Result(
                evidence,
                tally,
                latencies,
                counts,
                seatsSold,
                soldOutNs,
                arrivals.elapsedNs(),
                arrivals.lagMaxNs(),
                System.nanoTime() - arrivals.startNs()));
    }
}
