package io.rushline.loadtest.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether the server was fair and lost nothing, as far as its own replies prove it.
 *
 * <p>Assumptions: all waits are in shows with the policy {@code STRICT_FIFO}; all sequences are of one server.
 *
 * <p>Guarantees: each count is of proven cases only, so 0 means that no reply speaks against the server, and anything
 * else that its replies contradict one another or its promises.
 *
 * @param seatsSoldTwice seats that are in more than one acknowledged booking
 * @param seatsHeldTwice seats that were granted while an earlier hold or booking had them
 * @param waitersOvertaken waiters of whom one who joined later had an offer while they still waited
 * @param waitersOvertakenByNewcomers waiters during whose wait somebody who did not wait was granted a hold
 * @param bookingsLost acknowledged bookings that the server denied when asked
 * @param answersInTwoWays requests that were sent twice at once with one key, and were not answered alike
 * @param waitsUnproven waits of which nobody could tell the end; not a violation, but not proven fair either
 * @param bookingsUnproven acknowledged bookings of which the server said nothing when asked; not a violation either
 * @param sentToAndFro customers who gave up between seats that were gone and a line that had some; not a violation
 *     either, as others may have been quicker
 * @param findings the first few violations of each kind, one line each, for people
 */
public record Verdict(
        int seatsSoldTwice,
        int seatsHeldTwice,
        int waitersOvertaken,
        int waitersOvertakenByNewcomers,
        int bookingsLost,
        int answersInTwoWays,
        int waitsUnproven,
        int bookingsUnproven,
        int sentToAndFro,
        List<String> findings) {
    static final int FINDINGS_MAX_PER_KIND = 5;

    public static Verdict of(Evidence evidence) {
        SeatAudit seats = SeatAudit.of(evidence);
        LineAudit line = LineAudit.of(evidence);
        List<String> findings = new ArrayList<>(seats.findings());
        findings.addAll(line.findings());
        evidence.unconfirmed().entrySet().stream()
                .limit(FINDINGS_MAX_PER_KIND)
                .forEach(entry -> findings.add(
                        "booking " + entry.getKey() + " was acknowledged but is not confirmed: " + entry.getValue()));
        findings.addAll(evidence.doubleAnswers());
        return new Verdict(
                seats.soldTwice(),
                seats.heldTwice(),
                line.overtaken(),
                line.overtakenByNewcomers(),
                evidence.unconfirmed().size(),
                evidence.answeredInTwoWays(),
                line.unproven(),
                evidence.unprovenCount(),
                evidence.sentToAndFroCount(),
                List.copyOf(findings));
    }

    /** What somebody who reads only the end should know all the same; empty, or to be put behind it. */
    public String remark() {
        return sentToAndFro == 0
                ? ""
                : String.format(
                        Locale.ROOT, "; but %,d customers were sent to and fro, and got no seats", sentToAndFro);
    }

    /** Whether there is no violation. */
    public boolean clean() {
        return seatsSoldTwice == 0
                && seatsHeldTwice == 0
                && waitersOvertaken == 0
                && waitersOvertakenByNewcomers == 0
                && bookingsLost == 0
                && answersInTwoWays == 0;
    }
}
