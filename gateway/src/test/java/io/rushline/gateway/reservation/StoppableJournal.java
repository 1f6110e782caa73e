package io.rushline.gateway.reservation;

import io.rushline.pipeline.CommandJournal;
import java.util.concurrent.Semaphore;
import org.agrona.DirectBuffer;

/** A journal that keeps nothing and whose commits can be held up, as by a disk that takes its time. */
final class StoppableJournal implements CommandJournal {
    private final Semaphore commits = new Semaphore(1);

    @Override
    public void append(long sequence, long timestampMs, DirectBuffer command, int offset, int length) {}

    @Override
    public void commit() {
        commits.acquireUninterruptibly();
        commits.release();
    }

    /** No commit ends from now on. */
    void stop() {
        commits.acquireUninterruptibly();
    }

    void goOn() {
        commits.release();
    }
}
