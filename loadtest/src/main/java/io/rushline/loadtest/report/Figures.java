package io.rushline.loadtest.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * All that a run has measured.
 *
 * @param arrivalSeconds from the start to the last arrival
 * @param lagMaxMs how far the tester itself was behind its schedule at worst; when this is large, the figures are the
 *     tester's and not the server's
 * @param sellOutSeconds from the start to the reply that sold the last seat, or {@link #NOT_SOLD_OUT}
 * @param fates how many customers ended how
 * @param counts answers by operation and outcome
 * @param answeredToTheEnd whether the server was there when the last was asked
 * @param interrupted whether somebody ended it before its time
 * @param journal what the server's journal says, when that was read
 */
public record Figures(
        Setup setup,
        List<String> shows,
        int customers,
        double arrivalSeconds,
        double lagMaxMs,
        double runSeconds,
        int seatsForSale,
        int seatsSold,
        int bookings,
        double sellOutSeconds,
        Map<String, Integer> fates,
        Map<Operation, SortedMap<String, Long>> counts,
        Latencies latencies,
        Timeline timeline,
        boolean answeredToTheEnd,
        boolean interrupted,
        Verdict verdict,
        Optional<JournalFindings> journal) {
    public static final double NOT_SOLD_OUT = -1;

    public double arrivalsPerSecond() {
        return arrivalSeconds > 0 ? customers / arrivalSeconds : customers;
    }

    public boolean soldOut() {
        return sellOutSeconds >= 0;
    }

    /** Whether replies or journal speak against the server, and whether it was there to the end. */
    public Judgement judgement() {
        return Judgement.of(
                verdict.clean() && journal.map(JournalFindings::clean).orElse(true),
                answeredToTheEnd && verdict.bookingsUnproven() == 0,
                interrupted);
    }
}
