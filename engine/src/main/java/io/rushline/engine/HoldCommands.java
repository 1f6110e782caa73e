package io.rushline.engine;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Line;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.ExchangeSeatsDecoder;
import io.rushline.engine.protocol.HoldBestAvailableDecoder;
import io.rushline.engine.protocol.HoldSeatsDecoder;
import io.rushline.engine.protocol.ReleaseHoldDecoder;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;

/**
 * Decides HoldSeats, HoldBestAvailable, ExchangeSeats and ReleaseHold.
 *
 * <p>Each is a ladder of refusals in a fixed order, which docs/rules.md lists (H1 to H8); below it the command must succeed.
 */
final class HoldCommands {
    private final EngineState state;
    private final Allocations allocations;
    private final ShowWork work;
    private final BestAvailable bestAvailable;
    private final Events events;
    private final Replies replies;
    private final CustomerName sender = new CustomerName();
    /** The sender's number, or {@link io.rushline.engine.customer.Customers#NONE}; of a new hold only. */
    private int known;

    private final SeatSelection asked = new SeatSelection();
    private final SeatSelection former = new SeatSelection();
    private final SeatSelection about = new SeatSelection();

    HoldCommands(
            EngineState state,
            Allocations allocations,
            ShowWork work,
            BestAvailable bestAvailable,
            Events events,
            Replies replies) {
        this.state = state;
        this.allocations = allocations;
        this.work = work;
        this.bestAvailable = bestAvailable;
        this.events = events;
        this.replies = replies;
    }

    void holdSeats(long sequence, long nowMs, Command command) {
        Show show = state.findShow(command.int64(command.body() + HoldSeatsDecoder.showIdEncodingOffset()));
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        int seatsAt = command.behindBlock();
        int askedCount = command.groupCount(seatsAt);
        Code fault = askAll(show, command, seatsAt);
        command.name(command.member(seatsAt, askedCount), sender);
        Code refusal = refusalOfSeats(show, askedCount, fault);
        if (refusal != Code.OK) {
            replies.refuse(refusal, refusal == Code.TOO_MANY_SEATS ? show.maxPerHold() : 0, about);
            return;
        }
        // Whoever wants ordinary seats has no other choice in places that nobody gets unless he chose one.
        boolean isOrdinary = areOrdinary(show, asked);
        int free = isOrdinary ? show.freeOrdinary(BestAvailable.ANY) : show.freeCount();
        int obtainable = isOrdinary ? show.obtainable(BestAvailable.ANY) : show.freeCount() + show.heldCount();
        if (isRefusedNewHold(show, askedCount, obtainable, nowMs)) {
            return;
        }
        collectTaken(show, Holds.NONE);
        if (about.count() > 0) {
            if (free >= askedCount) {
                replies.refuse(Code.SEATS_UNAVAILABLE, 0, about);
            } else {
                replies.refuse(Code.JOIN_LINE);
            }
            return;
        }
        placeAsked(show, sequence, nowMs);
    }

    void holdBestAvailable(long sequence, long nowMs, Command command) {
        int body = command.body();
        Show show = state.findShow(command.int64(body + HoldBestAvailableDecoder.showIdEncodingOffset()));
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        int quantity = command.uint16(body + HoldBestAvailableDecoder.quantityEncodingOffset());
        int category = command.int16(body + HoldBestAvailableDecoder.categoryEncodingOffset());
        int section = command.int16(body + HoldBestAvailableDecoder.sectionEncodingOffset());
        Adjacency adjacency =
                Adjacency.get((short) command.uint8(body + HoldBestAvailableDecoder.adjacencyEncodingOffset()));
        command.name(command.behindBlock(), sender);
        boolean isMalformed = quantity < 1
                || !sender.isValid()
                || !isIndexOrAny(category, show.plan().categoryCount())
                || !isIndexOrAny(section, show.plan().sectionCount())
                || adjacency == Adjacency.NULL_VAL
                || adjacency == Adjacency.SBE_UNKNOWN;
        if (isMalformed) {
            replies.refuse(Code.MALFORMED);
            return;
        }
        if (quantity > show.maxPerHold()) {
            replies.refuse(Code.TOO_MANY_SEATS, show.maxPerHold());
            return;
        }
        if (isRefusedNewHold(show, quantity, show.obtainable(category), nowMs)) {
            return;
        }
        if (show.freeOrdinary(category) < quantity) {
            replies.refuse(Code.JOIN_LINE);
            return;
        }
        // One can't wait for a section, and enough is free elsewhere: to choose again is all that is left.
        if (section != BestAvailable.ANY && show.freeInSection(section, category) < quantity) {
            replies.refuse(Code.SEATS_UNAVAILABLE);
            return;
        }
        boolean mustBeAdjacent = adjacency == Adjacency.REQUIRED;
        boolean isFound = bestAvailable.find(
                show.plan(), show.words(), show.freeWord(), category, section, quantity, mustBeAdjacent, asked);
        if (!isFound) {
            replies.refuse(Code.NO_ADJACENT_SEATS);
            return;
        }
        placeAsked(show, sequence, nowMs);
    }

    void exchangeSeats(long nowMs, Command command) {
        int hold = state.findHold(command.int64(command.body() + ExchangeSeatsDecoder.holdIdEncodingOffset()));
        int seatsAt = command.behindBlock();
        int askedCount = command.groupCount(seatsAt);
        command.name(command.member(seatsAt, askedCount), sender);
        Code refusal = refusalOfHold(hold);
        if (refusal != Code.OK) {
            replies.refuse(refusal);
            return;
        }
        Show show = state.shows.at(state.holds.show(hold));
        Code fault = askAll(show, command, seatsAt);
        if (isRefusedExchange(show, hold, askedCount, fault)) {
            return;
        }
        // After this point the command must succeed.
        Line line = show.line();
        if (line != null && takesMoreThanItGives(show)) {
            events.waitersSkipped(show, line, state.holds.id(hold), Long.MAX_VALUE);
        }
        allocations.exchange(show, hold, asked);
        boolean isAdjacent = asked.isAdjacent(show.plan());
        events.seatsExchanged(hold, show.id(), former, isAdjacent);
        work.follow(show, nowMs);
        replies.hold(state.holds, hold, show.id(), isAdjacent);
    }

    /** The rungs of an exchange behind those of its hold; answers the refusal when there is one. */
    private boolean isRefusedExchange(Show show, int hold, int askedCount, Code fault) {
        Code refusal = refusalOfSeats(show, askedCount, fault);
        state.holds.copySeats(hold, former);
        if (refusal != Code.OK) {
            replies.refuse(refusal, refusal == Code.TOO_MANY_SEATS ? show.maxPerHold() : 0, about);
            return true;
        }
        collectTaken(show, hold);
        if (show.saleState() == SaleState.CLOSED) {
            replies.refuse(Code.SALE_CLOSED);
        } else if (state.isOverLimit(show, state.holds.customer(hold), askedCount - former.count())) {
            replies.refuse(Code.CUSTOMER_LIMIT, show.maxPerCustomer());
        } else if (about.count() > 0) {
            replies.refuse(Code.SEATS_UNAVAILABLE, 0, about);
        } else if (ShowWork.isNewcomerLast(show) && takesMoreThanItGives(show)) {
            replies.refuse(Code.JOIN_LINE);
        } else {
            return false;
        }
        return true;
    }

    void releaseHold(long nowMs, Command command) {
        command.name(command.behindBlock(), sender);
        int hold = state.findHold(command.int64(command.body() + ReleaseHoldDecoder.holdIdEncodingOffset()));
        Code refusal = refusalOfHold(hold);
        if (refusal != Code.OK) {
            replies.refuse(refusal);
            return;
        }
        // After this point the command must succeed.
        Show show = state.shows.at(state.holds.show(hold));
        events.holdReleased(hold, show.id());
        long holdId = state.holds.id(hold);
        allocations.endHold(show, hold, Holds.RELEASED);
        work.follow(show, nowMs);
        replies.accept(holdId);
    }

    /** Notes the seats of a group, or what is wrong with them. */
    private Code askAll(Show show, Command command, int seatsAt) {
        asked.clear();
        about.clear();
        int count = command.groupCount(seatsAt);
        Code fault = Code.OK;
        for (int i = 0; i < count; i++) {
            fault = ask(show, command.int32(command.member(seatsAt, i)), i + 1, fault);
        }
        return fault;
    }

    /** Notes one asked seat, or what is wrong with it; the first kind of fault is the one that counts. */
    private Code ask(Show show, int seat, int askedCount, Code fault) {
        if (askedCount > SeatSelection.MAX_SEATS) {
            return fault;
        }
        Code mine = Code.OK;
        if (seat < 0 || seat >= show.plan().seatCount()) {
            mine = Code.SEAT_NOT_FOUND;
        } else if (asked.contains(seat)) {
            mine = Code.DUPLICATE_SEAT;
        } else {
            asked.add(seat);
        }
        if (mine == Code.OK || (fault != Code.OK && fault != mine)) {
            return fault;
        }
        if (!about.contains(seat)) {
            about.add(seat);
        }
        return mine;
    }

    private Code refusalOfSeats(Show show, int askedCount, Code fault) {
        if (askedCount < 1 || !sender.isValid()) {
            about.clear();
            return Code.MALFORMED;
        }
        if (askedCount > show.maxPerHold()) {
            about.clear();
            return Code.TOO_MANY_SEATS;
        }
        return fault;
    }

    /** The rungs that chosen seats and best available have in common; answers the refusal when there is one. */
    private boolean isRefusedNewHold(Show show, int quantity, int obtainable, long nowMs) {
        known = state.customers.find(sender);
        if (show.saleState() == SaleState.CANCELLED) {
            replies.refuse(Code.SHOW_CANCELLED);
        } else if (show.saleState() == SaleState.CLOSED) {
            replies.refuse(Code.SALE_CLOSED);
        } else if (nowMs < show.onSaleAtMs()) {
            replies.refuse(Code.NOT_ON_SALE, show.onSaleAtMs());
        } else if (state.isOverLimit(show, known, quantity)) {
            replies.refuse(Code.CUSTOMER_LIMIT, show.maxPerCustomer());
        } else if (obtainable < quantity) {
            replies.refuse(Code.SHOW_FULL);
        } else if (ShowWork.isNewcomerLast(show)) {
            replies.refuse(Code.JOIN_LINE);
        } else if (state.isFullOfHolds()) {
            replies.refuse(Code.CAPACITY);
        } else {
            return false;
        }
        return true;
    }

    private Code refusalOfHold(int hold) {
        if (hold == Holds.NONE) {
            return Code.HOLD_NOT_FOUND;
        }
        if (!state.isOwner(hold, sender)) {
            return Code.NOT_OWNER;
        }
        if (state.shows.at(state.holds.show(hold)).saleState() == SaleState.CANCELLED) {
            return Code.SHOW_CANCELLED;
        }
        byte holdState = state.holds.state(hold);
        if (holdState == Holds.EXPIRED) {
            return Code.HOLD_EXPIRED;
        }
        return holdState == Holds.HELD ? Code.OK : Code.HOLD_NOT_ACTIVE;
    }

    /** Collects the asked seats that are neither free nor the hold's own. */
    private void collectTaken(Show show, int hold) {
        about.clear();
        for (int i = 0; i < asked.count(); i++) {
            int seat = asked.seat(i);
            boolean isOwn = hold != Holds.NONE && former.contains(seat);
            if (!show.isFree(seat) && !isOwn) {
                about.add(seat);
            }
        }
    }

    private static boolean areOrdinary(Show show, SeatSelection seats) {
        for (int i = 0; i < seats.count(); i++) {
            if (!show.plan().isOrdinary(seats.seat(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether an exchange would leave fewer ordinary seats of some category than there were. */
    private boolean takesMoreThanItGives(Show show) {
        for (int category = 0; category < show.plan().categoryCount(); category++) {
            if (countOrdinary(show, asked, category) > countOrdinary(show, former, category)) {
                return true;
            }
        }
        return false;
    }

    private static int countOrdinary(Show show, SeatSelection seats, int category) {
        int count = 0;
        for (int i = 0; i < seats.count(); i++) {
            int seat = seats.seat(i);
            count += show.plan().isOrdinary(seat) && show.plan().category(seat) == category ? 1 : 0;
        }
        return count;
    }

    private void placeAsked(Show show, long sequence, long nowMs) {
        // After this point the command must succeed.
        Line line = show.line();
        if (line != null) {
            events.waitersSkipped(show, line, sequence, Long.MAX_VALUE);
        }
        int customer = state.customers.refer(sender, known);
        int hold = allocations.place(show, sequence, customer, asked, nowMs);
        state.countSeats(show, customer, asked.count());
        boolean isAdjacent = asked.isAdjacent(show.plan());
        events.seatsHeld(hold, show.id(), isAdjacent);
        replies.hold(state.holds, hold, show.id(), isAdjacent);
    }

    private static boolean isIndexOrAny(int index, int count) {
        return index >= BestAvailable.ANY && index < count;
    }
}
