package io.rushline.journal.audit;

import java.nio.file.Path;

/**
 * A snapshot, and what a replay says to it.
 *
 * @param file the snapshot
 * @param sequence of the last command that is in it
 */
public record Checkpoint(Path file, long sequence, Outcome outcome) {
    /** What came of a comparison. */
    public enum Outcome {
        /** The replay came to the same hash. */
        AGREES,
        /** The replay came to another hash. */
        DISAGREES,
        /** The replay began with it, and has nothing in front of it to compare. */
        BEGUN_WITH,
        /** The journal ends in front of it. */
        UNREACHED,
        /** The file is not what was written. */
        DAMAGED
    }

    /** Whether nothing is wrong with it. */
    public boolean isGood() {
        return outcome == Outcome.AGREES || outcome == Outcome.BEGUN_WITH;
    }
}
