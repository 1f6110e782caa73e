package io.rushline.loadtest.report;

import java.util.Locale;

/**
 * One second of a run.
 *
 * @param second counts from 1; its figures are of the time since the one before
 * @param answers all but those to watches of a place in line count here
 * @param refusals answers that say no
 * @param failures requests without an answer
 * @param responseP50Ms from the intended send time; 0 when nothing was answered
 * @param serviceP99Ms from the real send time
 */
public record Moment(
        int second,
        int arrivals,
        long answers,
        long refusals,
        long failures,
        double responseP50Ms,
        double responseP99Ms,
        double responseMaxMs,
        double serviceP99Ms,
        Gauges gauges) {
    /**
     * What stands at the end of it.
     *
     * @param arrived customers, or requests that were due
     * @param inFlight requests without an answer, but for watches
     * @param seatsSold in acknowledged bookings
     * @param waiting customers in the line
     */
    public record Gauges(int arrived, int expected, int inFlight, int seatsSold, int waiting) {}

    /** One line for people. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%4d s  arrived %,d/%,d  %,d answers/s, %,d refusals, %,d failed  in flight %,d  p50 %.1f p99 %.1f ms"
                        + " (from sending %.1f)  seats %,d  waiting %,d",
                second,
                gauges.arrived(),
                gauges.expected(),
                answers,
                refusals,
                failures,
                gauges.inFlight(),
                responseP50Ms,
                responseP99Ms,
                serviceP99Ms,
                gauges.seatsSold(),
                gauges.waiting());
    }
}
