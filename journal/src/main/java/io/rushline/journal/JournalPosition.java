package io.rushline.journal;

/**
 * A place between two commands of a journal.
 *
 * @param sequence of the command in front of it, 0 for the start
 * @param epoch in which that command was written
 * @param timestampMs of that command
 */
public record JournalPosition(long sequence, long epoch, long timestampMs) {
    /** In front of the first command. */
    public static final JournalPosition START = new JournalPosition(0, 0, 0);
}
