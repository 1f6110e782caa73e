package io.rushline.gateway.reservation;

import io.rushline.gateway.http.Choices;
import io.rushline.gateway.http.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * The body of a request for a hold: chosen seats, or a quantity of the best.
 *
 * @param seats names of the chosen seats; empty when the best are asked for
 */
record HoldRequest(
        String customer,
        List<String> seats,
        int quantity,
        Optional<String> category,
        Optional<String> section,
        Adjacent adjacent) {

    /** More than any show allows, so that too many is the engine's answer and not a matter of form. */
    static final int MAX_COUNT = 100;

    private static final Choices<Adjacent> ADJACENT = Choices.lowerCase(Adjacent.class);

    /** Whether seats must be side by side. */
    enum Adjacent {
        PREFERRED,
        REQUIRED
    }

    static HoldRequest read(JsonObject json) {
        String customer = json.string("customer", Wording.CUSTOMER);
        boolean isChosen = json.has("seats");
        boolean isCounted = json.has("quantity");
        if (isChosen == isCounted) {
            json.error("seats", isChosen ? "can't be given together with quantity" : "or quantity must be given");
        }
        if (isChosen) {
            List<String> seats = SeatNaming.read(json, MAX_COUNT);
            return new HoldRequest(customer, seats, 0, Optional.empty(), Optional.empty(), Adjacent.PREFERRED);
        }
        return new HoldRequest(
                customer,
                List.of(),
                isCounted ? json.int32("quantity", 1, MAX_COUNT) : 0,
                json.optionalString("category", Wording.NAME),
                json.optionalString("section", Wording.NAME),
                json.choice("adjacent", ADJACENT, Adjacent.PREFERRED));
    }
}
