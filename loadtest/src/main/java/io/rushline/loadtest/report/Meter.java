package io.rushline.loadtest.report;

import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import java.util.Optional;

/**
 * All that is counted and timed in a run: in all, and second by second.
 *
 * <p>Threading: one thread.
 */
public final class Meter {
    private final Tally tally = new Tally();
    private final Latencies latencies = new Latencies();
    private final Timeline timeline = new Timeline();
    private long repliedNs = System.nanoTime();
    private long lostSentNs;
    private boolean hasLost;

    /** Counts an answer, or that there was none. */
    public void count(Operation operation, Outcome outcome) {
        if (outcome instanceof Reply reply) {
            repliedNs = reply.receivedNs();
            tally.count(operation, reply.label());
            if (!operation.waits()) {
                timeline.count(!reply.succeeded(), false);
            }
        } else if (outcome instanceof Failure failure) {
            lostSentNs = hasLost ? later(lostSentNs, failure.sentNs()) : failure.sentNs();
            hasLost = true;
            tally.countUnanswered(operation, failure.cause().label());
            timeline.count(false, true);
        }
    }

    /** Takes how long an answer took, from the intended and from the real send time. */
    public void time(Operation operation, long responseNs, long serviceNs) {
        latencies.record(operation, responseNs, serviceNs);
        timeline.time(responseNs, serviceNs);
    }

    /** Takes the time from joining the line to the offer. */
    public void waited(long waitNs) {
        latencies.recordWait(waitNs);
    }

    /**
     * Ends a second, unless none is over since the last: ticks that come late, and then at once, are one.
     *
     * @param elapsedNs since the start of the run
     */
    public Optional<Moment> tick(long elapsedNs, Moment.Gauges gauges) {
        return timeline.tick(elapsedNs, gauges);
    }

    /** Ends the last second, which is not over yet; what comes then is told of by ticks, and belongs to no second. */
    public Moment end(long elapsedNs, Moment.Gauges gauges) {
        return timeline.end(elapsedNs, gauges);
    }

    /**
     * Whether no reply came after the last of those requests was sent that had none: at the end of a run, that the server
     * is gone. A request that is lost while others are answered is given up after all of them, and says nothing.
     */
    public boolean isSilent() {
        return hasLost && lostSentNs - repliedNs >= 0;
    }

    public Tally tally() {
        return tally;
    }

    public Latencies latencies() {
        return latencies;
    }

    public Timeline timeline() {
        return timeline;
    }

    private static long later(long oneNs, long otherNs) {
        return otherNs - oneNs > 0 ? otherNs : oneNs;
    }
}
