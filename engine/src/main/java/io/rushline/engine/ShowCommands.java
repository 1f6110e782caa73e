package io.rushline.engine;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.CreateShowDecoder;
import io.rushline.engine.protocol.DefineSeatPlanDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.show.ShowTerms;
import org.agrona.DirectBuffer;

/** Decides DefineSeatPlan and CreateShow; the plan or show gets the command's sequence as its id. */
final class ShowCommands {
    private final EngineState state;
    private final Events events;
    private final Replies replies;
    private final DefineSeatPlanDecoder defineSeatPlan = new DefineSeatPlanDecoder();
    private final CreateShowDecoder createShow = new CreateShowDecoder();

    ShowCommands(EngineState state, Events events, Replies replies) {
        this.state = state;
        this.events = events;
        this.replies = replies;
    }

    void defineSeatPlan(long sequence, DirectBuffer command, int offset, int length, MessageHeaderDecoder header) {
        defineSeatPlan.wrapAndApplyHeader(command, offset, header);
        if (state.shows.isFullOfPlans()) {
            replies.refuse(Code.CAPACITY);
            return;
        }
        SeatPlan plan = SeatPlan.decode(sequence, defineSeatPlan);
        if (plan == null) {
            replies.refuse(Code.MALFORMED);
            return;
        }
        // After this point the command must succeed.
        state.shows.add(plan);
        events.seatPlanDefined(command, offset, length);
        replies.accept(sequence);
    }

    void createShow(long sequence, DirectBuffer command, int offset, int length, MessageHeaderDecoder header) {
        createShow.wrapAndApplyHeader(command, offset, header);
        SeatPlan plan = state.shows.findPlan(createShow.planId());
        if (plan == null) {
            replies.refuse(Code.PLAN_NOT_FOUND);
            return;
        }
        if (state.shows.isFull()) {
            replies.refuse(Code.CAPACITY);
            return;
        }
        ShowTerms terms = ShowTerms.decode(createShow, plan);
        if (terms == null) {
            replies.refuse(Code.MALFORMED);
            return;
        }
        // After this point the command must succeed.
        state.shows.add(sequence, plan, terms);
        events.showCreated(command, offset, length);
        replies.accept(sequence);
    }
}
