package io.rushline.engine;

import io.rushline.engine.hold.Holds;
import io.rushline.engine.protocol.ChangeShowDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RenameSeatPlanDecoder;
import io.rushline.engine.protocol.SaleState;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.show.Show;
import io.rushline.engine.show.ShowTerms;
import org.agrona.DirectBuffer;

/**
 * Decides what changes halls and shows that are there: rules P13 to P16 of docs/rules.md.
 *
 * <p>Nothing that was held, booked or joined is touched: totals, expiries and deadlines stand with the hold or waiter.
 */
final class ChangeCommands {
    private static final int MAX_NAME_BYTES = 500;

    private final EngineState state;
    private final ShowEvents events;
    private final Replies replies;
    private final ChangeShowDecoder changeShow = new ChangeShowDecoder();
    private final RenameSeatPlanDecoder renameSeatPlan = new RenameSeatPlanDecoder();

    ChangeCommands(EngineState state, ShowEvents events, Replies replies) {
        this.state = state;
        this.events = events;
        this.replies = replies;
    }

    void changeShow(long nowMs, DirectBuffer command, int offset, MessageHeaderDecoder header) {
        changeShow.wrapAndApplyHeader(command, offset, header);
        Show show = state.findShow(changeShow.showId());
        if (show == null) {
            replies.refuse(Code.SHOW_NOT_FOUND);
            return;
        }
        boolean isWithSaleTime = changeShow.onSaleAtMs() != ChangeShowDecoder.onSaleAtMsNullValue();
        if (!ShowTerms.isValid(changeShow)
                || (isWithSaleTime && changeShow.onSaleAtMs() < 1)
                || !arePricesValid(show.plan())) {
            replies.refuse(Code.MALFORMED);
            return;
        }
        if (show.saleState() == SaleState.CANCELLED) {
            replies.refuse(Code.SHOW_CANCELLED);
            return;
        }
        ShowTerms terms = show.terms().with(changeShow);
        long onSaleAtMs = isWithSaleTime ? changeShow.onSaleAtMs() : show.onSaleAtMs();
        boolean isPutOff = isWithSaleTime && onSaleAtMs > nowMs;
        // Seats are counted by customer only where there is a limit.
        boolean isOtherCount = (terms.maxPerCustomer() == 0) != (show.maxPerCustomer() == 0);
        if ((isPutOff || isOtherCount) && isTaken(show)) {
            replies.refuse(Code.SHOW_ACTIVE);
            return;
        }
        // After this point the command must succeed.
        show.terms(terms, onSaleAtMs);
        putPrices(show);
        events.showChanged(show);
        replies.accept(show.id());
    }

    void renameSeatPlan(DirectBuffer command, int offset, MessageHeaderDecoder header) {
        renameSeatPlan.wrapAndApplyHeader(command, offset, header);
        SeatPlan plan = state.shows.findPlan(renameSeatPlan.planId());
        if (plan == null) {
            replies.refuse(Code.PLAN_NOT_FOUND);
            return;
        }
        int nameLength = renameSeatPlan.nameLength();
        if (nameLength < 1 || nameLength > MAX_NAME_BYTES) {
            replies.refuse(Code.MALFORMED);
            return;
        }
        // After this point the command must succeed.
        int nameOffset = renameSeatPlan.limit() + RenameSeatPlanDecoder.nameHeaderLength();
        plan.rename(command, nameOffset, nameLength);
        events.seatPlanRenamed(plan.id(), command, nameOffset, nameLength);
        replies.accept(plan.id());
    }

    /** Whether somebody holds or has booked a seat, or waits for one. */
    private static boolean isTaken(Show show) {
        return show.firstHold() != Holds.NONE || show.line() != null;
    }

    /** Whether there are no prices, or one for each category that is in range or as it was. */
    private boolean arePricesValid(SeatPlan plan) {
        changeShow.sbeRewind();
        ChangeShowDecoder.PricesDecoder prices = changeShow.prices();
        if (prices.count() != 0 && prices.count() != plan.categoryCount()) {
            return false;
        }
        boolean areValid = true;
        while (prices.hasNext()) {
            long amount = prices.next().amount();
            areValid &= isKept(amount) || (amount >= 0 && amount <= ShowTerms.MAX_PRICE);
        }
        return areValid;
    }

    private void putPrices(Show show) {
        changeShow.sbeRewind();
        ChangeShowDecoder.PricesDecoder prices = changeShow.prices();
        for (int category = 0; prices.hasNext(); category++) {
            long amount = prices.next().amount();
            if (!isKept(amount)) {
                show.price(category, amount);
            }
        }
    }

    private static boolean isKept(long amount) {
        return amount == ChangeShowDecoder.PricesDecoder.amountNullValue();
    }
}
