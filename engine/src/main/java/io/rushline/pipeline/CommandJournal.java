package io.rushline.pipeline;

import org.agrona.DirectBuffer;

/**
 * Where commands are kept before anybody hears of their outcome.
 *
 * <p>Threading: one thread calls all methods.
 */
public interface CommandJournal {
    /** The largest command there is; a larger one is refused before it gets a sequence. */
    int MAX_COMMAND_BYTES = 1024 * 1024;

    /**
     * Adds a command to the batch.
     *
     * @param sequence one more than the one before
     * @param timestampMs never less than the one before
     * @param command a whole SBE message with its header, only lent
     */
    void append(long sequence, long timestampMs, DirectBuffer command, int offset, int length);

    /**
     * Ends the batch. When this returns, all that was appended is as durable as the journal promises; when it throws,
     * the process must stop.
     */
    void commit();
}
