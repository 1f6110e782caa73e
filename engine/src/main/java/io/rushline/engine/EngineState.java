package io.rushline.engine;

import io.rushline.engine.customer.Customers;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.request.Fingerprint;
import io.rushline.engine.request.RequestTable;
import io.rushline.engine.show.Show;
import io.rushline.engine.show.Shows;
import io.rushline.engine.timer.TimerWheel;
import org.agrona.collections.Long2LongHashMap;

/** Everything that an engine remembers from one command to the next. */
final class EngineState {
    final Shows shows;
    final Holds holds;
    final Waiters waiters;
    final Customers customers;
    final TimerWheel timers;
    final RequestTable requests;
    private final Long2LongHashMap seatsByShowAndCustomer = new Long2LongHashMap(0);
    long epoch;
    long lastSequence;
    long lastTimestampMs;
    long lastEventId;

    EngineState(EngineLimits limits) {
        shows = new Shows(limits.maxShows(), limits.maxPlans());
        holds = new Holds(limits.maxHolds(), limits.maxEndedHolds());
        waiters = new Waiters(limits.maxWaiters());
        // Each hold and each waiter refers to at most one customer, so this bound is never the first to be reached.
        customers = new Customers(limits.maxHolds() + limits.maxEndedHolds() + limits.maxWaiters() + 1);
        timers = new TimerWheel(limits.timerWheelMs(), limits.maxHolds() + limits.maxWaiters());
        requests = new RequestTable(limits.keptRequests(), limits.maxRequests(), limits.requestRetentionMs());
    }

    /** Seats that a customer holds, has booked or waits for in a show; only counted where the show has a limit. */
    int seatsOf(Show show, int customer) {
        return customer == Customers.NONE ? 0 : (int) seatsByShowAndCustomer.get(key(show, customer));
    }

    void countSeats(Show show, int customer, int change) {
        if (show.terms().maxPerCustomer() == 0 || change == 0) {
            return;
        }
        long key = key(show, customer);
        long seats = seatsByShowAndCustomer.get(key) + change;
        if (seats == 0) {
            seatsByShowAndCustomer.remove(key);
        } else {
            seatsByShowAndCustomer.put(key, seats);
        }
    }

    /** Equal states have equal hashes, whatever slots and tables they lie in. */
    long hash() {
        long hash = Fingerprint.mix(lastSequence);
        hash = Fingerprint.mix(hash ^ lastTimestampMs);
        hash = Fingerprint.mix(hash ^ lastEventId);
        hash = Fingerprint.mix(hash ^ epoch);
        hash = Fingerprint.mix(hash ^ requests.hash());
        hash = Fingerprint.mix(hash ^ holds.hash(customers));
        hash = Fingerprint.mix(hash ^ shows.hashOfPlans());
        for (int slot = 0; slot < shows.count(); slot++) {
            Show show = shows.at(slot);
            hash = Fingerprint.mix(hash ^ show.hash());
            hash = Fingerprint.mix(hash ^ waiters.hash(show.line(), customers));
        }
        return hash;
    }

    private static long key(Show show, int customer) {
        return (long) show.slot() << 32 | customer;
    }
}
