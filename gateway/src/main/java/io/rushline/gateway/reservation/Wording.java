package io.rushline.gateway.reservation;

import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.Text;
import io.rushline.gateway.view.PlanView;
import java.util.List;
import java.util.Optional;

/** What names in requests look like, and what they stand for in a show. */
final class Wording {
    static final Text CUSTOMER = Text.ascii(1, 64);
    static final Text NAME = Text.unicode(1, 100);
    static final Text SEAT = Text.unicode(1, 250);
    static final Text PAYMENT_REFERENCE = Text.ascii(1, 200);

    /** For the engine: any category, any section. */
    static final int ANY = -1;

    private Wording() {}

    static int category(PlanView plan, Optional<String> name) {
        return index("category", plan.names().categories(), name);
    }

    static int section(PlanView plan, Optional<String> name) {
        return index("section", plan.names().sections(), name);
    }

    private static int index(String field, List<String> known, Optional<String> name) {
        if (name.isEmpty()) {
            return ANY;
        }
        int index = known.indexOf(name.get());
        if (index < 0) {
            String detail = "is '" + name.get() + "', but this show has " + String.join(", ", known);
            throw Problem.malformed(field + " " + detail).error(field, detail).exception();
        }
        return index;
    }
}
