package io.rushline.journal.audit.fairness;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.journal.audit.message.Event;
import java.util.EnumMap;
import java.util.Map;

/** What happened in one show, counted. */
public final class ShowTally {
    private final long showId;
    private final String hall;
    private final LinePolicy policy;
    private final int seatCount;
    private final Map<Code, Long> refusals = new EnumMap<>(Code.class);
    private final Map<WaitEnd, Long> waitEnds = new EnumMap<>(WaitEnd.class);
    private long holds;
    private long offers;
    private long bookings;
    private long lateBookings;
    private long cancelledBookings;
    private long releases;
    private long expiries;
    private long exchanges;
    private long joins;
    private long skips;
    private long bookedSeats;
    private long findings;

    ShowTally(long showId, String hall, LinePolicy policy, int seatCount) {
        this.showId = showId;
        this.hall = hall;
        this.policy = policy;
        this.seatCount = seatCount;
    }

    void count(Event event) {
        if (event instanceof Event.SeatsHeld) {
            holds++;
        } else if (event instanceof Event.SeatsOffered) {
            offers++;
        } else if (event instanceof Event.SeatsBooked e) {
            bookings++;
            lateBookings += e.late() ? 1 : 0;
            bookedSeats += e.seats().size();
        } else if (event instanceof Event.BookingCancelled e) {
            cancelledBookings++;
            bookedSeats -= e.seats().size();
        } else if (event instanceof Event.HoldReleased) {
            releases++;
        } else if (event instanceof Event.HoldExpired) {
            expiries++;
        } else if (event instanceof Event.SeatsExchanged) {
            exchanges++;
        } else if (event instanceof Event.LineJoined) {
            joins++;
        } else if (event instanceof Event.WaitersSkipped) {
            skips++;
        } else if (event instanceof Event.WaitEnded e) {
            waitEnds.merge(e.reason(), 1L, Long::sum);
        }
    }

    void countRefusal(Code code) {
        refusals.merge(code, 1L, Long::sum);
    }

    void countFinding() {
        findings++;
    }

    /** Whether anybody asked for anything, or something was found. */
    public boolean isTouched() {
        return holds + offers + bookings + joins + findings > 0 || !refusals.isEmpty();
    }

    public long showId() {
        return showId;
    }

    public String hall() {
        return hall;
    }

    public LinePolicy policy() {
        return policy;
    }

    public int seatCount() {
        return seatCount;
    }

    /** Refusals of commands that named this show or a hold, booking or place in line of it. */
    public Map<Code, Long> refusals() {
        return refusals;
    }

    public Map<WaitEnd, Long> waitEnds() {
        return waitEnds;
    }

    public long holds() {
        return holds;
    }

    public long offers() {
        return offers;
    }

    public long bookings() {
        return bookings;
    }

    public long lateBookings() {
        return lateBookings;
    }

    public long cancelledBookings() {
        return cancelledBookings;
    }

    public long releases() {
        return releases;
    }

    public long expiries() {
        return expiries;
    }

    public long exchanges() {
        return exchanges;
    }

    public long joins() {
        return joins;
    }

    /** Parties that passed others, each with an event that says why. */
    public long skips() {
        return skips;
    }

    /** Seats that are booked in the end. */
    public long bookedSeats() {
        return bookedSeats;
    }

    public long findings() {
        return findings;
    }
}
