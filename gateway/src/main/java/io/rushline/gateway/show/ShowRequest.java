package io.rushline.gateway.show;

import io.rushline.engine.protocol.CreateShowEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.seat.SeatSelection;
import io.rushline.engine.show.ShowTerms;
import io.rushline.gateway.http.Choices;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.Text;
import io.rushline.gateway.view.ShowView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.agrona.MutableDirectBuffer;

/**
 * The body of {@code POST /shows}.
 *
 * @param onSaleAt absent for at once
 * @param prices minor units by category name
 */
record ShowRequest(
        long movieId,
        long hallId,
        Instant startsAt,
        Optional<Instant> onSaleAt,
        Map<String, Long> prices,
        String currency,
        int holdSeconds,
        int graceSeconds,
        int waitSeconds,
        int maxPerHold,
        int maxPerCustomer,
        Policy linePolicy) {

    private static final Text ID = Text.ascii(1, 19);
    static final Text CATEGORY = Text.unicode(1, 100);
    private static final Text CURRENCY = Text.ascii(3, 3);
    static final int DAY_SECONDS = 24 * 60 * 60;
    static final int MAX_PER_HOLD = SeatSelection.MAX_SEATS;
    static final int MAX_PER_CUSTOMER = 65_534;
    private static final Choices<Policy> POLICIES = Choices.of(Policy.class);

    static ShowRequest read(JsonObject json) {
        String currency = json.has("currency") ? json.string("currency", CURRENCY) : "USD";
        if (!currency.matches("[A-Z]{3}")) {
            json.error("currency", "must be three capital letters, such as USD");
        }
        return new ShowRequest(
                id(json, "movieId"),
                id(json, "hallId"),
                json.instant("startsAt"),
                json.optionalInstant("onSaleAt"),
                json.int64sByName("prices", CATEGORY, 1, 64, 0, ShowTerms.MAX_PRICE),
                currency,
                json.int32("holdSeconds", 1, DAY_SECONDS, 300),
                json.int32("graceSeconds", 0, DAY_SECONDS, 5),
                json.int32("waitSeconds", 1, DAY_SECONDS, 3600),
                json.int32("maxPerHold", 1, MAX_PER_HOLD, MAX_PER_HOLD),
                json.int32("maxPerCustomer", 0, MAX_PER_CUSTOMER, 0),
                json.choice("linePolicy", POLICIES, Policy.STRICT_FIFO));
    }

    /** An id in a body: a string of digits, since ids are strings outside. */
    private static long id(JsonObject json, String field) {
        String text = json.string(field, ID);
        if (text.matches("[1-9][0-9]{0,17}")) {
            return Long.parseLong(text);
        }
        if (json.has(field)) {
            json.error(field, "must be an id as it was given out, a string of digits");
        }
        return 0;
    }

    /** What is wrong with the prices for a hall with these categories; empty when nothing is. */
    String priceFault(List<String> categories) {
        TreeSet<String> missing = new TreeSet<>(categories);
        missing.removeAll(prices.keySet());
        return missing.isEmpty()
                ? unknownFault(prices, categories)
                : "must name a price for " + String.join(", ", missing);
    }

    /** What is wrong with prices of categories that a hall does not have; empty when there are none. */
    static String unknownFault(Map<String, Long> prices, List<String> categories) {
        TreeSet<String> unknown = new TreeSet<>(prices.keySet());
        unknown.removeAll(List.copyOf(categories));
        return unknown.isEmpty() ? "" : "names " + String.join(", ", unknown) + ", which the hall does not have";
    }

    /** The terms of a show as it was created by this request, of which nothing else is in it. */
    ShowView.Terms terms(List<String> categories, long endsAtMs, long onSaleAtMs) {
        return new ShowView.Terms(
                movieId,
                startsAt.toEpochMilli(),
                endsAtMs,
                onSaleAtMs,
                holdSeconds * 1000L,
                graceSeconds * 1000L,
                waitSeconds * 1000L,
                maxPerHold,
                maxPerCustomer,
                linePolicy.wire(),
                currency,
                categories.stream()
                        .mapToLong(category -> prices.getOrDefault(category, 0L))
                        .toArray());
    }

    /** Writes the command with its header at offset 0. */
    int encode(MutableDirectBuffer buffer, RequestId requestId, List<String> categories, long endsAtMs) {
        CreateShowEncoder message = new CreateShowEncoder();
        message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .planId(hallId)
                .movieId(movieId)
                .startsAtMs(startsAt.toEpochMilli())
                .endsAtMs(endsAtMs)
                .onSaleAtMs(onSaleAt.map(Instant::toEpochMilli).orElse(0L))
                .holdMs(holdSeconds * 1000L)
                .graceMs(graceSeconds * 1000L)
                .waitMs(waitSeconds * 1000L)
                .maxPerHold(maxPerHold)
                .maxPerCustomer(maxPerCustomer)
                .linePolicy(linePolicy.wire())
                .currency(currency);
        message.requestId().high(requestId.high()).low(requestId.low());
        CreateShowEncoder.PricesEncoder group = message.pricesCount(categories.size());
        for (String category : categories) {
            group.next().amount(prices.getOrDefault(category, 0L));
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }
}
