package io.rushline.pipeline;

import com.lmax.disruptor.EventHandler;

/** The stage that writes commands to the journal, a batch at a time. */
final class Journaler implements EventHandler<Slot> {
    private final CommandJournal journal;
    private final long firstSequence;
    private final Failure failure;
    private final PipelineFigures figures;
    private final long[] sampledNs;
    private long timestampMs;
    private int sampled;
    private int batchSize;

    Journaler(
            CommandJournal journal,
            long firstSequence,
            long lastTimestampMs,
            int maxBatch,
            Failure failure,
            PipelineFigures figures) {
        this.journal = journal;
        this.firstSequence = firstSequence;
        this.failure = failure;
        this.figures = figures;
        sampledNs = new long[maxBatch / PipelineFigures.SAMPLE_EVERY + 1];
        timestampMs = lastTimestampMs;
    }

    @Override
    public void onEvent(Slot slot, long ringSequence, boolean endOfBatch) {
        failure.stopIfFailed();
        timestampMs = Math.max(timestampMs, slot.timestampMs());
        journal.append(
                firstSequence + ringSequence, timestampMs, slot.command(), slot.commandOffset(), slot.lengthBytes());
        batchSize++;
        if (PipelineFigures.isSampled(ringSequence)) {
            sampledNs[sampled++] = slot.offeredNs();
        }
        if (endOfBatch) {
            commit();
        }
    }

    private void commit() {
        long beforeNs = System.nanoTime();
        journal.commit();
        figures.committed(batchSize, sampledNs, sampled, beforeNs, System.nanoTime());
        batchSize = 0;
        sampled = 0;
    }
}
