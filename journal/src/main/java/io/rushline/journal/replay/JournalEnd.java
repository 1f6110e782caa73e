package io.rushline.journal.replay;

import java.util.List;

/**
 * Where a journal ends, as a writer must know it to go on.
 *
 * @param lastIndex the queue's index of the last excerpt, -1 when there is none
 * @param openFromMs the earliest moment whose file may still be appended to: those before it have their end mark
 * @param tornFiles files that hold something behind their last valid excerpt
 */
public record JournalEnd(long lastIndex, long openFromMs, List<TornFile> tornFiles) {
    /** An empty directory. */
    static final JournalEnd OF_NOTHING = new JournalEnd(-1, 0, List.of());
}
