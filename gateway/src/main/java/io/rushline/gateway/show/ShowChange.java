package io.rushline.gateway.show;

import io.rushline.engine.protocol.ChangeShowEncoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.show.ShowTerms;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.agrona.MutableDirectBuffer;

/**
 * The body of {@code PATCH /shows/{id}}: what is absent stays as it is.
 *
 * @param prices minor units by category name; a category that is absent keeps its price
 */
record ShowChange(
        Optional<Instant> startsAt,
        Optional<Instant> onSaleAt,
        Map<String, Long> prices,
        OptionalLong holdSeconds,
        OptionalLong waitSeconds,
        OptionalLong maxPerHold,
        OptionalLong maxPerCustomer) {

    private static final List<String> CHANGEABLE =
            List.of("startsAt", "onSaleAt", "prices", "holdSeconds", "waitSeconds", "maxPerHold", "maxPerCustomer");
    private static final List<String> LASTING = List.of("movieId", "hallId", "currency", "graceSeconds", "linePolicy");

    static ShowChange read(JsonObject json) {
        for (String field : CHANGEABLE) {
            if (json.isNull(field)) {
                json.error(field, "must not be null; leave it out to keep what is there");
            }
        }
        for (String field : LASTING) {
            if (json.has(field) || json.isNull(field)) {
                json.error(field, "cannot change: it was promised when the show was put on sale");
            }
        }
        if (json.has("endsAt") || json.isNull("endsAt")) {
            json.error("endsAt", "cannot change by itself: it moves with startsAt");
        }
        Optional<Instant> onSaleAt = json.optionalInstant("onSaleAt");
        if (onSaleAt.filter(time -> time.toEpochMilli() < 1).isPresent() && json.has("onSaleAt")) {
            json.error("onSaleAt", "must be later than 1970-01-01T00:00:00.000Z");
        }
        return new ShowChange(
                json.optionalInstant("startsAt"),
                onSaleAt,
                json.has("prices")
                        ? json.int64sByName("prices", ShowRequest.CATEGORY, 0, 64, 0, ShowTerms.MAX_PRICE)
                        : Map.of(),
                json.optionalInt64("holdSeconds", 1, ShowRequest.DAY_SECONDS),
                json.optionalInt64("waitSeconds", 1, ShowRequest.DAY_SECONDS),
                json.optionalInt64("maxPerHold", 1, ShowRequest.MAX_PER_HOLD),
                json.optionalInt64("maxPerCustomer", 0, ShowRequest.MAX_PER_CUSTOMER));
    }

    /** Whether it leaves all as it is. */
    boolean isEmpty() {
        return startsAt.isEmpty()
                && onSaleAt.isEmpty()
                && prices.isEmpty()
                && holdSeconds.isEmpty()
                && waitSeconds.isEmpty()
                && maxPerHold.isEmpty()
                && maxPerCustomer.isEmpty();
    }

    /**
     * Says which fields a refusal with {@code SHOW_ACTIVE} is about; other problems stay as they are.
     *
     * @param nowMs when it was refused
     * @param formerMaxPerCustomer the show's limit, which the engine does not repeat in its refusal
     */
    Problem explain(Problem problem, long nowMs, int formerMaxPerCustomer) {
        if (!problem.code().equals(Code.SHOW_ACTIVE.name())) {
            return problem;
        }
        boolean isPutOff = onSaleAt.filter(time -> time.toEpochMilli() > nowMs).isPresent();
        boolean isOtherCount =
                maxPerCustomer.isPresent() && (maxPerCustomer.getAsLong() == 0) != (formerMaxPerCustomer == 0);
        Problem explained = problem;
        if (isPutOff || (onSaleAt.isPresent() && !isOtherCount)) {
            explained = explained.error("onSaleAt", "cannot be put off while somebody has seats or waits");
        }
        if (isOtherCount || (maxPerCustomer.isPresent() && !isPutOff)) {
            explained = explained.error("maxPerCustomer", "cannot begin or end while somebody has seats or waits");
        }
        return explained;
    }

    /** What is wrong with the prices for a hall with these categories; empty when nothing is. */
    String priceFault(List<String> categories) {
        return ShowRequest.unknownFault(prices, categories);
    }

    /** Writes the command with its header at offset 0. */
    int encode(MutableDirectBuffer buffer, long showId, List<String> categories) {
        ChangeShowEncoder message = new ChangeShowEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .showId(showId)
                .startsAtMs(startsAt.map(Instant::toEpochMilli).orElse(ChangeShowEncoder.startsAtMsNullValue()))
                .onSaleAtMs(onSaleAt.map(Instant::toEpochMilli).orElse(ChangeShowEncoder.onSaleAtMsNullValue()))
                .holdMs(millis(holdSeconds, ChangeShowEncoder.holdMsNullValue()))
                .waitMs(millis(waitSeconds, ChangeShowEncoder.waitMsNullValue()))
                .maxPerHold((int) maxPerHold.orElse(ChangeShowEncoder.maxPerHoldNullValue()))
                .maxPerCustomer((int) maxPerCustomer.orElse(ChangeShowEncoder.maxPerCustomerNullValue()));
        // Nothing is remembered: the same change can be asked for again.
        message.requestId().high(0).low(0);
        List<String> priced = prices.isEmpty() ? List.of() : categories;
        ChangeShowEncoder.PricesEncoder group = message.pricesCount(priced.size());
        for (String category : priced) {
            group.next().amount(prices.getOrDefault(category, ChangeShowEncoder.PricesEncoder.amountNullValue()));
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    private static long millis(OptionalLong seconds, long otherwise) {
        return seconds.isPresent() ? seconds.getAsLong() * 1000 : otherwise;
    }
}
