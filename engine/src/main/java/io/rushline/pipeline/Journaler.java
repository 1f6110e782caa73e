package io.rushline.pipeline;

import com.lmax.disruptor.EventHandler;

/** The stage that writes commands to the journal, a batch at a time. */
final class Journaler implements EventHandler<Slot> {
    private final CommandJournal journal;
    private final long firstSequence;
    private final Failure failure;
    private long timestampMs;

    Journaler(CommandJournal journal, long firstSequence, long lastTimestampMs, Failure failure) {
        this.journal = journal;
        this.firstSequence = firstSequence;
        this.failure = failure;
        timestampMs = lastTimestampMs;
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) {
        failure.stopIfFailed();
        timestampMs = Math.max(timestampMs, slot.timestampMs());
        journal.append(firstSequence + ringSequence, timestampMs, slot.command(), 0, slot.lengthBytes());
        if (endOfBatch) {
            journal.commit();
        }
    }
}
