package io.rushline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** Outcomes that wait for the journal, together more than their log has room for. */
class LateOutcomesTest {
    private static final int RING = 64;

    private final long seed = Long.getLong("rushline.seed", new Random().nextLong());
    private final RecordingJournal journal = new RecordingJournal();
    private final RecordingPublisher publisher = new RecordingPublisher(journal);
    private final ReplyTo sender = (correlation, reply, offset, length) -> {};
    private final Queue<Throwable> fatal = new ConcurrentLinkedQueue<>();

    @Test
    void shouldPublishEachWholeAndInOrderWhenTheLogIsFull() {
        Random random = new Random(seed);
        Commands commands = new Commands();
        List<Integer> plans = new ArrayList<>();
        int count = 0;
        try (Pipeline pipeline = Pipeline.builder(new Engine(EngineLimits.SMALL), journal, publisher)
                .clock(() -> 1_000)
                .ringSize(RING)
                .onFatal(fatal::add)
                .start()) {
            for (int round = 0; round < 10; round++) {
                journal.holdCommits();
                for (int i = 0; i < RING; i++) {
                    boolean isPlan = random.nextInt(3) == 0;
                    DirectBuffer command = isPlan
                            ? Commands.padded(commands.seatPlan(), 500 + random.nextInt(12_000))
                            : commands.unknownWaiter();
                    if (isPlan) {
                        plans.add(command.capacity());
                    }
                    assertThat(pipeline.offer(sender, 1, command, 0, command.capacity()))
                            .isTrue();
                    count++;
                }
                await().until(pipeline::isDecided);
                journal.releaseCommits();
                await().until(pipeline::isIdle);
            }
        }
        assertThat(fatal).isEmpty();
        assertThat(publisher.tooEarly()).isEmpty();
        assertThat(publisher.replies())
                .as("seed %d", seed)
                .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
        assertThat(publisher.definitionLengths()).as("seed %d", seed).isEqualTo(plans);
    }
}
