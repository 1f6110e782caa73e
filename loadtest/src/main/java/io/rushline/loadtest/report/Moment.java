package io.rushline.loadtest.report;

import java.util.List;
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

    /** For people, in lines that fit a terminal of 80 columns. */
    public List<String> lines() {
        return List.of(
                text(
                        "%4d s  arrived %,d/%,d  seats sold %,d  waiting %,d",
                        second, gauges.arrived(), gauges.expected(), gauges.seatsSold(), gauges.waiting()),
                text(
                        "        %,d answers/s, %,d refusals, %,d failed, %,d in flight",
                        answers, refusals, failures, gauges.inFlight()),
                answers == 0
                        ? "        nothing was answered in this second"
                        : text(
                                "        p50 %,.1f p99 %,.1f ms (p99 from sending %,.1f)",
                                responseP50Ms, responseP99Ms, serviceP99Ms));
    }

    /** The same in one line. */
    public String line() {
        List<String> lines = lines();
        return lines.get(0) + "  " + lines.get(1).strip() + "  " + lines.get(2).strip();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
