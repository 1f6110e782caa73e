package io.rushline.loadtest.wire;

/**
 * No reply came.
 *
 * @param detail for people, one line
 * @param sentNs {@link System#nanoTime()} when the request went out; for one that never did, when that was last tried, or when
 *     it was asked for if it found no connection in time
 */
public record Failure(Cause cause, String detail, long sentNs) implements Outcome {
    /** Why there is none. All but {@code UNREACHABLE} leave open whether the server did what it was asked to. */
    public enum Cause {
        UNREACHABLE("unreachable"),
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
}
