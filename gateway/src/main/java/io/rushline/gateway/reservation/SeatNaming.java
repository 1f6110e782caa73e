package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.catalogue.SeatNames;
import io.rushline.gateway.http.FieldError;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.view.PlanView;
import io.rushline.gateway.view.ShowView;
import java.util.List;
import java.util.stream.IntStream;

/** Seats by name in requests and answers. */
public final class SeatNaming {
    /** More than this many missing seats are not listed one by one. */
    private static final int MAX_ERRORS = 100;

    private SeatNaming() {}

    /** The names of seats in a body, which must have at least one. */
    public static List<String> read(JsonObject json, int maxCount) {
        return json.strings("seats", 1, maxCount, Wording.SEAT);
    }

    /**
     * Indexes of the named seats.
     *
     * @throws io.rushline.gateway.http.ProblemException {@code SEAT_NOT_FOUND}, naming those that are not there
     */
    public static int[] indexes(PlanView plan, List<String> names) {
        int[] seats = names.stream().mapToInt(plan.names()::seat).toArray();
        List<FieldError> missing = IntStream.range(0, seats.length)
                .filter(i -> seats[i] == SeatNames.NONE)
                .limit(MAX_ERRORS)
                .mapToObj(i -> new FieldError(names.get(i), "does not exist in this show"))
                .toList();
        if (!missing.isEmpty()) {
            throw RefusalProblem.of(Code.SEAT_NOT_FOUND).errors(missing).exception();
        }
        return seats;
    }

    /**
     * Writes {@code seats: [{seat, category, price}]} of a hold, and the total.
     *
     * @param pricedAt sequence of the command by which the hold got these seats
     */
    static void write(JsonWriter json, ShowView show, long pricedAt, int[] seats, long total) {
        PlanView plan = show.plan();
        String currency = show.terms().currency();
        long[] prices = show.pricesAt(pricedAt);
        json.objects("seats", seats.length, (each, i) -> {
            int seat = seats[i];
            int category = plan.category(seat);
            each.field("seat", plan.seatId(seat))
                    .field("category", plan.names().categories().get(category))
                    .money("price", prices[category], currency);
        });
        json.money("total", total, currency);
    }
}
