package io.rushline.gateway.view;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.WaitState;
import io.rushline.engine.protocol.WaiterViewSnapshotDecoder;
import org.agrona.DirectBuffer;

/**
 * A party in a line, or what became of its wait.
 *
 * @param category index in the show's seat plan, or -1 for any
 * @param ticket the party's number in its show's line
 * @param sequence of the command that changed it last
 */
public record WaiterView(
        long waiterId,
        long showId,
        String customer,
        int quantity,
        int category,
        long expiresAtMs,
        long ticket,
        State state,
        long sequence) {

    /** What a wait can be; an offered one is a hold under the waiter's id. */
    public enum State {
        WAITING,
        OFFERED,
        TIMED_OUT,
        INSUFFICIENT,
        LEFT,
        SHOW_FULL
    }

    /** Out of the message that a snapshot has. */
    static WaiterView decode(DirectBuffer buffer, int offset, long ticket) {
        WaiterViewSnapshotDecoder message =
                new WaiterViewSnapshotDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder());
        return new WaiterView(
                message.waiterId(),
                message.showId(),
                message.customer(),
                message.quantity(),
                message.category(),
                message.expiresAtMs(),
                ticket,
                state(message.state()),
                message.sequence());
    }

    private static State state(WaitState state) {
        return switch (state) {
            case WAITING -> State.WAITING;
            case OFFERED -> State.OFFERED;
            case TIMED_OUT -> State.TIMED_OUT;
            case INSUFFICIENT -> State.INSUFFICIENT;
            case LEFT -> State.LEFT;
            case SHOW_FULL -> State.SHOW_FULL;
            case SBE_UNKNOWN, NULL_VAL -> throw new IllegalArgumentException("a wait without a state");
        };
    }
}
