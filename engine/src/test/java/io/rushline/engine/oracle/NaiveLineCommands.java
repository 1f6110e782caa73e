package io.rushline.engine.oracle;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.WaitEnd;
import java.util.Optional;

/** The line: L3 and L4. */
final class NaiveLineCommands {
    private final NaiveState state;
    private final NaiveReplies replies;
    private final NaiveEvents events;
    private final NaiveWork work;
    private final NaiveHoldCommands holds;

    NaiveLineCommands(
            NaiveState state, NaiveReplies replies, NaiveEvents events, NaiveWork work, NaiveHoldCommands holds) {
        this.state = state;
        this.replies = replies;
        this.events = events;
        this.work = work;
        this.holds = holds;
    }

    /** L3. */
    NaiveReply joinLine(long showId, String customer, int quantity, int category) {
        Optional<NaiveShow> found = state.show(showId);
        if (found.isEmpty()) {
            return replies.refused(Code.SHOW_NOT_FOUND);
        }
        NaiveShow show = found.get();
        if (quantity == 0
                || !NaiveInput.isCustomer(customer)
                || !NaiveInput.isIndexOrAny(category, show.plan.categoryCount())) {
            return replies.refused(Code.MALFORMED);
        }
        if (quantity > show.terms.maxPerHold()) {
            return replies.refused(Code.TOO_MANY_SEATS, show.terms.maxPerHold());
        }
        Optional<NaiveReply> notOnSale = holds.notOnSale(show);
        if (notOnSale.isPresent()) {
            return notOnSale.get();
        }
        if (show.line.stream().anyMatch(waiter -> waiter.customer().equals(customer))) {
            return replies.refused(Code.ALREADY_WAITING);
        }
        if (show.isOverLimit(customer, quantity)) {
            return replies.refused(Code.CUSTOMER_LIMIT, show.terms.maxPerCustomer());
        }
        if (show.obtainable(category) < quantity) {
            return replies.refused(Code.SHOW_FULL);
        }
        if (show.free(category) >= quantity && !state.mustJoinLine(show)) {
            return replies.refused(Code.SEATS_AVAILABLE);
        }
        if (state.hasNoRoomForAHold() || state.waiterCount() >= state.limits.maxWaiters()) {
            return replies.refused(Code.CAPACITY);
        }
        int ahead = show.line.size();
        NaiveWaiter waiter =
                new NaiveWaiter(state.sequence, show, customer, quantity, category, state.nowMs + show.terms.waitMs());
        show.line.add(waiter);
        events.joined(waiter);
        return replies.waiting(waiter, ahead);
    }

    /** L4. */
    NaiveReply leaveLine(long waiterId, String customer) {
        Optional<NaiveWaiter> found = state.waiter(waiterId);
        if (found.isEmpty()) {
            return replies.refused(Code.WAITER_NOT_FOUND);
        }
        NaiveWaiter waiter = found.get();
        if (!waiter.customer().equals(customer)) {
            return replies.refused(Code.NOT_OWNER);
        }
        work.end(waiter, WaitEnd.LEFT);
        work.work(waiter.show());
        return replies.accepted(waiter.id());
    }
}
