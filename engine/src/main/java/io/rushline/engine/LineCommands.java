package io.rushline.engine;

import io.rushline.engine.customer.Claims;
import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.customer.Customers;
import io.rushline.engine.line.Line;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.JoinLineDecoder;
import io.rushline.engine.protocol.LeaveLineDecoder;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.seat.BestAvailable;
import io.rushline.engine.show.Show;

/** Decides JoinLine and LeaveLine. */
final class LineCommands {
    private final EngineState state;
    private final Allocations allocations;
    private final ShowWork work;
    private final Events events;
    private final Replies replies;
    private final CustomerName sender = new CustomerName();

    LineCommands(EngineState state, Allocations allocations, ShowWork work, Events events, Replies replies) {
        this.state = state;
        this.allocations = allocations;
        this.work = work;
        this.events = events;
        this.replies = replies;
    }

    void joinLine(long sequence, long nowMs, Command command) {
        int body = command.body();
        command.name(command.behindBlock(), sender);
        int quantity = command.uint16(body + JoinLineDecoder.quantityEncodingOffset());
        int category = command.int16(body + JoinLineDecoder.categoryEncodingOffset());
        Show show = state.findShow(command.int64(body + JoinLineDecoder.showIdEncodingOffset()));
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        Code refusal = refusalOfJoin(show, quantity, category, nowMs);
        if (refusal != Code.OK) {
            replies.refuse(refusal, detail(refusal, show));
            return;
        }
        // After this point the command must succeed.
        int customer = state.customers.refer(sender);
        Line line = show.line();
        int ahead = line == null ? 0 : line.length();
        long expiresAtMs = nowMs + show.terms().waitMs();
        int waiter = allocations.join(show, sequence, customer, quantity, category, expiresAtMs);
        events.lineJoined(waiter, show.id(), expiresAtMs);
        replies.waiter(sequence, show.id(), ahead, expiresAtMs);
    }

    void leaveLine(long nowMs, Command command) {
        command.name(command.behindBlock(), sender);
        long waiterId = command.int64(command.body() + LeaveLineDecoder.waiterIdEncodingOffset());
        int waiter = state.waiters.find(waiterId);
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
        allocations.endWait(show, line, waiter, WaitEnd.LEFT);
        work.follow(show, nowMs);
        replies.accept(waiterId);
    }

    private Code refusalOfJoin(Show show, int quantity, int category, long nowMs) {
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
        if (state.isOverLimit(show, customer, quantity)) {
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
