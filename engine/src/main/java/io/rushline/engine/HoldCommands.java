package io.rushline.engine;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.ExchangeSeatsDecoder;
import io.rushline.engine.protocol.HoldBestAvailableDecoder;
import io.rushline.engine.protocol.HoldSeatsDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.ReleaseHoldDecoder;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.Show;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decides HoldSeats, HoldBestAvailable, ExchangeSeats and ReleaseHold.
 *
 * <p>Each is a ladder of refusals in a fixed order, which docs/protocol.md lists; below it the command must succeed.
 */
final class HoldCommands {
    private final EngineState state;
    private final Allocations allocations;
    private final Events events;
    private final Replies replies;
    private final HoldSeatsDecoder holdSeats = new HoldSeatsDecoder();
    private final HoldBestAvailableDecoder holdBestAvailable = new HoldBestAvailableDecoder();
    private final ReleaseHoldDecoder releaseHold = new ReleaseHoldDecoder();
    private final ExchangeSeatsDecoder exchangeSeats = new ExchangeSeatsDecoder();
    private final CustomerName sender = new CustomerName();
    private final SeatSelection asked = new SeatSelection();
    private final SeatSelection former = new SeatSelection();
    private final SeatSelection about = new SeatSelection();

    HoldCommands(EngineState state, Allocations allocations, Events events, Replies replies) {
        this.state = state;
        this.allocations = allocations;
        this.events = events;
        this.replies = replies;
    }

    void holdSeats(long sequence, long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        holdSeats.wrapAndApplyHeader(command, offset, header);
        Show show = state.shows.find(holdSeats.showId());
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        int askedCount = 0;
        asked.clear();
        about.clear();
        Code fault = Code.OK;
        for (HoldSeatsDecoder.SeatsDecoder seat : holdSeats.seats()) {
            askedCount++;
            fault = ask(show, seat.seat(), askedCount, fault);
        }
        sender.wrap(command, holdSeats.limit() + HoldSeatsDecoder.customerHeaderLength(), holdSeats.customerLength());
        Code refusal = refusalOfSeats(show, askedCount, fault);
        if (refusal != Code.OK) {
            replies.refuse(
                    refusal, refusal == Code.TOO_MANY_SEATS ? show.terms().maxPerHold() : 0, about);
            return;
        }
        if (isRefusedNewHold(show, askedCount, show.freeCount() + show.heldCount(), nowMs)) {
            return;
        }
        collectTaken(show, Holds.NONE);
        if (about.count() > 0) {
            boolean othersAreFree = show.freeCount() >= askedCount;
            if (othersAreFree) {
                replies.refuse(Code.SEATS_UNAVAILABLE, 0, about);
            } else {
                replies.refuse(Code.JOIN_LINE);
            }
            return;
        }
        placeAsked(show, sequence, nowMs);
    }

    void holdBestAvailable(long sequence, long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        holdBestAvailable.wrapAndApplyHeader(command, offset, header);
        Show show = state.shows.find(holdBestAvailable.showId());
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        int quantity = holdBestAvailable.quantity();
        int category = holdBestAvailable.category();
        int section = holdBestAvailable.section();
        sender.wrap(
                command,
                holdBestAvailable.limit() + HoldBestAvailableDecoder.customerHeaderLength(),
                holdBestAvailable.customerLength());
        boolean isMalformed = quantity < 1
                || !sender.isValid()
                || !isIndexOrAny(category, show.plan().categoryCount())
                || !isIndexOrAny(section, show.plan().sectionCount())
                || holdBestAvailable.adjacency() == Adjacency.NULL_VAL
                || holdBestAvailable.adjacency() == Adjacency.SBE_UNKNOWN;
        if (isMalformed) {
            replies.refuse(Code.MALFORMED);
            return;
        }
        if (quantity > show.terms().maxPerHold()) {
            replies.refuse(Code.TOO_MANY_SEATS, show.terms().maxPerHold());
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
        boolean mustBeAdjacent = holdBestAvailable.adjacency() == Adjacency.REQUIRED;
        BestAvailable bestAvailable = allocations.bestAvailable();
        if (!bestAvailable.find(show.plan(), show.free(), category, section, quantity, mustBeAdjacent, asked)) {
            replies.refuse(Code.NO_ADJACENT_SEATS);
            return;
        }
        placeAsked(show, sequence, nowMs);
    }

    void exchangeSeats(long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        exchangeSeats.wrapAndApplyHeader(command, offset, header);
        int hold = state.holds.find(exchangeSeats.holdId());
        @Nullable Show show = hold == Holds.NONE ? null : state.shows.at(state.holds.show(hold));
        int askedCount = 0;
        asked.clear();
        about.clear();
        Code fault = Code.OK;
        for (ExchangeSeatsDecoder.SeatsDecoder seat : exchangeSeats.seats()) {
            askedCount++;
            fault = show == null ? fault : ask(show, seat.seat(), askedCount, fault);
        }
        sender.wrap(
                command,
                exchangeSeats.limit() + ExchangeSeatsDecoder.customerHeaderLength(),
                exchangeSeats.customerLength());
        Code refusal = refusalOfHold(hold);
        if (refusal != Code.OK || show == null) {
            replies.refuse(refusal);
            return;
        }
        refusal = refusalOfSeats(show, askedCount, fault);
        if (refusal != Code.OK) {
            replies.refuse(
                    refusal, refusal == Code.TOO_MANY_SEATS ? show.terms().maxPerHold() : 0, about);
            return;
        }
        state.holds.copySeats(hold, former);
        int customer = state.holds.customer(hold);
        if (isOverLimit(show, customer, askedCount - former.count())) {
            replies.refuse(Code.CUSTOMER_LIMIT, show.terms().maxPerCustomer());
            return;
        }
        collectTaken(show, hold);
        if (about.count() > 0) {
            replies.refuse(Code.SEATS_UNAVAILABLE, 0, about);
            return;
        }
        if (takesFromLine(show)) {
            replies.refuse(Code.JOIN_LINE);
            return;
        }
        // After this point the command must succeed.
        for (int i = 0; i < former.count(); i++) {
            show.release(former.seat(i));
        }
        for (int i = 0; i < asked.count(); i++) {
            show.hold(asked.seat(i));
        }
        state.countSeats(show, customer, asked.count() - former.count());
        state.holds.seats(hold, asked, show.total(asked));
        boolean isAdjacent = asked.isAdjacent(show.plan());
        events.seatsExchanged(hold, show.id(), former, isAdjacent);
        allocations.serveLine(show, nowMs);
        replies.hold(state.holds, hold, show.id(), isAdjacent);
    }

    void releaseHold(long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        releaseHold.wrapAndApplyHeader(command, offset, header);
        sender.wrap(
                command, releaseHold.limit() + ReleaseHoldDecoder.customerHeaderLength(), releaseHold.customerLength());
        int hold = state.holds.find(releaseHold.holdId());
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
        allocations.serveLine(show, nowMs);
        replies.accept(holdId);
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
        about.add(seat);
        return mine;
    }

    private Code refusalOfSeats(Show show, int askedCount, Code fault) {
        if (askedCount < 1 || !sender.isValid()) {
            about.clear();
            return Code.MALFORMED;
        }
        if (askedCount > show.terms().maxPerHold()) {
            about.clear();
            return Code.TOO_MANY_SEATS;
        }
        return fault;
    }

    /** The rungs that chosen seats and best available have in common; answers the refusal when there is one. */
    private boolean isRefusedNewHold(Show show, int quantity, int obtainable, long nowMs) {
        if (nowMs < show.terms().onSaleAtMs()) {
            replies.refuse(Code.NOT_ON_SALE, show.terms().onSaleAtMs());
        } else if (isOverLimit(show, state.customers.find(sender), quantity)) {
            replies.refuse(Code.CUSTOMER_LIMIT, show.terms().maxPerCustomer());
        } else if (obtainable < quantity) {
            replies.refuse(Code.SHOW_FULL);
        } else if (!show.line().isEmpty()) {
            replies.refuse(Code.JOIN_LINE);
        } else if (allocations.isFull()) {
            replies.refuse(Code.CAPACITY);
        } else {
            return false;
        }
        return true;
    }

    private boolean isOverLimit(Show show, int customer, int more) {
        int limit = show.terms().maxPerCustomer();
        return limit > 0 && more > 0 && state.seatsOf(show, customer) + more > limit;
    }

    private Code refusalOfHold(int hold) {
        if (hold == Holds.NONE) {
            return Code.HOLD_NOT_FOUND;
        }
        if (!state.customers.isNamed(state.holds.customer(hold), sender)) {
            return Code.NOT_OWNER;
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

    /** While somebody waits, an exchange may not leave fewer free seats of any category than there were. */
    private boolean takesFromLine(Show show) {
        if (show.line().isEmpty()) {
            return false;
        }
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
        int customer = state.customers.refer(sender);
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
