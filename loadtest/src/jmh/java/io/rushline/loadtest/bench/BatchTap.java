package io.rushline.loadtest.bench;

import io.rushline.journal.Excerpt;
import io.rushline.journal.append.JournalWriter;
import io.rushline.pipeline.CommandJournal;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;

/**
 * A journal that notes how long each batch is, on its way to a real one that is new: the engine's first command becomes
 * its first.
 *
 * <p>Threading: as of a journal; the lengths are to be read when the pipeline is idle.
 */
final class BatchTap implements CommandJournal {
    private final JournalWriter journal;
    private final long sequenceBefore;
    private final IntArrayList lengthsBytes = new IntArrayList();
    private int lengthBytes = Excerpt.HEADER_BYTES;

    /** @param sequenceBefore of the last command that the engine decided without a journal */
    BatchTap(JournalWriter journal, long sequenceBefore) {
        this.journal = journal;
        this.sequenceBefore = sequenceBefore;
    }

    @Override
    public void append(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        journal.append(sequence - sequenceBefore, timestampMs, command, offset, length);
        lengthBytes += Excerpt.COMMAND_HEADER_BYTES + length;
    }

    @Override
    public void commit() {
        journal.commit();
        lengthsBytes.addInt(lengthBytes);
        lengthBytes = Excerpt.HEADER_BYTES;
    }

    /** The lengths since the last call, in order. */
    int[] takeLengthsBytes() {
        int[] taken = lengthsBytes.toIntArray();
        lengthsBytes.clear();
        return taken;
    }
}
