package io.rushline.engine;

import io.rushline.engine.customer.Claims;
import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.customer.Customers;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.request.RequestTable;
import io.rushline.engine.show.Show;
import io.rushline.engine.show.Shows;
import io.rushline.engine.timer.TimerWheel;
import org.jspecify.annotations.Nullable;

/** Everything that an engine remembers from one command to the next. */
final class EngineState {
    private static final int MIN_RECENT_SEQUENCES = 1 << 10;
    private static final int MAX_RECENT_SEQUENCES = 1 << 22;

    final Shows shows;
    final Holds holds;
    final Waiters waiters;
    final Customers customers;
    final Claims claims;
    final TimerWheel timers;
    final RequestTable requests;
    private final CustomerName owner = new CustomerName();
    EngineLimits limits;
    long epoch;
    long lastSequence;
    long lastTimestampMs;
    long lastEventId;

    EngineState(EngineLimits limits, long hashSeed) {
        this.limits = limits;
        shows = new Shows(hashSeed);
        holds = new Holds(recentSequences(limits), hashSeed);
        waiters = new Waiters(hashSeed);
        customers = new Customers(hashSeed);
        claims = new Claims(customers, hashSeed);
        timers = new TimerWheel(limits.timerWheelMs());
        requests = new RequestTable(hashSeed);
        requests.limits(limits.keptRequests(), limits.maxRequests(), limits.requestRetentionMs());
    }

    /** Sets the limits from now on; what is beyond them goes where it may, and only counts against new things where not. */
    void limits(EngineLimits limits) {
        this.limits = limits;
        requests.limits(limits.keptRequests(), limits.maxRequests(), limits.requestRetentionMs());
        forgetEndedHolds();
    }

    /** A show, or null when there is none or it was archived. */
    @Nullable
    Show findShow(long showId) {
        Show show = shows.find(showId);
        return show == null || show.isArchived() ? null : show;
    }

    /** The slot of a hold, or {@link Holds#NONE} when there is none or its show was archived. */
    int findHold(long holdId) {
        return ofKnownShow(holds.find(holdId));
    }

    /** The slot of the hold that became a booking, or {@link Holds#NONE} when there is none or its show was archived. */
    int findBooking(long bookingId) {
        return bookingId == 0 ? Holds.NONE : ofKnownShow(holds.findBooking(bookingId));
    }

    private int ofKnownShow(int hold) {
        return hold == Holds.NONE || !shows.isKnown(holds.show(hold), holds.showId(hold)) ? Holds.NONE : hold;
    }

    /** Whether a hold or booking, ended or not, belongs to a customer. */
    boolean isOwner(int hold, CustomerName name) {
        if (!Holds.isEnded(hold)) {
            return customers.isNamed(holds.customer(hold), name);
        }
        holds.nameOfEnded(hold, owner);
        return owner.isEqualTo(name);
    }

    /** Forgets the holds that ended first until no more are remembered than may be. */
    void forgetEndedHolds() {
        while (holds.endedCount() > limits.maxEndedHolds()) {
            holds.forgetOldestEnded();
        }
    }

    /** Whether the show's limit stands against so many more seats of a customer; never against fewer. */
    boolean isOverLimit(Show show, int customer, int more) {
        int limit = show.maxPerCustomer();
        return limit > 0 && more > 0 && seatsOf(show, customer) + more > limit;
    }

    /** Seats that a customer holds, has booked or waits for in a show; only counted where the show has a limit. */
    private int seatsOf(Show show, int customer) {
        return customer == Customers.NONE ? 0 : claims.seats(show.slot(), customer);
    }

    void countSeats(Show show, int customer, int change) {
        if (show.maxPerCustomer() != 0 && change != 0) {
            claims.countSeats(show.slot(), customer, change);
        }
    }

    /** Puts a party at the end of a show's line; its timer is the caller's affair. */
    int join(Show show, long waiterId, int customer, int quantity, int category, long expiresAtMs) {
        Line line = show.line();
        if (line == null) {
            line = waiters.openLine(show.plan().categoryCount());
            show.line(line);
        }
        int waiter = waiters.join(line, waiterId, show.slot(), customer, quantity, category, expiresAtMs);
        claims.waiter(show.slot(), customer, waiter);
        countSeats(show, customer, quantity);
        return waiter;
    }

    /** Whether there is no room for one more hold or waiter; every waiter may become a hold. */
    boolean isFullOfHolds() {
        return holds.count() + waiters.count() >= limits.maxHolds();
    }

    /** So many sequences that most of the holds that are remembered have younger ones: a power of two. */
    private static int recentSequences(EngineLimits limits) {
        int most = Math.min(limits.maxEndedHolds(), MAX_RECENT_SEQUENCES / 4);
        return Math.max(MIN_RECENT_SEQUENCES, Integer.highestOneBit(4 * most - 1) << 1);
    }
}
