package io.rushline.journal.replay;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a journal ends, as a writer must know it to go on.
 *
 * @param lastIndex the queue's index of the last excerpt, -1 when there is none
 * @param openFromMs the earliest moment whose file may still be appended to: those before it have their end mark
 * @param tornFiles files that hold something behind their last valid excerpt
 * @param lastFile the one with the last excerpt; empty when there is none
 * @param endOffset behind that excerpt
 */
public record JournalEnd(
        long lastIndex, long openFromMs, List<TornFile> tornFiles, Optional<Path> lastFile, long endOffset) {
    /** An empty directory. */
    static final JournalEnd OF_NOTHING = new JournalEnd(-1, 0, List.of(), Optional.empty(), 0);
}
