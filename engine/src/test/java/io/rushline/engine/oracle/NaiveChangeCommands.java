package io.rushline.engine.oracle;

import io.rushline.engine.protocol.ChangeShowDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.SaleState;
import java.util.Optional;

/** Changes of plans and shows that are there: P13 to P16. */
final class NaiveChangeCommands {
    private static final int MAX_NAME = 500;

    private final NaiveState state;
    private final NaiveReplies replies;
    private final NaiveShowEvents events;

    NaiveChangeCommands(NaiveState state, NaiveReplies replies, NaiveShowEvents events) {
        this.state = state;
        this.replies = replies;
        this.events = events;
    }

    /** P13. */
    NaiveReply changeShow(ChangeShowDecoder command) {
        Optional<NaiveShow> found = state.show(command.showId());
        if (found.isEmpty()) {
            return replies.refused(Code.SHOW_NOT_FOUND);
        }
        NaiveShow show = found.get();
        NaiveTerms terms = show.terms.changed(command);
        long onSaleAtMs = command.onSaleAtMs();
        boolean hasSaleTime = onSaleAtMs != ChangeShowDecoder.onSaleAtMsNullValue();
        if (terms.areMalformed(show.plan) || (hasSaleTime && onSaleAtMs < 1)) {
            return replies.refused(Code.MALFORMED);
        }
        if (show.sale == SaleState.CANCELLED) {
            return replies.refused(Code.SHOW_CANCELLED);
        }
        int former = show.terms.maxPerCustomer();
        boolean beginsOrEnds =
                (former == 0 && terms.maxPerCustomer() != 0) || (former != 0 && terms.maxPerCustomer() == 0);
        boolean isPutOff = hasSaleTime && onSaleAtMs > state.nowMs;
        boolean isNeeded = !show.holds.isEmpty() || !show.line.isEmpty();
        if (isNeeded && (isPutOff || beginsOrEnds)) {
            return replies.refused(Code.SHOW_ACTIVE);
        }
        show.terms = terms;
        show.largestCustomerLimit = Math.max(show.largestCustomerLimit, terms.maxPerCustomer());
        show.onSaleAtMs = hasSaleTime ? onSaleAtMs : show.onSaleAtMs;
        events.changed(show);
        return replies.accepted(show.id);
    }

    /** P16. */
    NaiveReply renameSeatPlan(long planId, byte[] name) {
        NaivePlan plan = state.plans.get(planId);
        if (plan == null) {
            return replies.refused(Code.PLAN_NOT_FOUND);
        }
        if (name.length == 0 || name.length > MAX_NAME) {
            return replies.refused(Code.MALFORMED);
        }
        state.plans.put(planId, plan.renamed(name));
        events.renamed(planId, name);
        return replies.accepted(planId);
    }
}
