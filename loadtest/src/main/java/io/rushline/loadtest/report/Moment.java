package io.rushline.loadtest.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One second of a run, or more when the tester was too busy to look at the clock, or less at its end.
 *
 * @param fromNs where it begins, since the start of the run
 * @param toNs where it ends
 * @param answers all but those to watches of a place in line count here
 * @param refusals answers that say no
 * @param failures requests without an answer
 * @param responseP50Ms from the intended send time; 0 when nothing was answered
 * @param serviceP99Ms from the real send time
 */
public record Moment(
        long fromNs,
        long toNs,
        int arrivals,
        long answers,
        long refusals,
        long failures,
        double responseP50Ms,
        double responseP99Ms,
        double responseMaxMs,
        double serviceP99Ms,
        Gauges gauges) {
    private static final double NS_PER_SECOND = 1e9;
    // In less, what comes together by chance would look like a rate.
    private static final double RATE_MIN_SECONDS = 0.5;
    private static final double LONG_SECONDS = 1.5;

    /**
     * What stands at the end of it.
     *
     * @param arrived customers, or requests that were due
     * @param inFlight requests without an answer, but for watches
     * @param seatsSold in acknowledged bookings
     * @param waiting customers in the line
     * @param toLookUp acknowledged bookings that the server was asked about and has not answered for yet
     */
    public record Gauges(int arrived, int expected, int inFlight, int seatsSold, int waiting, int toLookUp) {
        /** While customers come, or where nothing is looked up. */
        public Gauges(int arrived, int expected, int inFlight, int seatsSold, int waiting) {
            this(arrived, expected, inFlight, seatsSold, waiting, 0);
        }
    }

    /** The number of the second that ends about here, counted from 1. */
    static int second(long elapsedNs) {
        return (int) Math.round(elapsedNs / NS_PER_SECOND);
    }

    /** Its number, counted from 1; numbers are left out when it is longer than a second. */
    public int second() {
        return Math.max(second(fromNs) + 1, second(toNs));
    }

    public double fromSeconds() {
        return fromNs / NS_PER_SECOND;
    }

    public double toSeconds() {
        return toNs / NS_PER_SECOND;
    }

    /** How long it is. */
    public double seconds() {
        return (toNs - fromNs) / NS_PER_SECOND;
    }

    /** Whether it is long enough for a rate to mean something. */
    public boolean hasRates() {
        return seconds() >= RATE_MIN_SECONDS;
    }

    /** So many within it are how many a second. */
    public double perSecond(long count) {
        return count / seconds();
    }

    /** For people, in lines that fit a terminal of 60 columns; only of huge runs they are longer. */
    public List<String> lines() {
        return List.of(
                text(
                        "%4d s  arrived %,d/%,d, %,d in flight",
                        second(), gauges.arrived(), gauges.expected(), gauges.inFlight()),
                gauges.toLookUp() > 0
                        ? text("        seats sold %,d, bookings to look up %,d", gauges.seatsSold(), gauges.toLookUp())
                        : text("        seats sold %,d, waiting %,d", gauges.seatsSold(), gauges.waiting()),
                hasRates()
                        ? text(
                                "        %,.0f answers/s, %,.0f refused/s, %,d failed",
                                perSecond(answers), perSecond(refusals), failures)
                        : text(
                                "        in %.2f s %,d answers, %,d refused, %,d failed",
                                seconds(), answers, refusals, failures),
                answers == 0
                        ? "        nothing was answered "
                                + (seconds() < LONG_SECONDS ? "in this second" : text("for %.1f s", seconds()))
                        : text(
                                "        p50 %,.1f, p99 %,.1f, from sending %,.1f ms",
                                responseP50Ms, responseP99Ms, serviceP99Ms));
    }

    /** The same in one line. */
    public String line() {
        List<String> lines = lines();
        return lines.get(0)
                + lines.stream().skip(1).map(line -> "  " + line.strip()).collect(Collectors.joining());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
