package io.rushline.gateway.view;

import io.rushline.gateway.catalogue.SeatNames;
import org.agrona.DirectBuffer;

/**
 * A hall's seats as readers see them.
 *
 * @param planId the engine's id of the seat plan, which is the hall's id
 */
public record PlanView(long planId, SeatNames names) {
    static PlanView decode(long planId, DirectBuffer buffer, int offset) {
        return new PlanView(planId, SeatNames.decode(buffer, offset));
    }

    public int seatCount() {
        return names.seatCount();
    }

    public int categoryCount() {
        return names.categories().size();
    }

    /** Index of the seat's price category. */
    public int category(int seat) {
        return names.row(seat).category();
    }

    /** Such as {@code Stalls-F-12}. */
    public String seatId(int seat) {
        return names.seatId(seat);
    }
}
