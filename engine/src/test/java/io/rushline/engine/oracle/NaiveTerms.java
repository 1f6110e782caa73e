package io.rushline.engine.oracle;

import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.LinePolicy;
import java.util.ArrayList;
import java.util.List;

/** The terms of a show: P3. */
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
