package io.rushline.gateway.reservation;

import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.Text;
import java.util.Optional;

/** An amount in minor units; a sender may leave the currency out. */
record Money(long amount, Optional<String> currency) {
    private static final Text CURRENCY = Text.ascii(3, 3);

    /** Reads {@code {"amount": 1499, "currency": "USD"}}, or the bare number. */
    static Optional<Money> readOptional(JsonObject json, String name) {
        if (!json.has(name)) {
            return Optional.empty();
        }
        if (!json.isObject(name)) {
            return Optional.of(new Money(json.int64(name, 0, Long.MAX_VALUE), Optional.empty()));
        }
        return Optional.of(json.object(
                name,
                money -> new Money(
                        money.int64("amount", 0, Long.MAX_VALUE), Optional.of(money.string("currency", CURRENCY)))));
    }
}
