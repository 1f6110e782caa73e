package io.rushline.loadtest.bench;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.pipeline.ReplyPublisher;
import io.rushline.pipeline.ReplyTo;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Counts replies and refusals, and takes the time of each reply from when its command should have been offered.
 *
 * <p>Replies come in the order of their commands, so that a reply's number tells which command it is for.
 *
 * <p>Threading: the publisher's thread calls it; {@link #begin} is for when the pipeline is idle. Allocation: none.
 */
final class CountingPublisher implements ReplyPublisher {
    private static final long HIGHEST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int CODE = MessageHeaderDecoder.ENCODED_LENGTH + RefusedDecoder.codeEncodingOffset();

    private Histogram latencies = new Histogram(HIGHEST_NS, 3);
    private double nsPerCommand;
    private long startNs;
    private long count;
    private long refusedCount;
    private volatile long published;

    /**
     * Starts to count at 0.
     *
     * @param newNsPerCommand between the intended times of two commands; 0 takes no times
     */
    void begin(long newStartNs, double newNsPerCommand) {
        latencies = new Histogram(HIGHEST_NS, 3);
        startNs = newStartNs;
        nsPerCommand = newNsPerCommand;
        count = 0;
        refusedCount = 0;
        published = 0;
    }

    /** Replies whose batch has ended. */
    long published() {
        return published;
    }

    long refusedCount() {
        return refusedCount;
    }

    /** In nanoseconds. */
    Histogram latencies() {
        return latencies;
    }

    @Override
    public void onEvent(DirectBuffer event, int offset, int length) {
        // Only replies are counted: a command has one reply and any number of events.
    }

    @Override
    public void onReply(ReplyTo sender, long correlation, DirectBuffer reply, int offset, int length) {
        if (reply.getByte(offset + CODE) != 0) {
            refusedCount++;
        }
        if (nsPerCommand > 0) {
            long intendedNs = startNs + (long) (count * nsPerCommand);
            latencies.recordValue(Math.max(0, Math.min(HIGHEST_NS, System.nanoTime() - intendedNs)));
        }
        count++;
    }

    @Override
    public void onBatchEnd() {
        published = count;
    }
}
