package io.rushline.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.agrona.DirectBuffer;

/** A journal in memory whose commits can be held up or made to fail. */
final class RecordingJournal implements CommandJournal {
    record Entry(long sequence, long timestampMs, int templateId, int lengthBytes, int hash) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Semaphore commits = new Semaphore(Integer.MAX_VALUE / 2);
    private long appendedSequence;
    private volatile long committedSequence;
    private volatile long failFromSequence = Long.MAX_VALUE;
    private volatile int largestBatch;
    private int batch;

    @Override
    public synchronized void append(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {
        byte[] content = new byte[length];
        command.getBytes(offset, content);
        int templateId = command.getShort(offset + 2);
        entries.add(new Entry(sequence, timestampMs, templateId, length, java.util.Arrays.hashCode(content)));
        appendedSequence = sequence;
        batch++;
    }

    @Override
    public void commit() {
        commits.acquireUninterruptibly();
        if (appendedSequence >= failFromSequence) {
            throw new IllegalStateException("the disk is broken");
        }
        largestBatch = Math.max(largestBatch, batch);
        batch = 0;
        committedSequence = appendedSequence;
    }

    void holdCommits() {
        commits.drainPermits();
    }

    void releaseCommits() {
        commits.release(Integer.MAX_VALUE / 2);
    }

    void failFrom(long sequence) {
        failFromSequence = sequence;
    }

    long committedSequence() {
        return committedSequence;
    }

    int largestBatch() {
        return largestBatch;
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
