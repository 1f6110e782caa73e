package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.catalogue.SeatNames;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.view.PlanView;
import io.rushline.gateway.view.ShowView;
import java.util.Arrays;
import java.util.List;

/** Seats by name in requests and answers. */
final class SeatNaming {
    private SeatNaming() {}

    /**
     * Indexes of the named seats.
     *
     * @throws io.rushline.gateway.http.ProblemException {@code SEAT_NOT_FOUND}, naming those that are not there
     */
    static int[] indexes(PlanView plan, List<String> names) {
        int[] seats = new int[names.size()];
        Problem problem = RefusalProblem.of(Code.SEAT_NOT_FOUND);
        boolean isMissing = false;
        for (int i = 0; i < seats.length; i++) {
            seats[i] = plan.names().seat(names.get(i));
            if (seats[i] == SeatNames.NONE) {
                problem = problem.error(names.get(i), "does not exist in this show");
                isMissing = true;
            }
        }
        if (isMissing) {
            throw problem.exception();
        }
        return seats;
    }

    /** Writes {@code seats: [{seat, category, price}]} and the total. */
    static void write(JsonWriter json, ShowView show, int[] seats, long total) {
        PlanView plan = show.plan();
        String currency = show.terms().currency();
        json.objects("seats", boxed(seats), (each, seat) -> {
            int category = plan.category(seat);
            each.field("seat", plan.seatId(seat))
                    .field("category", plan.names().categories().get(category))
                    .money("price", show.terms().prices()[category], currency);
        });
        json.money("total", total, currency);
    }

    private static List<Integer> boxed(int[] seats) {
        return Arrays.stream(seats).boxed().toList();
    }
}
