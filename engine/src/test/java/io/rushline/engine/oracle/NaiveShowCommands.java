package io.rushline.engine.oracle;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.SaleState;
import java.util.List;
import java.util.Optional;

/** Seat plans and shows: P1 to P12. */
final class NaiveShowCommands {
    private static final int MAX_REASON = 500;
    private static final int MAX_BLOCKED = 10_000;
    private static final int MAX_NAMED = 10;

    private final NaiveState state;
    private final NaiveReplies replies;
    private final NaiveShowEvents events;
    private final NaiveWork work;

    NaiveShowCommands(NaiveState state, NaiveReplies replies, NaiveShowEvents events, NaiveWork work) {
        this.state = state;
        this.replies = replies;
        this.events = events;
        this.work = work;
    }

    /** P1. */
    NaiveReply defineSeatPlan(byte[] definition, DefineSeatPlanDecoder command) {
        if (state.plans.size() >= state.limits.maxPlans()) {
            return replies.refused(Code.CAPACITY);
        }
        NaivePlan plan = NaivePlan.read(state.sequence, definition, command);
        if (plan == null) {
            return replies.refused(Code.MALFORMED);
        }
        state.plans.put(plan.id(), plan);
        events.planDefined(plan);
        return replies.accepted(plan.id());
    }

    /** P3. */
    NaiveReply createShow(byte[] definition, CreateShowDecoder command) {
        NaivePlan plan = state.plans.get(command.planId());
        if (plan == null) {
            return replies.refused(Code.PLAN_NOT_FOUND);
        }
        if (state.shows.size() >= state.limits.maxShows()) {
            return replies.refused(Code.CAPACITY);
        }
        NaiveTerms terms = NaiveTerms.read(command);
        if (terms.areMalformed(plan)) {
            return replies.refused(Code.MALFORMED);
        }
        NaiveShow show = new NaiveShow(state.sequence, plan, terms);
        state.shows.put(show.id, show);
        events.created(show, definition);
        return replies.accepted(show.id);
    }

    /** P5. */
    NaiveReply openSale(long showId) {
        Optional<NaiveShow> found = state.show(showId);
        if (found.isEmpty()) {
            return replies.refused(Code.SHOW_NOT_FOUND);
        }
        NaiveShow show = found.get();
        if (show.sale == SaleState.CANCELLED) {
            return replies.refused(Code.SHOW_CANCELLED);
        }
        show.sale = SaleState.OPEN;
        show.onSaleAtMs = Math.min(show.onSaleAtMs, state.nowMs);
        events.opened(show);
        work.work(show);
        return replies.accepted(show.id);
    }

    /** P6. */
    NaiveReply closeSale(long showId) {
        Optional<NaiveShow> found = state.show(showId);
        if (found.isEmpty()) {
            return replies.refused(Code.SHOW_NOT_FOUND);
        }
        NaiveShow show = found.get();
        if (show.sale == SaleState.CANCELLED) {
            return replies.refused(Code.SHOW_CANCELLED);
        }
        show.sale = SaleState.CLOSED;
        events.closed(show);
        return replies.accepted(show.id);
    }

    /** P7. */
    NaiveReply cancelShow(long showId, byte[] reason) {
        Optional<NaiveShow> found = state.show(showId);
        if (found.isEmpty()) {
            return replies.refused(Code.SHOW_NOT_FOUND);
        }
        if (reason.length > MAX_REASON) {
            return replies.refused(Code.MALFORMED);
        }
        NaiveShow show = found.get();
        if (show.sale == SaleState.CANCELLED) {
            return replies.refused(Code.SHOW_CANCELLED);
        }
        show.sale = SaleState.CANCELLED;
        events.cancelled(show, reason);
        work.work(show);
        return replies.accepted(show.id);
    }

    /** P8. */
    NaiveReply archiveShow(long showId) {
        Optional<NaiveShow> found = state.show(showId);
        if (found.isEmpty()) {
            return replies.refused(Code.SHOW_NOT_FOUND);
        }
        NaiveShow show = found.get();
        boolean isOver = (show.sale == SaleState.CLOSED && !show.hasHeldSeats())
                || (show.sale == SaleState.CANCELLED && show.holds.isEmpty());
        if (!isOver || !show.line.isEmpty()) {
            return replies.refused(Code.SHOW_ACTIVE);
        }
        show.sale = SaleState.ARCHIVED;
        events.archived(show);
        work.work(show);
        return replies.accepted(show.id);
    }

    /** P10. */
    NaiveReply blockSeats(long showId, List<Integer> seats, byte[] reason) {
        Optional<NaiveReply> refusal = refusal(showId, seats, reason, NaiveShow.SeatState.FREE);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        NaiveShow show = state.show(showId).orElseThrow();
        show.set(seats, NaiveShow.SeatState.BLOCKED);
        events.blocked(show, seats, reason);
        work.work(show);
        return replies.accepted(showId);
    }

    /** P11. */
    NaiveReply unblockSeats(long showId, List<Integer> seats, byte[] reason) {
        Optional<NaiveReply> refusal = refusal(showId, seats, reason, NaiveShow.SeatState.BLOCKED);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        NaiveShow show = state.show(showId).orElseThrow();
        show.set(seats, NaiveShow.SeatState.FREE);
        events.unblocked(show, seats, reason);
        work.work(show);
        return replies.accepted(showId);
    }

    /** The ladder of P10 and P11. */
    private Optional<NaiveReply> refusal(
            long showId, List<Integer> seats, byte[] reason, NaiveShow.SeatState expected) {
        Optional<NaiveShow> found = state.show(showId);
        if (found.isEmpty()) {
            return Optional.of(replies.refused(Code.SHOW_NOT_FOUND));
        }
        NaiveShow show = found.get();
        if (seats.isEmpty() || reason.length > MAX_REASON) {
            return Optional.of(replies.refused(Code.MALFORMED));
        }
        if (seats.size() > MAX_BLOCKED) {
            return Optional.of(replies.refused(Code.TOO_MANY_SEATS, MAX_BLOCKED));
        }
        Optional<NaiveInput.SeatFault> fault = NaiveInput.faultOf(seats, show.plan);
        if (fault.isPresent()) {
            List<Integer> named = fault.get().seats().stream().limit(MAX_NAMED).toList();
            return Optional.of(replies.refused(fault.get().code(), NaiveInput.ascending(named)));
        }
        if (show.sale == SaleState.CANCELLED) {
            return Optional.of(replies.refused(Code.SHOW_CANCELLED));
        }
        List<Integer> others = show.notIn(expected, seats);
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(replies.refused(
                        Code.SEATS_UNAVAILABLE, others.stream().limit(MAX_NAMED).toList()));
    }
}
