package io.rushline.engine;

import io.rushline.engine.customer.Claims;
import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.customer.Customers;
import io.rushline.engine.line.Line;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.JoinLineDecoder;
import io.rushline.engine.protocol.LeaveLineDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.show.Show;
import org.agrona.DirectBuffer;

/** Decides JoinLine and LeaveLine. */
final class LineCommands {
    private final EngineState state;
    private final Allocations allocations;
    private final ShowWork work;
    private final Events events;
    private final Replies replies;
    private final JoinLineDecoder joinLine = new JoinLineDecoder();
    private final LeaveLineDecoder leaveLine = new LeaveLineDecoder();
    private final CustomerName sender = new CustomerName();

    LineCommands(EngineState state, Allocations allocations, ShowWork work, Events events, Replies replies) {
        this.state = state;
        this.allocations = allocations;
        this.work = work;
        this.events = events;
        this.replies = replies;
    }

    void joinLine(long sequence, long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        joinLine.wrapAndApplyHeader(command, offset, header);
        sender.read(command, joinLine.limit() + JoinLineDecoder.customerHeaderLength(), joinLine.customerLength());
        Show show = state.findShow(joinLine.showId());
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        Code refusal = refusalOfJoin(show, nowMs);
        if (refusal != Code.OK) {
            replies.refuse(refusal, detail(refusal, show));
            return;
        }
        // After this point the command must succeed.
        int customer = state.customers.refer(sender);
        Line line = show.line();
        int ahead = line == null ? 0 : line.length();
        long expiresAtMs = nowMs + show.terms().waitMs();
        int waiter = allocations.join(show, sequence, customer, joinLine.quantity(), joinLine.category(), expiresAtMs);
        events.lineJoined(waiter, show.id(), expiresAtMs);
        replies.waiter(sequence, show.id(), ahead, expiresAtMs);
    }

    void leaveLine(long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        leaveLine.wrapAndApplyHeader(command, offset, header);
        sender.read(command, leaveLine.limit() + LeaveLineDecoder.customerHeaderLength(), leaveLine.customerLength());
        int waiter = state.waiters.find(leaveLine.waiterId());
        if (waiter == Waiters.NONE) {
            replies.refuse(Code.WAITER_NOT_FOUND);
            return;
        }
        if (!state.customers.isNamed(state.waiters.customer(waiter), sender)) {
            replies.refuse(Code.NOT_OWNER);
            return;
        }
        Show show = state.shows.at(state.waiters.show(waiter));
        Line line = show.line();
        if (line == null) {
            throw new IllegalStateException("a waiter of show " + show.id() + ", and no line");
        }
        // After this point the command must succeed.
        long waiterId = leaveLine.waiterId();
        allocations.endWait(show, line, waiter, WaitEnd.LEFT);
        work.follow(show, nowMs);
        replies.accept(waiterId);
    }

    private Code refusalOfJoin(Show show, long nowMs) {
        int quantity = joinLine.quantity();
        int category = joinLine.category();
        boolean isMalformed = quantity < 1
                || !sender.isValid()
                || category < BestAvailable.ANY
                || category >= show.plan().categoryCount();
        if (isMalformed) {
            return Code.MALFORMED;
        }
        if (quantity > show.maxPerHold()) {
            return Code.TOO_MANY_SEATS;
        }
        if (show.saleState() == SaleState.CANCELLED) {
            return Code.SHOW_CANCELLED;
        }
        if (show.saleState() == SaleState.CLOSED) {
            return Code.SALE_CLOSED;
        }
        if (nowMs < show.onSaleAtMs()) {
            return Code.NOT_ON_SALE;
        }
        int customer = state.customers.find(sender);
        if (customer != Customers.NONE && state.claims.waiter(show.slot(), customer) != Claims.NONE) {
            return Code.ALREADY_WAITING;
        }
        int limit = show.maxPerCustomer();
        if (limit > 0 && state.seatsOf(show, customer) + quantity > limit) {
            return Code.CUSTOMER_LIMIT;
        }
        if (show.obtainable(category) < quantity) {
            return Code.SHOW_FULL;
        }
        if (show.freeOrdinary(category) >= quantity && !ShowWork.isNewcomerLast(show)) {
            return Code.SEATS_AVAILABLE;
        }
        boolean isFull = state.isFullOfHolds() || state.waiters.count() >= state.limits.maxWaiters();
        return isFull ? Code.CAPACITY : Code.OK;
    }

    private static long detail(Code refusal, Show show) {
        return switch (refusal) {
            case TOO_MANY_SEATS -> show.maxPerHold();
            case CUSTOMER_LIMIT -> show.maxPerCustomer();
            case NOT_ON_SALE -> show.onSaleAtMs();
            default -> 0;
        };
    }
}
