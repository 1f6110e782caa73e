package io.rushline.loadtest.workload;

import io.rushline.loadtest.office.BoxOffice;
import io.rushline.loadtest.report.Booking;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Grant;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.schedule.OpenLoop;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One on-sale: lets the customers in, closes, and looks every booking up.
 *
 * <pre>
 *  arrivals ------------- drain ------------------ leave the line ---- look bookings up --- end
 *                         until all are done,      at most
 *                         at most the drain time   30 s                at most 60 s
 *                              when it is cut short: 3 s                 4 s
 * </pre>
 *
 * <p>Threading: all on the office's event loop but the constructor and {@link #run}.
 */
public final class Sale {
    private static final long LEAVE_MAX_MS = 30_000;
    private static final long LEAVE_MAX_WHEN_CUT_SHORT_MS = 3_000;

    private final Scenario scenario;
    private final List<Show> shows;
    private final BoxOffice office;
    private final Caller caller;
    private final OpenLoop arrivals;
    private final Evidence evidence = new Evidence();
    private final Meter meter = new Meter();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private final Set<Place> waiting = new LinkedHashSet<>();
    private final Map<String, Set<String>> soldSeats = new HashMap<>();
    private final CompletableFuture<Result> result = new CompletableFuture<>();
    private final LookUps lookUps;
    private int activeCount;
    private int seatsSold;
    private long soldOutNs;
    private boolean allArrived;
    private boolean closing;
    private boolean lookingUp;
    private boolean isCutShort;

    /**
     * What is left when it is over. Close the office before you read it: a straggler's reply may still come in.
     *
     * @param sellOutNs from the start to the reply that sold the last seat; 0 when seats are left
     */
    public record Result(
            Evidence evidence,
            Meter meter,
            Map<String, Integer> fates,
            int seatsSold,
            long sellOutNs,
            long arrivalsNs,
            long lagMaxNs,
            long totalNs,
            int customers,
            boolean isCutShort) {}

    /** The office must not be used by anybody else meanwhile. */
    public Sale(Scenario scenario, List<Show> shows, BoxOffice office) {
        this.scenario = scenario;
        this.shows = List.copyOf(shows);
        this.office = office;
        this.caller = new Caller(office, meter, evidence, scenario.timeoutMs(), result::completeExceptionally);
        this.arrivals = new OpenLoop(
                office.loop(),
                scenario.arrivals(),
                (index, intendedNs) -> caller.guarded(() -> arrive(index, intendedNs)),
                () -> caller.guarded(this::onAllArrived));
        this.lookUps = new LookUps(caller, evidence, this::finish);
    }

    /** Starts it; the result comes when all is over, or the exception that a defect of the tester threw. */
    public CompletableFuture<Result> run() {
        caller.later(0, arrivals::start);
        return result;
    }

    /** Closes the second that is over in the meter, if one is, and says how it was, look-ups too; on the loop. */
    public Optional<Moment> tick() {
        return meter.tick(arrivals.runningNs(), gauges());
    }

    private Moment.Gauges gauges() {
        return new Moment.Gauges(
                arrivals.arrivedCount(),
                scenario.customers(),
                office.inFlightCount(),
                seatsSold,
                waiting.size(),
                lookUps.openCount());
    }

    /** Lets nobody in any more, and all in line leave; what was promised is looked up soon, and briefly. On the loop. */
    public void cutShort() {
        if (!isCutShort && !result.isDone()) {
            isCutShort = true;
            caller.guarded(this::hurry);
        }
    }

    private void hurry() {
        if (lookingUp) {
            lookUps.cutShort();
        } else {
            arrivals.end();
            close();
            caller.later(LEAVE_MAX_WHEN_CUT_SHORT_MS, this::endWaits);
        }
    }

    Scenario scenario() {
        return scenario;
    }

    Caller caller() {
        return caller;
    }

    Evidence evidence() {
        return evidence;
    }

    Meter meter() {
        return meter;
    }

    Show show(int index) {
        return shows.get(index);
    }

    /** Whether those in line should leave, and nobody should join it any more. */
    boolean closing() {
        return closing;
    }

    /** Whether nobody is asked for anything but bookings any more. */
    boolean lookingUp() {
        return lookingUp;
    }

    void waiting(Place place) {
        waiting.add(place);
    }

    void noLongerWaiting(Place place) {
        waiting.remove(place);
    }

    void granted(Grant grant) {
        evidence.granted(grant);
    }

    void cancelled(Booking booking, long sequence) {
        evidence.cancelled(booking.bookingId(), sequence);
        Set<String> sold = soldSeats.computeIfAbsent(booking.showId(), absent -> new HashSet<>());
        for (String seat : booking.seats()) {
            if (sold.remove(seat)) {
                seatsSold--;
            }
        }
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
            soldOutNs = arrivals.runningNs();
        }
    }

    /** A customer has come to an end. */
    void done(Fate fate) {
        // Whoever is stopped while bookings are looked up was not at the end yet.
        if (lookingUp && fate == Fate.FAILED) {
            return;
        }
        fates.merge(fate, 1, Integer::sum);
        activeCount--;
        lookUpWhenAllAreDone();
    }

    private void arrive(int index, long intendedNs) {
        activeCount++;
        Choices choices = Choices.of(scenario.behaviour(), scenario.seed(), index, shows.size());
        if (choices.isBot()) {
            new Bot(this, index, choices).hammer(intendedNs);
        } else {
            new Customer(this, index, choices).arrive(intendedNs);
        }
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
        if (lookingUp || closing) {
            return;
        }
        closing = true;
        new ArrayList<>(waiting).forEach(Place::close);
        caller.endWatches();
        caller.later(LEAVE_MAX_MS, this::endWaits);
    }

    private void endWaits() {
        new ArrayList<>(waiting).forEach(Place::giveUp);
        lookUp();
    }

    private void lookUpWhenAllAreDone() {
        if (allArrived && activeCount == 0) {
            lookUp();
        }
    }

    private void lookUp() {
        if (!lookingUp) {
            lookingUp = true;
            caller.onlyLookUp();
            // The second that is not over yet; look-ups belong to none.
            Moment unused = meter.end(arrivals.runningNs(), gauges());
            lookUps.start();
            if (isCutShort) {
                lookUps.cutShort();
            }
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
                meter,
                counts,
                seatsSold,
                soldOutNs,
                arrivals.elapsedNs(),
                arrivals.lagMaxNs(),
                arrivals.runningNs(),
                arrivals.arrivedCount(),
                isCutShort));
    }
}
