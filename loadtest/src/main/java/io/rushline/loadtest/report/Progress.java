package io.rushline.loadtest.report;

import java.util.Locale;

/**
 * How far a run is.
 *
 * @param commandsInFlight requests without an answer, but for long polls
 * @param seatsSold in acknowledged bookings
 * @param waiting customers in the line
 * @param holdP99Ms of holds so far, from the intended send time
 */
public record Progress(int arrived, int customers, int commandsInFlight, int seatsSold, int waiting, double holdP99Ms) {
    /** One line for a terminal. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "arrived %,d/%,d  in flight %,d  seats booked %,d  waiting %,d  hold p99 %.1f ms",
                arrived,
                customers,
                commandsInFlight,
                seatsSold,
                waiting,
                holdP99Ms);
    }
}
