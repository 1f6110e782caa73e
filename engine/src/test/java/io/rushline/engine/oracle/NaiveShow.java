package io.rushline.engine.oracle;

import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.SaleState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;

/** A show: its seats, those who hold or booked some, and those who wait. */
final class NaiveShow {
    final long id;
    final NaivePlan plan;
    NaiveTerms terms;
    final List<SeatState> seats;
    /** Holds and bookings that have not ended, in the order in which they were made. */
    final List<NaiveHold> holds = new ArrayList<>();

    final List<NaiveWaiter> line = new ArrayList<>();
    /** The largest that there was: who has more than a limit that was lowered later keeps it. */
    int largestCustomerLimit;

    long onSaleAtMs;
    SaleState sale = SaleState.OPEN;

    /** W1. */
    enum SeatState {
        FREE,
        HELD,
        BOOKED,
        BLOCKED
    }

    NaiveShow(long id, NaivePlan plan, NaiveTerms terms) {
        this.id = id;
        this.plan = plan;
        this.terms = terms;
        onSaleAtMs = terms.onSaleAtMs();
        largestCustomerLimit = terms.maxPerCustomer();
        seats = new ArrayList<>(Collections.nCopies(plan.seats().size(), SeatState.FREE));
    }

    boolean isStrict() {
        return terms.policy() == LinePolicy.STRICT_FIFO;
    }

    boolean isFree(int seat) {
        return seats.get(seat) == SeatState.FREE;
    }

    /** W3. */
    int free(int category) {
        return countOrdinary(category, EnumSet.of(SeatState.FREE));
    }

    /** W4. */
    int obtainable(int category) {
        return countOrdinary(category, EnumSet.of(SeatState.FREE, SeatState.HELD));
    }

    private int countOrdinary(int category, EnumSet<SeatState> states) {
        int count = 0;
        for (int seat = 0; seat < seats.size(); seat++) {
            boolean isWished = category == -1 || plan.category(seat) == category;
            if (isWished && plan.isOrdinary(seat) && states.contains(seats.get(seat))) {
                count++;
            }
        }
        return count;
    }

    /** Seats of every kind. */
    int count(SeatState state) {
        return Collections.frequency(seats, state);
    }

    void set(List<Integer> chosen, SeatState state) {
        chosen.forEach(seat -> seats.set(seat, state));
    }

    /** Those of the chosen that are in another state, ascending. */
    List<Integer> notIn(SeatState state, List<Integer> chosen) {
        return chosen.stream().filter(seat -> seats.get(seat) != state).sorted().toList();
    }

    /** W7. */
    int seatsOf(String customer) {
        int count = 0;
        for (NaiveHold hold : holds) {
            count += hold.customer.equals(customer) ? hold.seats.size() : 0;
        }
        for (NaiveWaiter waiter : line) {
            count += waiter.customer().equals(customer) ? waiter.quantity() : 0;
        }
        return count;
    }

    /** Whether the customer's limit stands against so many seats more. */
    boolean isOverLimit(String customer, int more) {
        return terms.maxPerCustomer() > 0 && seatsOf(customer) + more > terms.maxPerCustomer();
    }

    long price(List<Integer> chosen) {
        return chosen.stream()
                .mapToLong(seat -> terms.prices().get(plan.category(seat)))
                .sum();
    }

    boolean hasHeldSeats() {
        return holds.stream().anyMatch(hold -> hold.state == HoldState.HELD);
    }
}
