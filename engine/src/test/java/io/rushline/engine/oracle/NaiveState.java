package io.rushline.engine.oracle;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.SaleState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that the oracle knows. */
final class NaiveState {
    final TreeMap<Long, NaivePlan> plans = new TreeMap<>();
    /** Archived ones too, until they are gone. */
    final TreeMap<Long, NaiveShow> shows = new TreeMap<>();

    /** H10: in the order in which they ended. */
    final List<NaiveHold> ended = new ArrayList<>();

    /** C5. */
    final List<NaiveShow> unfinished = new ArrayList<>();

    EngineLimits limits;
    long sequence;
    long nowMs;
    long eventId;
    long epoch;
    /** C4: those that this command has taken. */
    int steps;

    NaiveState(EngineLimits limits) {
        this.limits = limits;
    }

    /** P9. */
    Optional<NaiveShow> show(long id) {
        return Optional.ofNullable(shows.get(id)).filter(show -> show.sale != SaleState.ARCHIVED);
    }

    /** P9 and H10. */
    Optional<NaiveHold> hold(long id) {
        return remembered().filter(hold -> hold.id == id).findFirst();
    }

    /** P9 and H10. */
    Optional<NaiveHold> booking(long id) {
        return remembered()
                .filter(hold -> hold.bookingId != 0 && hold.bookingId == id)
                .findFirst();
    }

    private Stream<NaiveHold> remembered() {
        return Stream.concat(holds(), ended.stream()).filter(hold -> hold.show.sale != SaleState.ARCHIVED);
    }

    Optional<NaiveWaiter> waiter(long id) {
        return waiters().filter(waiter -> waiter.id() == id).findFirst();
    }

    Stream<NaiveHold> holds() {
        return shows.values().stream().flatMap(show -> show.holds.stream());
    }

    Stream<NaiveWaiter> waiters() {
        return shows.values().stream().flatMap(show -> show.line.stream());
    }

    int holdCount() {
        return shows.values().stream().mapToInt(show -> show.holds.size()).sum();
    }

    int waiterCount() {
        return shows.values().stream().mapToInt(show -> show.line.size()).sum();
    }

    /** H4. */
    boolean hasNoRoomForAHold() {
        return holdCount() + waiterCount() >= limits.maxHolds();
    }

    boolean isUnfinished(NaiveShow show) {
        return unfinished.contains(show);
    }

    /** H3. */
    boolean mustJoinLine(NaiveShow show) {
        return !show.line.isEmpty() && (show.isStrict() || isUnfinished(show));
    }

    /** A hold or a booking is over; its seats are free. */
    void end(NaiveHold hold, HoldState state) {
        hold.state = state;
        hold.show.set(hold.seats, NaiveShow.SeatState.FREE);
        hold.show.holds.remove(hold);
        ended.add(hold);
        forgetEndedHolds();
    }

    /** H10. */
    void forgetEndedHolds() {
        while (ended.size() > limits.maxEndedHolds()) {
            ended.remove(0);
        }
    }
}
