package io.rushline.gateway.view;

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

    WaiterView ended(State newState, long newSequence) {
        return new WaiterView(
                waiterId, showId, customer, quantity, category, expiresAtMs, ticket, newState, newSequence);
    }
}
