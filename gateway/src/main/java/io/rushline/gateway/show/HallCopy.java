package io.rushline.gateway.show;

import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.Hall;
import io.rushline.gateway.view.PlanView;
import java.util.List;

/** Makes the catalogue's copy of one hall agree with the views. */
public final class HallCopy {
    private final Catalogue catalogue;

    HallCopy(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Records a hall as it is now. Waits for SQL.
     *
     * <p>One at a time, so that what was read first is not written last.
     */
    synchronized void refresh(PlanView plan) {
        catalogue.recordHalls(List.of(of(plan)));
    }

    /** What the catalogue should have of a hall. */
    public static Hall of(PlanView plan) {
        return new Hall(plan.planId(), plan.names().cinemaId(), plan.hallName(), plan.seatCount());
    }
}
