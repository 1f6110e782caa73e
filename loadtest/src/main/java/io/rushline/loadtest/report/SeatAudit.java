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
 *    booked in time    from its grant                  for ever, or until it was cancelled (by sequence)
 *    booked late       from its grant to its expiry,   and from the booking for ever, unless it was cancelled
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
        Map<Seat, List<Booking>> buyers = new HashMap<>();
        for (Booking booking : evidence.bookings()) {
            bookingsByHold.put(booking.holdId(), booking);
            for (String id : booking.seats()) {
                buyers.computeIfAbsent(new Seat(booking.showId(), id), absent -> new ArrayList<>(1))
                        .add(booking);
            }
        }
        buyers.forEach((seat, bookings) -> {
            if (isSoldTwice(bookings) && soldTwice++ < Verdict.FINDINGS_MAX_PER_KIND) {
                findings.add(seat + " was sold " + bookings.size() + " times: bookings "
                        + bookings.stream().map(Booking::bookingId).toList());
            }
        });
    }

    /** Whether one of them was sold before the one before it was cancelled, or while that was not cancelled at all. */
    private boolean isSoldTwice(List<Booking> bookings) {
        bookings.sort(Comparator.comparingLong(Booking::sequence));
        for (int i = 1; i < bookings.size(); i++) {
            if (bookings.get(i).sequence()
                    < evidence.cancelledAt(bookings.get(i - 1).bookingId())) {
                return true;
            }
        }
        return false;
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
                Booking booking = bookingsByHold.get(grant.holdId());
                long cancelledAt = booking == null ? Evidence.NOT_CANCELLED : evidence.cancelledAt(booking.bookingId());
                possession.add(grant, booking, cancelledAt, evidence.releasedAt(grant.holdId()));
            }
        }
    }
}
