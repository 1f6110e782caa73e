package io.rushline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaitingTest {
    private static final long NOW_MS = 1_790_000_000_000L;
    private static final int COMMANDS = 20;

    private final RecordingJournal journal = new RecordingJournal();
    private final RecordingPublisher publisher = new RecordingPublisher(journal);
    private final List<Throwable> fatal = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @EnumSource
    void shouldAnswerAllHoweverTheStagesWait(Waiting waiting) {
        DirectBuffer command = new Commands().unknownWaiter();
        try (Pipeline pipeline = Pipeline.builder(new Engine(EngineLimits.SMALL), journal, publisher)
                .clock(() -> NOW_MS)
                .onFatal(fatal::add)
                .waiting(waiting)
                .start()) {
            for (int i = 0; i < COMMANDS; i++) {
                assertThat(pipeline.offer(
                                (correlation, reply, offset, length) -> {}, 7, command, 0, command.capacity()))
                        .isTrue();
            }
        }
        assertThat(publisher.replies()).hasSize(COMMANDS);
        assertThat(fatal).isEmpty();
    }
}
