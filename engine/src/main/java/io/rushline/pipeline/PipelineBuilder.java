package io.rushline.pipeline;

import io.rushline.engine.Engine;
import java.util.function.Consumer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.SystemEpochClock;
import org.jspecify.annotations.Nullable;

/** What a pipeline is made of. The first sequence and the first timestamp follow from where the engine stands. */
public final class PipelineBuilder {
    final Engine engine;
    final CommandJournal journal;
    final ReplyPublisher publisher;
    EpochClock clock = SystemEpochClock.INSTANCE;
    int ringSize = 8_192;
    int maxBatch = 1_024;
    long maxLargeCommandBytes = 64L * 1024 * 1024;
    Waiting waiting = Waiting.PARKING;
    private @Nullable Consumer<Throwable> onFatal;

    PipelineBuilder(Engine engine, CommandJournal journal, ReplyPublisher publisher) {
        this.engine = engine;
        this.journal = journal;
        this.publisher = publisher;
    }

    public PipelineBuilder clock(EpochClock clock) {
        this.clock = clock;
        return this;
    }

    /** Commands that may be on their way at once, a power of two. */
    public PipelineBuilder ringSize(int ringSize) {
        if (Integer.bitCount(ringSize) != 1) {
            throw new IllegalArgumentException("The ring size must be a power of two, not " + ringSize);
        }
        this.ringSize = ringSize;
        return this;
    }

    /** Commands that may share one commit of the journal, at least 1. */
    public PipelineBuilder maxBatch(int maxBatch) {
        if (maxBatch < 1) {
            throw new IllegalArgumentException("The batch bound must be at least 1, not " + maxBatch);
        }
        this.maxBatch = maxBatch;
        return this;
    }

    /** Memory for all commands together that are too large for their slots. */
    public PipelineBuilder maxLargeCommandBytes(long maxLargeCommandBytes) {
        this.maxLargeCommandBytes = maxLargeCommandBytes;
        return this;
    }

    public PipelineBuilder waiting(Waiting waiting) {
        this.waiting = waiting;
        return this;
    }

    /** Must be given. Told once, on the thread of the stage that failed; the process must then end. */
    public PipelineBuilder onFatal(Consumer<Throwable> onFatal) {
        this.onFatal = onFatal;
        return this;
    }

    /** Starts the stages' threads. From here on the engine and the journal belong to them. */
    public Pipeline start() {
        if (onFatal == null) {
            throw new IllegalStateException("Nobody would hear of a fatal error: give onFatal");
        }
        Pipeline pipeline = new Pipeline(this, onFatal);
        pipeline.start();
        return pipeline;
    }
}
