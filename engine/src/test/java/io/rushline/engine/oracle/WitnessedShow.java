package io.rushline.engine.oracle;

import io.rushline.engine.protocol.LinePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One show as its events tell it: whose each seat is, and who waits. */
final class WitnessedShow {
    private static final long NOBODY = 0;
    private static final long BLOCKED = -1;

    private final long id;
    private final NaivePlan plan;
    private final Consumer<String> contradictions;
    /** The hold or booking, by the hold's id. */
    private final long[] owners;

    private final Map<Long, Owner> holds = new HashMap<>();
    private final Map<Long, Long> holdsByBooking = new HashMap<>();
    private final List<Party> line = new ArrayList<>();
    private NaiveTerms terms;

    private record Owner(String customer, List<Integer> seats) {}

    private record Party(long id, int quantity, int category, String customer) {}

    WitnessedShow(long id, NaivePlan plan, NaiveTerms terms, Consumer<String> contradictions) {
        this.id = id;
        this.plan = plan;
        this.terms = terms;
        this.contradictions = contradictions;
        owners = new long[plan.seats().size()];
    }

    void held(long hold, String customer, List<Integer> seats) {
        boolean isStrict = terms.policy() == LinePolicy.STRICT_FIFO;
        require(!isStrict || line.isEmpty(), () -> "hold " + hold + " passes a line");
        requireNobodyFits(line, "hold " + hold);
        take(hold, customer, seats);
        requireLimit(customer);
    }

    /** P14: it binds whoever takes more from now on. */
    void changed(NaiveTerms newTerms) {
        terms = newTerms;
    }

    NaiveTerms terms() {
        return terms;
    }

    void offered(long waiter, String customer, List<Integer> seats) {
        int place = 0;
        while (place < line.size() && line.get(place).id() != waiter) {
            place++;
        }
        if (place == line.size()) {
            contradictions.accept("offer to " + waiter + ", who does not wait in show " + id);
            return;
        }
        Party party = line.remove(place);
        require(
                terms.policy() == LinePolicy.FIRST_FIT || place == 0,
                () -> "offer " + waiter + " is not for the first");
        requireNobodyFits(line.subList(0, place), "offer " + waiter);
        boolean isWished = seats.size() == party.quantity()
                && seats.stream().allMatch(seat -> isFor(party.category(), seat) && plan.isOrdinary(seat));
        require(isWished && customer.equals(party.customer()), () -> "offer " + waiter + " is not what was wished for");
        take(waiter, customer, seats);
    }

    void ended(long hold, List<Integer> seats) {
        Owner owner = holds.remove(hold);
        require(owner != null && owner.seats().equals(seats), () -> "hold " + hold + " did not have these seats");
        seats.forEach(seat -> give(seat, hold, NOBODY));
    }

    void exchanged(long hold, List<Integer> former, List<Integer> seats) {
        Owner owner = holds.get(hold);
        ended(hold, former);
        String customer = owner == null ? "?" : owner.customer();
        take(hold, customer, seats);
        if (seats.size() > former.size()) {
            requireLimit(customer);
        }
    }

    void booked(long hold, long booking, boolean isLate, String customer, List<Integer> seats) {
        if (isLate) {
            require(
                    terms.policy() == LinePolicy.FIRST_FIT || line.stream().noneMatch(party -> couldUse(party, seats)),
                    () -> "late booking " + booking + " passes a line");
            take(hold, customer, seats);
            requireLimit(customer);
        }
        Owner owner = holds.get(hold);
        require(owner != null && owner.seats().equals(seats), () -> "booking " + booking + " is not what was held");
        holdsByBooking.put(booking, hold);
    }

    void cancelled(long booking, List<Integer> seats) {
        Long hold = holdsByBooking.remove(booking);
        if (hold == null) {
            contradictions.accept("booking " + booking + " was not there");
        } else {
            ended(hold, seats);
        }
    }

    void joined(long waiter, int quantity, int category, String customer) {
        require(line.stream().noneMatch(party -> party.customer().equals(customer)), () -> customer + " waits twice");
        line.add(new Party(waiter, quantity, category, customer));
        requireLimit(customer);
    }

    void waitEnded(long waiter) {
        require(line.removeIf(party -> party.id() == waiter), () -> "waiter " + waiter + " did not wait");
    }

    void blocked(List<Integer> seats) {
        seats.forEach(seat -> give(seat, NOBODY, BLOCKED));
    }

    void unblocked(List<Integer> seats) {
        seats.forEach(seat -> give(seat, BLOCKED, NOBODY));
    }

    private void take(long hold, String customer, List<Integer> seats) {
        seats.forEach(seat -> give(seat, NOBODY, hold));
        holds.put(hold, new Owner(customer, List.copyOf(seats)));
    }

    private void give(int seat, long from, long to) {
        require(owners[seat] == from, () -> "seat " + seat + " belongs to " + owners[seat] + ", not to " + from);
        owners[seat] = to;
    }

    private void requireLimit(String customer) {
        int held = holds.values().stream()
                .filter(owner -> owner.customer().equals(customer))
                .mapToInt(owner -> owner.seats().size())
                .sum();
        int waiting = line.stream()
                .filter(party -> party.customer().equals(customer))
                .mapToInt(Party::quantity)
                .sum();
        require(
                terms.maxPerCustomer() == 0 || held + waiting <= terms.maxPerCustomer(),
                () -> customer + " has more than the limit");
    }

    private void requireNobodyFits(List<Party> ahead, String what) {
        require(
                ahead.stream().noneMatch(party -> free(party.category()) >= party.quantity()),
                () -> what + " overtakes somebody who fits");
    }

    private boolean couldUse(Party party, List<Integer> seats) {
        return seats.stream().anyMatch(seat -> plan.isOrdinary(seat) && isFor(party.category(), seat));
    }

    private boolean isFor(int category, int seat) {
        return category == -1 || plan.category(seat) == category;
    }

    private int free(int category) {
        int free = 0;
        for (int seat = 0; seat < owners.length; seat++) {
            if (owners[seat] == NOBODY && plan.isOrdinary(seat) && isFor(category, seat)) {
                free++;
            }
        }
        return free;
    }

    private void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            contradictions.accept(otherwise.get() + " in show " + id + " " + Arrays.toString(owners));
        }
    }
}
