package io.rushline.loadtest.wire;

/**
 * No reply came.
 *
 * @param detail for people, one line
 * @param sentNs {@link System#nanoTime()} when the request went out; for one that never did, when that was last tried, or when
 *     it was asked for if it found no connection in time
 */
public record Failure(Cause cause, String detail, long sentNs) implements Outcome {
    /** Why there is none. */
    public enum Cause {
        /** No connection could be made. */
        UNREACHABLE("unreachable"),
        /** None of the connections was free in time. */
        NOT_SENT("not sent"),
        BROKEN("connection broken"),
        ENDED("subscription ended"),
        TIMED_OUT("timed out"),
        CANCELLED("cancelled");

        private final String label;

        Cause(String label) {
            this.label = label;
        }

        /** As the report prints it. */
        public String label() {
            return label;
        }
    }

    /** Whether the server may have done what it was asked to: it has heard nothing of what was not sent. */
    public boolean leavesOpen() {
        return cause != Cause.UNREACHABLE && cause != Cause.NOT_SENT;
    }
}
