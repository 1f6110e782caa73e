package io.rushline.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SaleClosedEncoder;
import io.rushline.journal.event.EventHandler;
import io.rushline.journal.event.EventLog;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a standby adds to the queue of its former primary. */
class EventBacklogTest {
    @TempDir
    private Path directory = Path.of("");

    private final EventBacklog backlog = new EventBacklog();

    @Test
    void shouldCompleteAQueueThatReachesToIt() {
        tell(backlog, 4, 9);
        try (EventLog queue = EventLog.open(directory)) {
            tell(queue, 1, 6);

            assertThat(backlog.follows(queue.lastEventId(), 9)).isFalse();
            queue.flush();
            assertThat(backlog.follows(queue.lastEventId(), 9)).isTrue();
            backlog.complete(queue, 9);
            assertThat(queue.lastEventId()).isEqualTo(9);
        }
    }

    @Test
    void shouldLeaveAQueueAloneThatEndsBeforeIt() {
        tell(backlog, 4, 9);
        try (EventLog queue = EventLog.open(directory)) {
            tell(queue, 1, 2);
            queue.flush();

            assertThatIllegalStateException()
                    .isThrownBy(() -> backlog.complete(queue, 9))
                    .withMessageContaining("ends with event 2");
            assertThat(queue.lastEventId()).isEqualTo(2);
        }
    }

    /** All that was here is in the queue, as its heads said, and then it turns out that its last blocks are not whole. */
    @Test
    void shouldNotTakeAnEmptyOneForComplete() {
        tell(backlog, 1, 9);
        backlog.dropUpTo(9);
        try (EventLog queue = EventLog.open(directory)) {
            tell(queue, 1, 8);
            queue.flush();

            assertThat(backlog.follows(8, 9)).isFalse();
            assertThatIllegalStateException().isThrownBy(() -> backlog.complete(queue, 9));
            tell(queue, 9, 9);
            queue.flush();
            backlog.complete(queue, 9);
            assertThat(queue.lastEventId()).isEqualTo(9);
        }
    }

    private static void tell(EventHandler to, long first, long last) {
        UnsafeBuffer event = new UnsafeBuffer(new byte[64]);
        for (long id = first; id <= last; id++) {
            new SaleClosedEncoder()
                    .wrapAndApplyHeader(event, 0, new MessageHeaderEncoder())
                    .eventId(id);
            to.onEvent(0, 0, event, 0, MessageHeaderEncoder.ENCODED_LENGTH + SaleClosedEncoder.BLOCK_LENGTH);
        }
    }
}
