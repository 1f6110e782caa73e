package io.rushline.journal.replay;

import org.agrona.DirectBuffer;

/** Takes the commands of a journal one by one, in sequence order. */
@FunctionalInterface
public interface CommandHandler {
    /**
     * One command as it was applied.
     *
     * @param sequence one more than the one before
     * @param timestampMs never less than the one before
     * @param command a whole SBE message with its header, only lent
     */
    void onCommand(long sequence, long timestampMs, DirectBuffer command, int offset, int length);

    /**
     * A command that is handed over soon: whoever wants to waits for the memory of several at once. It may be one that was handed over
     * before.
     *
     * @param command as for {@link #onCommand}
     */
    default void readAhead(DirectBuffer command, int offset) {}
}
