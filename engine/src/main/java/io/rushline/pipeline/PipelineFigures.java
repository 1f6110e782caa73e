package io.rushline.pipeline;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;

/**
 * What a pipeline has done since its start, and how long it took.
 *
 * <p>Latencies are those of one command in {@value #SAMPLE_EVERY}: reading the clock for each would cost more than
 * deciding it. All else counts everything.
 *
 * <p>Threading: each figure has one stage that writes it, but for the refusals of a full ring; any thread reads.
 *
 * <p>Allocation: none.
 */
public final class PipelineFigures {
    /** A power of two. */
    static final int SAMPLE_EVERY = 8;

    /** Numbers of commands and codes are below this. */
    public static final int MAX_NUMBER = 64;

    private static final int SHORTEST_EXPONENT = 10;
    private static final int LONGEST_EXPONENT = 34;
    private static final int LARGEST_BATCH_EXPONENT = 14;
    private static final int CODE_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH + RefusedDecoder.codeEncodingOffset();

    private final AtomicLongArray commands = new AtomicLongArray(MAX_NUMBER * MAX_NUMBER);
    private final LongAdder turnedAway = new LongAdder();
    private final Histogram durable = new Histogram(SHORTEST_EXPONENT, LONGEST_EXPONENT);
    private final Histogram published = new Histogram(SHORTEST_EXPONENT, LONGEST_EXPONENT);
    private final Histogram commit = new Histogram(SHORTEST_EXPONENT, LONGEST_EXPONENT);
    private final Histogram batch = new Histogram(1, LARGEST_BATCH_EXPONENT);

    PipelineFigures() {}

    /** Whether the command in this place of the ring is one whose latencies are measured. */
    static boolean isSampled(long ringSequence) {
        return (ringSequence & (SAMPLE_EVERY - 1)) == 0;
    }

    /**
     * Commands of a template that were answered with a code, or published without an answer as code 0.
     *
     * @param templateId below {@link #MAX_NUMBER}
     * @param code below {@link #MAX_NUMBER}
     */
    public long commands(int templateId, int code) {
        return commands.get(templateId * MAX_NUMBER + code);
    }

    /** Commands that were not taken because the ring, or the memory of large commands, was full. */
    public long turnedAway() {
        return turnedAway.sum();
    }

    /** Nanoseconds from a command's being offered to its being in the journal. */
    public Histogram durableNs() {
        return durable;
    }

    /** Nanoseconds from a command's being offered to its outcome's being handed out. */
    public Histogram publishedNs() {
        return published;
    }

    /** Nanoseconds that each commit of the journal took, its force included. */
    public Histogram commitNs() {
        return commit;
    }

    /** Commands of each commit. */
    public Histogram batchSizes() {
        return batch;
    }

    /** A batch is in the journal; so are the sampled commands of it, which were offered at these times. */
    void committed(int batchSize, long[] offeredNs, int sampled, long beforeNs, long nowNs) {
        batch.add(batchSize);
        commit.add(nowNs - beforeNs);
        for (int i = 0; i < sampled; i++) {
            durable.add(nowNs - offeredNs[i]);
        }
    }

    /** The outcome of a sampled command was handed out. */
    void handedOut(long offeredNs, long nowNs) {
        published.add(nowNs - offeredNs);
    }

    void turnAway() {
        turnedAway.increment();
    }

    /** The code of any reply. */
    static int code(DirectBuffer reply, int offset) {
        return reply.getByte(offset + CODE_OFFSET) & 0xFF;
    }

    void published(int templateId, int code) {
        int index = (templateId & (MAX_NUMBER - 1)) * MAX_NUMBER + (code & (MAX_NUMBER - 1));
        commands.lazySet(index, commands.getPlain(index) + 1);
    }
}
