package io.rushline.engine;

import io.rushline.engine.hold.Holds;
import io.rushline.engine.protocol.ArchiveShowDecoder;
import io.rushline.engine.protocol.CancelShowDecoder;
import io.rushline.engine.protocol.CloseSaleDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.OpenSaleDecoder;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.show.Show;
import io.rushline.engine.show.ShowTerms;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what makes, opens, closes and ends shows: rules P1 to P9 of docs/rules.md. A plan or show gets the command's
 * sequence as its id.
 */
final class ShowCommands {
    private final EngineState state;
    private final ShowWork work;
    private final ShowEvents events;
    private final Replies replies;
    private final DefineSeatPlanDecoder defineSeatPlan = new DefineSeatPlanDecoder();
    private final CreateShowDecoder createShow = new CreateShowDecoder();
    private final OpenSaleDecoder openSale = new OpenSaleDecoder();
    private final CloseSaleDecoder closeSale = new CloseSaleDecoder();
    private final CancelShowDecoder cancelShow = new CancelShowDecoder();
    private final ArchiveShowDecoder archiveShow = new ArchiveShowDecoder();

    ShowCommands(EngineState state, ShowWork work, ShowEvents events, Replies replies) {
        this.state = state;
        this.work = work;
        this.events = events;
        this.replies = replies;
    }

    void defineSeatPlan(long sequence, DirectBuffer command, int offset, int length, MessageHeaderDecoder header) {
        defineSeatPlan.wrapAndApplyHeader(command, offset, header);
        if (state.shows.planCount() >= state.limits.maxPlans()) {
            replies.refuse(Code.CAPACITY);
            return;
        }
        SeatPlan plan = SeatPlan.decode(sequence, defineSeatPlan, length);
        if (plan == null) {
            replies.refuse(Code.MALFORMED);
            return;
        }
        // After this point the command must succeed.
        state.shows.add(plan);
        events.seatPlanDefined(command, offset, length);
        replies.accept(sequence);
    }

    void createShow(long sequence, DirectBuffer command, int offset, int length, MessageHeaderDecoder header) {
        createShow.wrapAndApplyHeader(command, offset, header);
        SeatPlan plan = state.shows.findPlan(createShow.planId());
        if (plan == null) {
            replies.refuse(Code.PLAN_NOT_FOUND);
            return;
        }
        if (state.shows.count() >= state.limits.maxShows()) {
            replies.refuse(Code.CAPACITY);
            return;
        }
        long[] prices = prices(plan);
        if (prices == null || !ShowTerms.isValid(createShow)) {
            replies.refuse(Code.MALFORMED);
            return;
        }
        // After this point the command must succeed.
        state.shows.add(sequence, plan, ShowTerms.decode(createShow), createShow.onSaleAtMs(), prices);
        events.showCreated(command, offset, length);
        replies.accept(sequence);
    }

    void openSale(long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        openSale.wrapAndApplyHeader(command, offset, header);
        Show show = findSold(openSale.showId());
        if (show == null) {
            return;
        }
        // After this point the command must succeed.
        show.open(nowMs);
        events.saleOpened(show);
        work.follow(show, nowMs);
        replies.accept(show.id());
    }

    void closeSale(DirectBuffer command, int offset, MessageHeaderDecoder header) {
        closeSale.wrapAndApplyHeader(command, offset, header);
        Show show = findSold(closeSale.showId());
        if (show == null) {
            return;
        }
        // After this point the command must succeed.
        show.saleState(SaleState.CLOSED);
        events.saleClosed(show);
        replies.accept(show.id());
    }

    void cancelShow(long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        cancelShow.wrapAndApplyHeader(command, offset, header);
        Show show = state.findShow(cancelShow.showId());
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        int reasonLength = cancelShow.reasonLength();
        if (reasonLength > SeatCommands.MAX_REASON_BYTES) {
            replies.refuse(Code.MALFORMED);
            return;
        }
        if (show.saleState() == SaleState.CANCELLED) {
            replies.refuse(Code.SHOW_CANCELLED);
            return;
        }
        // After this point the command must succeed.
        show.saleState(SaleState.CANCELLED);
        int reasonOffset = cancelShow.limit() + CancelShowDecoder.reasonHeaderLength();
        events.showCancelled(show, command, reasonOffset, reasonLength);
        work.follow(show, nowMs);
        replies.accept(show.id());
    }

    void archiveShow(long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        archiveShow.wrapAndApplyHeader(command, offset, header);
        Show show = state.findShow(archiveShow.showId());
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        if (isActive(show)) {
            replies.refuse(Code.SHOW_ACTIVE);
            return;
        }
        // After this point the command must succeed.
        show.saleState(SaleState.ARCHIVED);
        events.showArchived(show);
        work.follow(show, nowMs);
        replies.accept(show.id());
    }

    /** A show that is not cancelled, or null after the refusal. */
    private @Nullable Show findSold(long showId) {
        Show show = state.findShow(showId);
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return null;
        }
        if (show.saleState() == SaleState.CANCELLED) {
            replies.refuse(Code.SHOW_CANCELLED);
            return null;
        }
        return show;
    }

    private static boolean isActive(Show show) {
        return switch (show.saleState()) {
            case CLOSED -> show.heldCount() > 0 || show.line() != null;
            case CANCELLED -> show.firstHold() != Holds.NONE || show.line() != null;
            default -> true;
        };
    }

    /** One price for each category, or null when they are not that or out of range. */
    private long @Nullable [] prices(SeatPlan plan) {
        createShow.sbeRewind();
        CreateShowDecoder.PricesDecoder prices = createShow.prices();
        if (prices.count() != plan.categoryCount()) {
            return null;
        }
        long[] amounts = new long[plan.categoryCount()];
        for (int category = 0; category < amounts.length; category++) {
            amounts[category] = prices.next().amount();
            if (amounts[category] < 0 || amounts[category] > ShowTerms.MAX_PRICE) {
                return null;
            }
        }
        return amounts;
    }
}
