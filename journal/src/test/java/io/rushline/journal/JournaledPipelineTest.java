package io.rushline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.LeaveLineEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.StartEpochEncoder;
import io.rushline.journal.append.Durability;
import io.rushline.journal.append.JournalWriter;
import io.rushline.journal.replay.JournalFollower;
import io.rushline.journal.replay.ReplaySummary;
import io.rushline.pipeline.Pipeline;
import io.rushline.pipeline.ReplyPublisher;
import io.rushline.pipeline.ReplyTo;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournaledPipelineTest {
    private static final int RUNS = 3;
    private static final int COMMANDS = 2_000;

    @TempDir
    Path root;

    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private final AtomicInteger replies = new AtomicInteger();
    private final MutableDirectBuffer command = new UnsafeBuffer(new byte[100_000]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @Test
    void shouldReplayIntoSameStateWhenRestarted() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        AtomicLong clock = new AtomicLong(1_790_000_000_000L);
        long hash = 0;
        for (int run = 0; run < RUNS; run++) {
            Engine engine = new Engine(EngineLimits.SMALL);
            long hashBefore = hash;
            try (DataDirectory directory = DataDirectory.open(root)) {
                ReplaySummary replayed = replay(directory, engine);
                assertThat(replayed.lastSequence()).as("seed %d", seed).isEqualTo(run * (COMMANDS + 1L));
                if (run > 0) {
                    assertThat(engine.stateHash()).as("seed %d", seed).isEqualTo(hashBefore);
                }
                try (JournalWriter writer = JournalWriter.open(directory, replayed, Durability.DISK);
                        Pipeline pipeline = Pipeline.builder(engine, writer, new CountingPublisher())
                                .clock(clock::get)
                                .onFatal(fatal::add)
                                .start()) {
                    offer(pipeline, startEpoch(writer.epoch()));
                    for (int i = 0; i < COMMANDS; i++) {
                        clock.addAndGet(random.nextInt(2_000) - 5);
                        offer(pipeline, leaveLine(random));
                    }
                }
            }
            hash = engine.stateHash();
            assertThat(replies).as("seed %d", seed).hasValue((run + 1) * COMMANDS);
            assertThat(fatal).isEmpty();
        }
    }

    private static ReplaySummary replay(DataDirectory directory, Engine engine) {
        Outbox outbox = new Outbox();
        return JournalFollower.replay(
                directory.journal(),
                JournalPosition.START,
                (sequence, timestampMs, buffer, offset, length) ->
                        engine.apply(sequence, timestampMs, buffer, offset, length, outbox));
    }

    private void offer(Pipeline pipeline, int length) {
        while (!pipeline.offer(new NoOne(), 1, command, 0, length)) {
            assertThat(pipeline.isStopped()).isFalse();
            Thread.onSpinWait();
        }
    }

    private int startEpoch(long epoch) {
        StartEpochEncoder message = new StartEpochEncoder().wrapAndApplyHeader(command, 0, header);
        message.epoch(epoch);
        EngineLimits.SMALL.encode(message);
        return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
    }

    /** Refused by the engine, and remembered under its request id. The bytes behind it make sizes differ. */
    private int leaveLine(Random random) {
        LeaveLineEncoder message = new LeaveLineEncoder().wrapAndApplyHeader(command, 0, header);
        message.requestId().high(random.nextLong()).low(1);
        message.waiterId(9).customer("ann");
        int length = MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        return length + (random.nextInt(200) == 0 ? random.nextInt(50_000) : 0);
    }

    private static final class NoOne implements ReplyTo {
        @Override
        public void onReply(long correlation, DirectBuffer reply, int offset, int length) {
            // Replies are counted by the publisher.
        }
    }

    private final class CountingPublisher implements ReplyPublisher {
        @Override
        public void onEvent(DirectBuffer event, int offset, int length) {
            // Refusals bring about no events.
        }

        @Override
        public void onReply(ReplyTo sender, long correlation, DirectBuffer reply, int offset, int length) {
            replies.incrementAndGet();
        }

        @Override
        public void onBatchEnd() {
            // There is nothing to flush.
        }
    }
}
