package io.rushline.loadtest.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A run second by second.
 *
 * <p>Seconds are the clock's and not the ticks': a tick that comes late ends a longer moment, with the number of the second
 * that it came in, and those that it has missed are left out.
 *
 * <p>Threading: one thread. Bounded: after a day of seconds nothing more is kept.
 */
public final class Timeline {
    private static final int MOMENTS_MAX = 100_000;
    private static final long MAX_US = TimeUnit.HOURS.toMicros(1);
    private static final double US_PER_MS = 1000;

    private final List<Moment> moments = new ArrayList<>();
    private final Histogram responses = new Histogram(MAX_US, 2);
    private final Histogram services = new Histogram(MAX_US, 2);
    private boolean isOver;
    private long endedNs;
    private int arrivedBefore;
    private long answers;
    private long refusals;
    private long failures;

    /** All seconds so far. */
    public List<Moment> moments() {
        return Collections.unmodifiableList(moments);
    }

    void count(boolean isRefusal, boolean isFailure) {
        answers += isFailure ? 0 : 1;
        refusals += isRefusal ? 1 : 0;
        failures += isFailure ? 1 : 0;
    }

    void time(long responseNs, long serviceNs) {
        responses.recordValue(bounded(responseNs));
        services.recordValue(bounded(serviceNs));
    }

    /** Ends a second, unless none is over since the last. After the end it is told of, and not kept. */
    Optional<Moment> tick(long elapsedNs, Moment.Gauges gauges) {
        return Moment.second(elapsedNs) > Moment.second(endedNs)
                ? Optional.of(close(elapsedNs, gauges))
                : Optional.empty();
    }

    /** Ends the moment that is not over yet, however short it is, and the timeline with it. */
    Moment end(long elapsedNs, Moment.Gauges gauges) {
        Moment last = close(elapsedNs, gauges);
        isOver = true;
        return last;
    }

    private Moment close(long elapsedNs, Moment.Gauges gauges) {
        Moment moment = new Moment(
                endedNs,
                elapsedNs,
                gauges.arrived() - arrivedBefore,
                answers,
                refusals,
                failures,
                responses.getValueAtPercentile(50) / US_PER_MS,
                responses.getValueAtPercentile(99) / US_PER_MS,
                responses.getMaxValue() / US_PER_MS,
                services.getValueAtPercentile(99) / US_PER_MS,
                gauges);
        if (!isOver && moments.size() < MOMENTS_MAX) {
            moments.add(moment);
        }
        endedNs = elapsedNs;
        arrivedBefore = gauges.arrived();
        answers = 0;
        refusals = 0;
        failures = 0;
        responses.reset();
        services.reset();
        return moment;
    }

    private static long bounded(long ns) {
        return Math.min(MAX_US, Math.max(0, TimeUnit.NANOSECONDS.toMicros(ns)));
    }
}
