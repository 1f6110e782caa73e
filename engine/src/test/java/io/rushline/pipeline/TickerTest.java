package io.rushline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.TickDecoder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

class TickerTest {
    private static final long START_MS = 1_790_000_000_000L;
    private static final int HOLDS = 5;
    private static final EngineLimits ONE_STEP =
            new EngineLimits(10, 10, 100, 100, 100, 100, 200, 1, TimeUnit.MINUTES.toMillis(15), 1 << 16);

    private final Commands commands = new Commands();
    private final RecordingJournal journal = new RecordingJournal();
    private final RecordingPublisher publisher = new RecordingPublisher(journal);

    private final AtomicReference<Throwable> fatal = new AtomicReference<>();

    @Test
    void shouldTickOnceWhenHoldIsDueAndNothingArrives() {
        AtomicLong clock = new AtomicLong(START_MS);
        AtomicInteger clockReads = new AtomicInteger();
        try (Pipeline pipeline = Pipeline.builder(new Engine(EngineLimits.SMALL), journal, publisher)
                .clock(() -> {
                    clockReads.incrementAndGet();
                    return clock.get();
                })
                .onFatal(fatal::set)
                .start()) {
            offer(pipeline, commands.seatPlan());
            offer(pipeline, commands.show(1, START_MS));
            offer(pipeline, commands.hold(2));
            await().until(() -> publisher.replies().size() == 3);
            clock.set(START_MS + 999);
            // Only the ticker reads the clock now, and all these looks find nothing due.
            int before = clockReads.get();
            await().until(() -> clockReads.get() > before + 3);
            assertThat(journal.entries()).hasSize(3);

            clock.set(START_MS + 1_000);
            await().until(() -> publisher.eventTemplates().contains(HoldExpiredDecoder.TEMPLATE_ID));
            offer(pipeline, commands.unknownWaiter());
            await().until(() -> publisher.replies().size() == 4);
        }
        assertThat(fatal).hasNullValue();
        assertThat(journal.entries())
                .extracting(RecordingJournal.Entry::templateId)
                .filteredOn(templateId -> templateId == TickDecoder.TEMPLATE_ID)
                .hasSize(1);
        assertThat(journal.entries().get(3).timestampMs()).isEqualTo(START_MS + 1_000);
        assertThat(publisher.replies()).containsExactly(1L, 2L, 3L, 5L);
    }

    /** As after a clock was set back, or a take-over by a machine whose clock is behind. */
    @Test
    void shouldGoOnWithWhatIsLeftOverWhenTheClockIsBehind() {
        Thread asking = Thread.currentThread();
        AtomicLong clock = new AtomicLong(START_MS);
        Engine engine = new Engine(ONE_STEP);
        try (Pipeline pipeline = Pipeline.builder(engine, journal, publisher)
                .clock(() -> Thread.currentThread() == asking ? clock.get() : START_MS - 10_000)
                .onFatal(fatal::set)
                .start()) {
            offer(pipeline, commands.seatPlan());
            offer(pipeline, commands.show(1, START_MS));
            for (int i = 0; i < HOLDS; i++) {
                offer(pipeline, commands.hold(2));
            }
            clock.addAndGet(1_000);
            offer(pipeline, commands.unknownWaiter());

            await().until(() -> publisher.eventTemplates().stream()
                            .filter(template -> template == HoldExpiredDecoder.TEMPLATE_ID)
                            .count()
                    == HOLDS);
        }
        assertThat(fatal).hasNullValue();
        assertThat(journal.entries())
                .hasSizeGreaterThan(HOLDS + 3)
                .filteredOn(entry -> entry.sequence() > HOLDS + 3)
                .allSatisfy(tick -> assertThat(tick.timestampMs()).isEqualTo(START_MS + 1_000));
    }

    private static void offer(Pipeline pipeline, DirectBuffer command) {
        assertThat(pipeline.offer((correlation, reply, offset, length) -> {}, 1, command, 0, command.capacity()))
                .isTrue();
    }
}
