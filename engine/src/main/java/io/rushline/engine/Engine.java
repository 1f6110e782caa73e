package io.rushline.engine;

import org.agrona.DirectBuffer;

/** Decides every command, in sequence order. */
public final class Engine {
    /** What {@link #nextDeadlineMs()} answers when nothing is due, ever. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /**
     * Applies one command: first everything that is due at or before its timestamp, then the command itself.
     *
     * @param sequence the command's place in the journal, one more than the one before
     * @param timestampMs never less than the one before
     * @param command a whole SBE message with its header, only lent
     * @param outbox takes the events, then the reply if the command has one
     */
    public void apply(long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox) {
        outbox.clear();
    }

    /** When something expires next, or {@link #NO_DEADLINE}. */
    public long nextDeadlineMs() {
        return NO_DEADLINE;
    }

    /** A hash of the whole logical state; equal states have equal hashes, however they were reached. */
    public long stateHash() {
        return 0;
    }
}
