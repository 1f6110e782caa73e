package io.rushline.loadtest.report;

/**
 * One party's time in the line, as the replies told it.
 *
 * @param endedSequence when it ended, {@link #NEVER} when it had not ended at the last look, {@link #UNKNOWN} when the
 *     server could not be asked any more
 */
public record Wait(String showId, String waiterId, long joinedSequence, long endedSequence, End end) {
    public static final long NEVER = Long.MAX_VALUE;
    public static final long UNKNOWN = -1;

    /** How it ended. */
    public enum End {
        /** By an offer. */
        OFFERED,
        /** In another way: left, timed out, too few seats, show full. */
        WITHOUT_OFFER,
        /** Still waiting at the last look. */
        NOT_YET,
        UNKNOWN
    }
}
