package io.rushline.gateway.view;

import io.rushline.gateway.catalogue.SeatNames;
import org.agrona.DirectBuffer;

/**
 * A hall's seats as readers see them.
 *
 * <p>Threading: the publisher renames; anybody reads. All but the hall's name never changes.
 */
public final class PlanView {
    private final long planId;
    private final SeatNames names;
    private volatile String hallName;

    private PlanView(long planId, SeatNames names) {
        this.planId = planId;
        this.names = names;
        hallName = names.hallName();
    }

    static PlanView decode(long planId, DirectBuffer buffer, int offset) {
        return new PlanView(planId, SeatNames.decode(buffer, offset));
    }

    /** The engine's id of the seat plan, which is the hall's id. */
    public long planId() {
        return planId;
    }

    public SeatNames names() {
        return names;
    }

    /** What the hall is called now; {@link SeatNames#hallName()} is what it was called when it was defined. */
    public String hallName() {
        return hallName;
    }

    void rename(String newHallName) {
        hallName = newHallName;
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
