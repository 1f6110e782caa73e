package io.rushline.journal.audit.fairness;

/**
 * Something that should not have happened.
 *
 * @param rule which rule it breaks
 * @param sequence of the command with which it happened
 * @param showId 0 when it is about no single show
 * @param text what happened, without a full stop
 */
public record Finding(Rule rule, long sequence, long showId, String text) {
    /** What an audit looks for. */
    public enum Rule {
        /** Commands, times and events are numbered without gaps, and nothing is dated back. */
        ORDER,
        /** A seat is given only while nobody has it, and taken only from who has it. */
        ONE_OWNER,
        /** Nobody is served before somebody who has waited longer, but as the policy allows. */
        NOBODY_OVERTAKEN,
        /** With FIRST_FIT, who passes others is explained by an event that tells the truth. */
        SKIP_EXPLAINED,
        /** Nobody waits while enough is free, or when enough can't come free any more. */
        NOBODY_FORGOTTEN,
        /** Holds, bookings and waits end for the reason that is given, by who may end them, and not before their time. */
        RIGHT_END,
        /** Seats are sold as asked, within the limits, for the show's prices, while it is on sale; shows change as asked. */
        TERMS,
        /** What the client was told is what happened, and nothing else that the client asked for. */
        TRUE_REPLY
    }
}
