package io.rushline.engine.oracle;

import io.rushline.engine.protocol.ChangeShowDecoder;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.ShowChangedDecoder;
import java.util.ArrayList;
import java.util.List;

/** The terms of a show: P3 and P13. */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
record NaiveTerms(
        long movieId,
        long startsAtMs,
        long endsAtMs,
        long onSaleAtMs,
        long holdMs,
        long graceMs,
        long waitMs,
        int maxPerHold,
        int maxPerCustomer,
        LinePolicy policy,
        byte[] currency,
        List<Long> prices) {
    private static final long DAY_MS = 86_400_000;
    private static final long MAX_PRICE = 1_000_000_000_000L;

    static NaiveTerms read(CreateShowDecoder show) {
        List<Long> prices = new ArrayList<>();
        byte[] currency = new byte[CreateShowDecoder.currencyLength()];
        show.getCurrency(currency, 0);
        show.prices().forEach(price -> prices.add(price.amount()));
        return new NaiveTerms(
                show.movieId(),
                show.startsAtMs(),
                show.endsAtMs(),
                show.onSaleAtMs(),
                show.holdMs(),
                show.graceMs(),
                show.waitMs(),
                show.maxPerHold(),
                show.maxPerCustomer(),
                show.linePolicy(),
                currency,
                prices);
    }

    /** P13: these terms with what is given in their place. */
    NaiveTerms changed(ChangeShowDecoder change) {
        boolean isMoved = change.startsAtMs() != ChangeShowDecoder.startsAtMsNullValue();
        List<Long> given = new ArrayList<>();
        change.prices().forEach(price -> given.add(price.amount()));
        List<Long> newPrices = new ArrayList<>(given.isEmpty() ? prices : given);
        for (int i = 0; i < Math.min(prices.size(), newPrices.size()); i++) {
            if (newPrices.get(i) == ChangeShowDecoder.PricesDecoder.amountNullValue()) {
                newPrices.set(i, prices.get(i));
            }
        }
        return new NaiveTerms(
                movieId,
                isMoved ? change.startsAtMs() : startsAtMs,
                isMoved ? endsAtMs + (change.startsAtMs() - startsAtMs) : endsAtMs,
                onSaleAtMs,
                change.holdMs() == ChangeShowDecoder.holdMsNullValue() ? holdMs : change.holdMs(),
                graceMs,
                change.waitMs() == ChangeShowDecoder.waitMsNullValue() ? waitMs : change.waitMs(),
                change.maxPerHold() == ChangeShowDecoder.maxPerHoldNullValue() ? maxPerHold : change.maxPerHold(),
                change.maxPerCustomer() == ChangeShowDecoder.maxPerCustomerNullValue()
                        ? maxPerCustomer
                        : change.maxPerCustomer(),
                policy,
                currency,
                newPrices);
    }

    /** As an event tells it. */
    NaiveTerms changed(ShowChangedDecoder event) {
        List<Long> newPrices = new ArrayList<>();
        event.prices().forEach(price -> newPrices.add(price.amount()));
        return new NaiveTerms(
                movieId,
                event.startsAtMs(),
                event.endsAtMs(),
                event.onSaleAtMs(),
                event.holdMs(),
                graceMs,
                event.waitMs(),
                event.maxPerHold(),
                event.maxPerCustomer(),
                policy,
                currency,
                newPrices);
    }

    boolean areMalformed(NaivePlan plan) {
        return prices.size() != plan.categoryCount()
                || prices.stream().anyMatch(price -> price < 0 || price > MAX_PRICE)
                || holdMs < 1
                || holdMs > DAY_MS
                || waitMs < 1
                || waitMs > DAY_MS
                || graceMs < 0
                || graceMs > DAY_MS
                || maxPerHold < 1
                || maxPerHold > 10
                || (policy != LinePolicy.STRICT_FIFO && policy != LinePolicy.FIRST_FIT);
    }
}
