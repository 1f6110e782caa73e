package io.rushline.engine.oracle;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldState;
import io.rushline.engine.protocol.SaleState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Holds: H1, H2, H5, H7 and H8. */
final class NaiveHoldCommands {
    private final NaiveState state;
    private final NaiveReplies replies;
    private final NaiveEvents events;
    private final NaiveWork work;

    NaiveHoldCommands(NaiveState state, NaiveReplies replies, NaiveEvents events, NaiveWork work) {
        this.state = state;
        this.replies = replies;
        this.events = events;
        this.work = work;
    }

    /** H1. */
    NaiveReply holdSeats(long showId, String customer, List<Integer> seats) {
        Optional<NaiveShow> found = state.show(showId);
        if (found.isEmpty()) {
            return replies.refused(Code.SHOW_NOT_FOUND);
        }
        NaiveShow show = found.get();
        if (seats.isEmpty() || !NaiveInput.isCustomer(customer)) {
            return replies.refused(Code.MALFORMED);
        }
        if (seats.size() > show.terms.maxPerHold()) {
            return replies.refused(Code.TOO_MANY_SEATS, show.terms.maxPerHold());
        }
        Optional<NaiveInput.SeatFault> fault = NaiveInput.faultOf(seats, show.plan);
        if (fault.isPresent()) {
            return replies.refused(
                    fault.get().code(), NaiveInput.ascending(fault.get().seats()));
        }
        Optional<NaiveReply> notOnSale = notOnSale(show);
        if (notOnSale.isPresent()) {
            return notOnSale.get();
        }
        if (show.isOverLimit(customer, seats.size())) {
            return replies.refused(Code.CUSTOMER_LIMIT, show.terms.maxPerCustomer());
        }
        boolean isForAnyKind = !seats.stream().allMatch(show.plan::isOrdinary);
        int free = isForAnyKind ? show.count(NaiveShow.SeatState.FREE) : show.free(NaiveInput.ANY);
        int obtainable = isForAnyKind ? free + show.count(NaiveShow.SeatState.HELD) : show.obtainable(NaiveInput.ANY);
        if (obtainable < seats.size()) {
            return replies.refused(Code.SHOW_FULL);
        }
        if (state.mustJoinLine(show)) {
            return replies.refused(Code.JOIN_LINE);
        }
        if (state.hasNoRoomForAHold()) {
            return replies.refused(Code.CAPACITY);
        }
        List<Integer> gone = show.notIn(NaiveShow.SeatState.FREE, seats);
        if (!gone.isEmpty()) {
            return free >= seats.size()
                    ? replies.refused(Code.SEATS_UNAVAILABLE, gone)
                    : replies.refused(Code.JOIN_LINE);
        }
        return hold(show, customer, NaiveInput.ascending(seats));
    }

    /** H2. */
    NaiveReply holdBestAvailable(
            long showId, String customer, int quantity, int category, int section, Adjacency adjacency) {
        Optional<NaiveShow> found = state.show(showId);
        if (found.isEmpty()) {
            return replies.refused(Code.SHOW_NOT_FOUND);
        }
        NaiveShow show = found.get();
        if (quantity == 0
                || !NaiveInput.isCustomer(customer)
                || !NaiveInput.isIndexOrAny(category, show.plan.categoryCount())
                || !NaiveInput.isIndexOrAny(section, show.plan.sectionCount())
                || (adjacency != Adjacency.PREFERRED && adjacency != Adjacency.REQUIRED)) {
            return replies.refused(Code.MALFORMED);
        }
        if (quantity > show.terms.maxPerHold()) {
            return replies.refused(Code.TOO_MANY_SEATS, show.terms.maxPerHold());
        }
        Optional<NaiveReply> notOnSale = notOnSale(show);
        if (notOnSale.isPresent()) {
            return notOnSale.get();
        }
        if (show.isOverLimit(customer, quantity)) {
            return replies.refused(Code.CUSTOMER_LIMIT, show.terms.maxPerCustomer());
        }
        if (show.obtainable(category) < quantity) {
            return replies.refused(Code.SHOW_FULL);
        }
        if (state.mustJoinLine(show)) {
            return replies.refused(Code.JOIN_LINE);
        }
        if (state.hasNoRoomForAHold()) {
            return replies.refused(Code.CAPACITY);
        }
        if (show.free(category) < quantity) {
            return replies.refused(Code.JOIN_LINE);
        }
        if (section != NaiveInput.ANY && NaiveSearch.count(show, category, section) < quantity) {
            return replies.refused(Code.SEATS_UNAVAILABLE);
        }
        List<Integer> seats = NaiveSearch.find(show, quantity, category, section, adjacency);
        return seats.isEmpty() ? replies.refused(Code.NO_ADJACENT_SEATS) : hold(show, customer, seats);
    }

    /** The three rungs about the sale that a hold and a join have in common. */
    Optional<NaiveReply> notOnSale(NaiveShow show) {
        if (show.sale == SaleState.CANCELLED) {
            return Optional.of(replies.refused(Code.SHOW_CANCELLED));
        }
        if (show.sale == SaleState.CLOSED) {
            return Optional.of(replies.refused(Code.SALE_CLOSED));
        }
        return state.nowMs < show.onSaleAtMs
                ? Optional.of(replies.refused(Code.NOT_ON_SALE, show.onSaleAtMs))
                : Optional.empty();
    }

    /** H5. */
    private NaiveReply hold(NaiveShow show, String customer, List<Integer> seats) {
        NaiveHold hold = new NaiveHold(state.sequence, show, customer, state.nowMs + show.terms.holdMs(), seats);
        events.skipped(show, hold.id, show.line);
        show.holds.add(hold);
        show.set(seats, NaiveShow.SeatState.HELD);
        events.held(hold);
        return replies.held(hold);
    }

    /** H7. */
    NaiveReply releaseHold(long holdId, String customer) {
        Optional<NaiveHold> found = state.hold(holdId);
        if (found.isEmpty()) {
            return replies.refused(Code.HOLD_NOT_FOUND);
        }
        NaiveHold hold = found.get();
        Optional<NaiveReply> notActive = notActive(hold, customer);
        if (notActive.isPresent()) {
            return notActive.get();
        }
        state.end(hold, HoldState.RELEASED);
        events.released(hold);
        work.work(hold.show);
        return replies.accepted(hold.id);
    }

    private Optional<NaiveReply> notActive(NaiveHold hold, String customer) {
        if (!hold.customer.equals(customer)) {
            return Optional.of(replies.refused(Code.NOT_OWNER));
        }
        if (hold.show.sale == SaleState.CANCELLED) {
            return Optional.of(replies.refused(Code.SHOW_CANCELLED));
        }
        return switch (hold.state) {
            case HELD -> Optional.empty();
            case EXPIRED -> Optional.of(replies.refused(Code.HOLD_EXPIRED));
            default -> Optional.of(replies.refused(Code.HOLD_NOT_ACTIVE));
        };
    }

    /** H8. */
    NaiveReply exchangeSeats(long holdId, String customer, List<Integer> given) {
        Optional<NaiveHold> found = state.hold(holdId);
        if (found.isEmpty()) {
            return replies.refused(Code.HOLD_NOT_FOUND);
        }
        NaiveHold hold = found.get();
        NaiveShow show = hold.show;
        Optional<NaiveReply> notActive = notActive(hold, customer);
        if (notActive.isPresent()) {
            return notActive.get();
        }
        if (given.isEmpty()) {
            return replies.refused(Code.MALFORMED);
        }
        if (given.size() > show.terms.maxPerHold()) {
            return replies.refused(Code.TOO_MANY_SEATS, show.terms.maxPerHold());
        }
        Optional<NaiveInput.SeatFault> fault = NaiveInput.faultOf(given, show.plan);
        if (fault.isPresent()) {
            return replies.refused(
                    fault.get().code(), NaiveInput.ascending(fault.get().seats()));
        }
        if (show.sale == SaleState.CLOSED) {
            return replies.refused(Code.SALE_CLOSED);
        }
        int more = given.size() - hold.seats.size();
        if (more > 0 && show.isOverLimit(customer, more)) {
            return replies.refused(Code.CUSTOMER_LIMIT, show.terms.maxPerCustomer());
        }
        List<Integer> gone = show.notIn(NaiveShow.SeatState.FREE, given).stream()
                .filter(seat -> !hold.seats.contains(seat))
                .toList();
        if (!gone.isEmpty()) {
            return replies.refused(Code.SEATS_UNAVAILABLE, gone);
        }
        List<Integer> seats = NaiveInput.ascending(given);
        boolean takesMore = takesMore(show, hold.seats, seats);
        if (takesMore && state.mustJoinLine(show)) {
            return replies.refused(Code.JOIN_LINE);
        }
        if (takesMore) {
            events.skipped(show, hold.id, show.line);
        }
        List<Integer> formerSeats = hold.seats;
        show.set(formerSeats, NaiveShow.SeatState.FREE);
        show.set(seats, NaiveShow.SeatState.HELD);
        hold.exchange(seats);
        events.exchanged(hold, formerSeats);
        work.work(show);
        return replies.held(hold);
    }

    /** Whether more ordinary seats of some category are taken than given back. */
    private static boolean takesMore(NaiveShow show, List<Integer> former, List<Integer> seats) {
        return IntStream.range(0, show.plan.categoryCount())
                .anyMatch(category -> ordinary(show, seats, category) > ordinary(show, former, category));
    }

    private static long ordinary(NaiveShow show, List<Integer> seats, int category) {
        return seats.stream()
                .filter(seat -> show.plan.isOrdinary(seat) && show.plan.category(seat) == category)
                .count();
    }
}
