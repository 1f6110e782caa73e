package io.rushline.loadtest.wire;

import java.util.Comparator;
import java.util.function.Consumer;

/** A request on its way, and who waits for its outcome. */
record Pending(Request request, long order, Consumer<Outcome> receiver) {
    static final Comparator<Pending> BY_RANK_THEN_ORDER = Comparator.comparingLong(
                    (Pending pending) -> pending.request().rank())
            .thenComparingLong(Pending::order);
}
