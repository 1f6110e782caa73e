package io.rushline.loadtest;

import io.rushline.loadtest.audit.JournalVerdict;
import io.rushline.loadtest.office.BoxOffice;
import io.rushline.loadtest.report.Figures;
import io.rushline.loadtest.report.JournalFindings;
import io.rushline.loadtest.report.Moment;
import io.rushline.loadtest.report.Setup;
import io.rushline.loadtest.report.Verdict;
import io.rushline.loadtest.schedule.Arrivals;
import io.rushline.loadtest.schedule.Curve;
import io.rushline.loadtest.wire.Target;
import io.rushline.loadtest.wire.WireClient;
import io.rushline.loadtest.workload.Behaviour;
import io.rushline.loadtest.workload.CouldNotRun;
import io.rushline.loadtest.workload.Organiser;
import io.rushline.loadtest.workload.Sale;
import io.rushline.loadtest.workload.Scenario;
import io.rushline.loadtest.workload.Show;
import io.rushline.loadtest.workload.WarmUp;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One on-sale from the first show to the verdict, as the command's options say. */
final class OnsaleRun {
    // Leaving the line and looking bookings up have their own bounds within this.
    private static final int AFTER_DRAIN_MAX_SECONDS = 180;
    private static final int WATCH_MAX_SECONDS = 20;
    private static final int REHEARSAL_MAX_SECONDS = 5;
    private static final long REHEARSAL_DRAIN_MS = 1_000;
    private static final double NS_PER_SECOND = 1e9;
    private static final double NS_PER_MS = 1e6;

    private final OnsaleCommand options;
    private final Target target;
    private final ArrivalOptions.Plan plan;
    private final Behaviour behaviour;
    private final long seed;
    private final Setup setup;
    private final String runId = "load-" + Long.toUnsignedString(new SecureRandom().nextLong(), Character.MAX_RADIX);

    OnsaleRun(OnsaleCommand options, Target target, ArrivalOptions.Plan plan, Behaviour behaviour, long seed) {
        this.options = options;
        this.target = target;
        this.plan = plan;
        this.behaviour = behaviour;
        this.seed = seed;
        this.setup = options.setup(seed, plan.arrivals().count(), drainSeconds(), behaviour);
    }

    /** @param live hears of each second */
    Figures run(Consumer<Moment> live) throws CouldNotRun {
        // Before anything is sold: a journal that can't be read is wrong usage, and no finding.
        JournalVerdict judge = options.journal == null ? null : JournalVerdict.of(options.journal);
        try (WireClient client = options.connection.client(target)) {
            List<Show> all = showsOnSale(client);
            List<Show> shows = all.subList(0, options.shows);
            warmUp(client, shows.get(0));
            BoxOffice office = options.connection.office(
                    client, target, options.server, options.customer.key, all, runId, watchSeconds());
            Sale.Result result;
            try {
                rehearse(all.subList(options.shows, all.size()), office);
                result = sell(new Sale(scenario(), shows, office), office, live);
            } finally {
                // A straggler's reply may still come in as long as the office is open.
                office.close();
            }
            return figures(shows, result, judge == null ? null : judge.judge(result.evidence(), ids(shows)));
        }
    }

    private Sale.Result sell(Sale sale, BoxOffice office, Consumer<Moment> live) throws CouldNotRun {
        Future<Sale.Result> running = started(sale, office);
        ScheduledFuture<?> ticker =
                office.loop().scheduleAtFixedRate(() -> sale.tick().ifPresent(live), 1, 1, TimeUnit.SECONDS);
        try {
            return finished(running);
        } finally {
            ticker.cancel(false);
        }
    }

    private Future<Sale.Result> started(Sale sale, BoxOffice office) {
        Future<Sale.Result> running = sale.run();
        options.output.interruption.whenRequested(() -> office.loop().execute(sale::cutShort));
        return running;
    }

    /** The first seconds of it, for shows that are not counted: what server and tester do often is compiled then. */
    private void rehearse(List<Show> rehearsals, BoxOffice office) throws CouldNotRun {
        long durationNs = Math.min(plan.durationNs(), TimeUnit.SECONDS.toNanos(REHEARSAL_MAX_SECONDS));
        int customers = (int) Math.max(1, (double) plan.arrivals().count() * durationNs / plan.durationNs());
        Arrivals arrivals = Arrivals.even(customers, Curve.of(Curve.Shape.FLAT, durationNs));
        for (Show show : rehearsals) {
            Scenario scenario = scenario(runId + "-for-" + show.showId(), arrivals, REHEARSAL_DRAIN_MS);
            if (finished(started(new Sale(scenario, List.of(show), office), office))
                    .isCutShort()) {
                return;
            }
        }
        // What they leave behind is not collected while customers come.
        System.gc();
    }

    /** Long polls end well within a hold, so that an offer whose news got lost is found in time. */
    private int watchSeconds() {
        return Math.max(1, Math.min(WATCH_MAX_SECONDS, options.holdSeconds / 2));
    }

    private List<Show> showsOnSale(WireClient client) throws CouldNotRun {
        Organiser organiser = new Organiser(
                client, options.server.url, options.server.operatorKey, runId, options.server.timeoutMs());
        int count = options.shows + options.rehearsals;
        return options.hall == null
                ? organiser.inNewHall(options.seats.count(), count, options.holdSeconds, options.graceSeconds)
                : organiser.inHall(options.hall, count, options.holdSeconds, options.graceSeconds);
    }

    private void warmUp(WireClient client, Show show) throws CouldNotRun {
        try {
            new WarmUp(client, options.customer.key, show, options.customer.warmUp).run();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private Scenario scenario() {
        return scenario(runId, plan.arrivals(), TimeUnit.SECONDS.toMillis(drainSeconds()));
    }

    private Scenario scenario(String scope, Arrivals arrivals, long drainMs) {
        return new Scenario(
                scope,
                seed,
                arrivals,
                behaviour,
                TimeUnit.SECONDS.toMillis(options.holdSeconds),
                drainMs,
                options.server.timeoutMs());
    }

    private Sale.Result finished(Future<Sale.Result> running) throws CouldNotRun {
        int limitSeconds =
                (int) TimeUnit.NANOSECONDS.toSeconds(plan.durationNs()) + drainSeconds() + AFTER_DRAIN_MAX_SECONDS;
        try {
            return running.get(limitSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CouldNotRun("the run did not end within " + limitSeconds
                    + " s, so there are no figures; this is a defect of the load tester");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load tester failed", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CouldNotRun interrupted() {
        Thread.currentThread().interrupt();
        return new CouldNotRun("interrupted before the end, so there are no figures");
    }

    private Figures figures(List<Show> shows, Sale.Result result, @Nullable JournalFindings journal) {
        return new Figures(
                setup,
                ids(shows),
                result.customers(),
                result.arrivalsNs() / NS_PER_SECOND,
                result.lagMaxNs() / NS_PER_MS,
                result.totalNs() / NS_PER_SECOND,
                shows.stream().mapToInt(Show::seats).sum(),
                result.seatsSold(),
                result.evidence().bookings().size(),
                result.sellOutNs() == 0 ? Figures.NOT_SOLD_OUT : result.sellOutNs() / NS_PER_SECOND,
                result.fates(),
                result.meter().tally().counts(),
                result.meter().latencies(),
                result.meter().timeline(),
                !result.meter().isSilent(),
                result.isCutShort(),
                Verdict.of(result.evidence()),
                Optional.ofNullable(journal));
    }

    private static List<String> ids(List<Show> shows) {
        return shows.stream().map(Show::showId).toList();
    }

    private int drainSeconds() {
        return options.drainSeconds == null ? 2 * options.holdSeconds + 10 : options.drainSeconds;
    }
}
