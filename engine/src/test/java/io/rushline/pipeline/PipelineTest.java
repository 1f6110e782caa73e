package io.rushline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final long START_MS = 1_790_000_000_000L;

    private final AtomicLong clock = new AtomicLong(START_MS);
    private final Engine engine = new Engine(EngineLimits.SMALL);
    private final RecordingJournal journal = new RecordingJournal();
    private final RecordingPublisher publisher = new RecordingPublisher(journal);
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final ReplyTo sender = (correlation, reply, offset, length) -> answers.incrementAndGet();
    private final Commands commands = new Commands();
    private @Nullable Pipeline opened;

    @AfterEach
    void close() {
        journal.releaseCommits();
        if (opened != null) {
            opened.close();
        }
    }

    private PipelineBuilder builder() {
        return Pipeline.builder(engine, journal, publisher).clock(clock::get).onFatal(fatal::add);
    }

    private Pipeline start(PipelineBuilder builder) {
        Pipeline pipeline = builder.start();
        opened = pipeline;
        return pipeline;
    }

    private boolean offer(Pipeline pipeline, DirectBuffer command) {
        return pipeline.offer(sender, 7, command, 0, command.capacity());
    }

    private boolean offer(Producer producer) {
        DirectBuffer command = commands.unknownWaiter();
        return producer.offer(sender, 7, command, 0, command.capacity());
    }

    @Test
    void shouldNotReplyBeforeCommitHasReturned() {
        Pipeline pipeline = start(builder());
        journal.holdCommits();
        assertThat(offer(pipeline, commands.unknownWaiter())).isTrue();
        await().until(pipeline::isDecided);
        await().until(() -> journal.entries().size() == 1);

        assertThat(publisher.replies()).isEmpty();
        assertThat(pipeline.publishedSequence()).isZero();

        journal.releaseCommits();
        await().until(() -> publisher.replies().equals(List.of(1L)));
        assertThat(publisher.tooEarly()).isEmpty();
        assertThat(answers).hasValue(1);
    }

    @Test
    void shouldStopForGoodWhenCommitFails() {
        Pipeline pipeline = start(builder().maxBatch(1));
        for (int i = 0; i < 3; i++) {
            offer(pipeline, commands.unknownWaiter());
        }
        await().until(() -> publisher.replies().size() == 3);
        journal.failFrom(4);

        for (int i = 0; i < 10; i++) {
            offer(pipeline, commands.unknownWaiter());
        }
        await().until(pipeline::isStopped);
        pipeline.close();

        assertThat(fatal).singleElement().extracting(Throwable::getMessage).isEqualTo("the disk is broken");
        assertThat(publisher.replies()).containsExactly(1L, 2L, 3L);
        assertThat(pipeline.publishedSequence()).isEqualTo(3);
        assertThat(journal.entries()).hasSize(4);
        assertThat(offer(pipeline, commands.unknownWaiter())).isFalse();
    }

    @Test
    void shouldStopForGoodWhenEngineThrows() {
        Pipeline pipeline = start(builder());
        DirectBuffer noCommand = new UnsafeBuffer(new byte[64]);

        assertThat(offer(pipeline, noCommand)).isTrue();
        await().until(pipeline::isStopped);
        pipeline.close();

        assertThat(fatal)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("is no command");
        assertThat(publisher.replies()).isEmpty();
        assertThat(pipeline.publishedSequence()).isZero();
    }

    @Test
    void shouldStopForGoodWhenPublisherThrows() {
        Pipeline pipeline = start(builder());
        ReplyTo broken = (correlation, reply, offset, length) -> {
            throw new IllegalStateException("broken sender");
        };
        DirectBuffer command = commands.unknownWaiter();

        pipeline.offer(broken, 1, command, 0, command.capacity());
        await().until(pipeline::isStopped);
        pipeline.close();

        assertThat(fatal).singleElement().extracting(Throwable::getMessage).isEqualTo("broken sender");
        assertThat(pipeline.publishedSequence()).isZero();
    }

    @Test
    void shouldRefuseOffersOnlyWhileRingIsFull() {
        Pipeline pipeline = start(builder().ringSize(8));
        journal.holdCommits();
        int taken = 0;
        while (offer(pipeline, commands.unknownWaiter())) {
            taken++;
        }

        assertThat(taken).isEqualTo(8);
        assertThat(pipeline.remainingCapacity()).isZero();

        journal.releaseCommits();
        await().until(() -> publisher.replies().size() == 8);
        assertThat(offer(pipeline, commands.unknownWaiter())).isTrue();
        await().until(() -> publisher.replies().size() == 9);
    }

    @Test
    void shouldBoundBatchesWhenTold() {
        Pipeline pipeline = start(builder().maxBatch(4));
        journal.holdCommits();
        for (int i = 0; i < 50; i++) {
            offer(pipeline, commands.unknownWaiter());
        }
        journal.releaseCommits();

        await().until(() -> publisher.replies().size() == 50);
        assertThat(journal.largestBatch()).isBetween(2, 4);
        assertThat(publisher.batchEnds()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void shouldKeepTimestampsRisingWhenClockRunsBackwards() {
        Pipeline pipeline = start(builder());
        long[] times = {START_MS + 5, START_MS + 2, START_MS + 9, START_MS - 1_000, START_MS + 10};
        for (long time : times) {
            clock.set(time);
            offer(pipeline, commands.unknownWaiter());
        }

        await().until(() -> publisher.replies().size() == times.length);
        assertThat(journal.entries())
                .extracting(RecordingJournal.Entry::timestampMs)
                .containsExactly(START_MS + 5, START_MS + 5, START_MS + 9, START_MS + 9, START_MS + 10);
        assertThat(engine.lastTimestampMs()).isEqualTo(START_MS + 10);
    }

    @Test
    void shouldContinueBehindEngineWhenItHasReplayed() {
        DirectBuffer earlier = commands.unknownWaiter();
        engine.apply(1, START_MS + 500, earlier, 0, earlier.capacity(), new Outbox());
        Pipeline pipeline = start(builder());
        assertThat(pipeline.publishedSequence()).isEqualTo(1);

        offer(pipeline, commands.unknownWaiter());

        await().until(() -> pipeline.publishedSequence() == 2);
        RecordingJournal.Entry entry = journal.entries().get(0);
        assertThat(entry.sequence()).isEqualTo(2);
        assertThat(entry.timestampMs()).isEqualTo(START_MS + 500);
    }

    @Test
    void shouldDrainWhenClosed() {
        Pipeline pipeline = start(builder());
        journal.holdCommits();
        int taken = 0;
        for (int i = 0; i < 1_000; i++) {
            taken += offer(pipeline, commands.unknownWaiter()) ? 1 : 0;
        }
        Thread release = new Thread(journal::releaseCommits);
        release.start();
        pipeline.close();

        assertThat(publisher.replies()).hasSize(taken).hasSize(1_000);
        assertThat(offer(pipeline, commands.unknownWaiter())).isFalse();
        assertThat(journal.entries()).hasSize(1_000);
        assertThat(fatal).isEmpty();
    }

    @Test
    void shouldRefuseOfferWhenPipelineClosesInTheMiddleOfIt() throws InterruptedException {
        CountDownLatch insideOffer = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Pipeline pipeline = start(builder().clock(() -> {
            // An offer reads the clock between its first look at the pipeline and its claim of a slot.
            if (Thread.currentThread().getName().equals("late producer")) {
                insideOffer.countDown();
                awaitUninterruptibly(closed);
            }
            return START_MS;
        }));
        DirectBuffer command = commands.unknownWaiter();
        AtomicReference<@Nullable Boolean> taken = new AtomicReference<>();
        Thread producer = new Thread(() -> taken.set(offer(pipeline, command)), "late producer");
        producer.start();
        insideOffer.await();
        pipeline.close();
        closed.countDown();
        producer.join();

        assertThat(taken).hasValue(false);
        assertThat(journal.entries()).isEmpty();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldAnswerEveryAcceptedCommandOnceWhenManyOfferAndSomebodyCloses() throws InterruptedException {
        long seed = new Random().nextLong();
        Pipeline pipeline = start(builder().ringSize(64).maxBatch(16));
        AtomicLong accepted = new AtomicLong();
        List<Thread> producers = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            Random random = new Random(seed + p);
            Thread producer = new Thread(() -> produce(pipeline, random, accepted));
            producers.add(producer);
            producer.start();
        }
        await().until(() -> accepted.get() > 3_000);
        pipeline.close();
        for (Thread producer : producers) {
            producer.join(10_000);
        }

        assertThat(publisher.replies()).as("seed %d", seed).hasSize((int) accepted.get());
        assertThat(answers).as("seed %d", seed).hasValue((int) accepted.get());
        assertThat(publisher.tooEarly()).as("seed %d", seed).isEmpty();
        assertThat(journal.entries())
                .as("seed %d", seed)
                .extracting(RecordingJournal.Entry::sequence)
                .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, accepted.get())
                        .boxed()
                        .toList());
    }

    private void produce(Pipeline pipeline, Random random, AtomicLong accepted) {
        Commands own = new Commands();
        while (!pipeline.isStopped()) {
            DirectBuffer command = own.unknownWaiter(100 + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 100));
            clock.addAndGet(random.nextInt(5) - 1);
            if (pipeline.offer(sender, 1, command, 0, command.capacity())) {
                accepted.incrementAndGet();
            }
        }
    }

    @Test
    void shouldCarryLargeCommandsWithinTheirBound() {
        Pipeline pipeline = start(builder().maxLargeCommandBytes(3L * CommandJournal.MAX_COMMAND_BYTES));
        journal.holdCommits();
        DirectBuffer large = commands.unknownWaiter(CommandJournal.MAX_COMMAND_BYTES);
        for (int i = 0; i < 3; i++) {
            assertThat(offer(pipeline, large)).isTrue();
        }
        assertThat(offer(pipeline, large)).isFalse();
        assertThat(offer(pipeline, commands.unknownWaiter())).as("a small one").isTrue();

        journal.releaseCommits();
        await().until(() -> publisher.replies().size() == 4);
        assertThat(offer(pipeline, large)).isTrue();
        await().until(() -> publisher.replies().size() == 5);
        byte[] content = new byte[large.capacity()];
        large.getBytes(0, content);
        assertThat(journal.entries().get(4).hash()).isEqualTo(java.util.Arrays.hashCode(content));
    }

    @Test
    void shouldRefuseCommandAtOnceWhenItIsTooLargeTooShortOrOutOfBounds() {
        Pipeline pipeline = start(builder());
        DirectBuffer tooLarge = new UnsafeBuffer(new byte[CommandJournal.MAX_COMMAND_BYTES + 1]);
        DirectBuffer tooShort = new UnsafeBuffer(new byte[3]);

        assertThatThrownBy(() -> offer(pipeline, tooLarge)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> offer(pipeline, tooShort)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pipeline.offer(sender, 1, new UnsafeBuffer(new byte[8]), 4, 8))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(offer(pipeline, commands.unknownWaiter())).isTrue();
        await().until(() -> publisher.replies().equals(List.of(1L)));
    }

    @Test
    void shouldDecideTogetherWhatAProducerFlushes() {
        Pipeline pipeline = start(builder());
        Producer producer = pipeline.producer();
        for (int i = 0; i < 3; i++) {
            assertThat(offer(producer)).isTrue();
        }
        assertThat(offer(pipeline, commands.unknownWaiter())).isTrue();
        await("nothing that is not flushed, nor what is behind it")
                .during(Duration.ofMillis(100))
                .until(() -> publisher.replies().isEmpty());

        assertThat(offer(producer)).isTrue();
        await("what is in front of others' commands")
                .until(() -> publisher.replies().size() == 4);
        producer.flush();
        await().until(() -> publisher.replies().size() == 5);

        producer.flush();
        assertThat(offer(producer)).isTrue();
        producer.flush();
        await().until(() -> publisher.replies().size() == 6);
    }

    @Test
    void shouldNotHoldManyBackWithoutAFlush() {
        Pipeline pipeline = start(builder().ringSize(128));
        Producer producer = pipeline.producer();
        int accepted = 0;
        while (accepted < 1_000) {
            if (offer(producer)) {
                accepted++;
            } else {
                Thread.onSpinWait();
            }
        }
        producer.flush();

        await().until(() -> publisher.replies().size() == 1_000);
    }
}
