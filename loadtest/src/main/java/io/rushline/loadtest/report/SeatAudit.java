package io.rushline.loadtest.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for seats that two parties had at once.
 *
 * <pre>
 *  a hold surely has its seats
 *    booked in time    from its grant                  for ever
 *    booked late       from its grant to its expiry,   and from the booking for ever
 *    released          from its grant to the release   (by sequence)
 *    release unknown   at its grant only
 *    else              from its grant to its expiry    (by the server's clock)
 * </pre>
 */
final class SeatAudit {
    private final Evidence evidence;
    private final Map<String, Booking> bookingsByHold = new HashMap<>();
    private final List<String> findings = new ArrayList<>();
    private int soldTwice;
    private int heldTwice;

    private SeatAudit(Evidence evidence) {
        this.evidence = evidence;
    }

    static SeatAudit of(Evidence evidence) {
        SeatAudit audit = new SeatAudit(evidence);
        audit.auditBookings();
        audit.auditGrants();
        return audit;
    }

    int soldTwice() {
        return soldTwice;
    }

    int heldTwice() {
        return heldTwice;
    }

    List<String> findings() {
        return findings;
    }

    private record Seat(String showId, String id) {
        @Override
        public String toString() {
            return "seat " + id + " of show " + showId;
        }
    }

    private void auditBookings() {
        Map<Seat, List<String>> buyers = new HashMap<>();
        for (Booking booking : evidence.bookings()) {
            bookingsByHold.put(booking.holdId(), booking);
            for (String id : booking.seats()) {
                List<String> bookings =
                        buyers.computeIfAbsent(new Seat(booking.showId(), id), absent -> new ArrayList<>(1));
                bookings.add(booking.bookingId());
            }
        }
        buyers.forEach((seat, bookings) -> {
            if (bookings.size() > 1 && soldTwice++ < Verdict.FINDINGS_MAX_PER_KIND) {
                findings.add(seat + " was sold " + bookings.size() + " times: bookings " + bookings);
            }
        });
    }

    private void auditGrants() {
        List<Grant> inOrder = new ArrayList<>(evidence.grants());
        inOrder.sort(Comparator.comparingLong(Grant::sequence));
        Map<Seat, Possession> possessions = new HashMap<>();
        for (Grant grant : inOrder) {
            for (String id : grant.seats()) {
                Seat seat = new Seat(grant.showId(), id);
                Possession possession = possessions.computeIfAbsent(seat, absent -> new Possession());
                String earlier = possession.conflictWith(grant);
                if (!earlier.isEmpty() && possession.countOnce() && heldTwice++ < Verdict.FINDINGS_MAX_PER_KIND) {
                    findings.add(seat + " was granted to hold " + grant.holdId() + " at sequence " + grant.sequence()
                            + " while hold " + earlier + " had it");
                }
                possession.add(grant, bookingsByHold.get(grant.holdId()), evidence.releasedAt(grant.holdId()));
            }
        }
    }
}
