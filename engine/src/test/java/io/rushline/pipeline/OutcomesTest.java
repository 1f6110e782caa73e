package io.rushline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.Outbox;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Outcomes of any length come back as they were, however far behind the publisher is. */
class OutcomesTest {
    private static final int SLOTS = 256;

    private final long seed = Long.getLong("rushline.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Outcomes outcomes = new Outcomes(SLOTS);
    private final UnsafeBuffer commands = new UnsafeBuffer(new byte[Slot.INLINE_BYTES]);
    private final Queue<Slot> slots = new ArrayDeque<>();
    private final Queue<List<String>> expected = new ArrayDeque<>();
    private int inLog;
    private int inSlots;

    @Test
    void shouldGiveBackEachOutcomeInOrder() {
        for (int i = 0; i < 40_000; i++) {
            // By turns the publisher is close behind, and as far as the ring lets it.
            int most = (i >> 10 & 1) == 0 ? SLOTS : 2;
            while (slots.size() >= most) {
                publish();
            }
            decide();
        }
        while (!slots.isEmpty()) {
            publish();
        }
        assertThat(inLog).as("seed %d", seed).isGreaterThan(10_000);
        assertThat(inSlots).as("seed %d", seed).isGreaterThan(100);
    }

    @Test
    void shouldKeepUsualOutcomesInTheLogHoweverFarThePublisherIsBehind() {
        for (int i = 0; i < SLOTS; i++) {
            decide(List.of("x".repeat(100), "y".repeat(120)));
        }
        while (!slots.isEmpty()) {
            publish();
        }
        assertThat(inLog).isEqualTo(SLOTS);
    }

    private void decide() {
        List<String> messages = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            messages.add(message());
        }
        decide(messages);
    }

    private String message() {
        int length = switch (random.nextInt(20)) {
            case 0 -> random.nextInt(5_000);
            case 1 -> random.nextInt(500) == 0 ? 200_000 : 600;
            default -> random.nextInt(400);
        };
        return String.valueOf((char) ('a' + random.nextInt(26))).repeat(length);
    }

    private void decide(List<String> messages) {
        Outbox outbox = outcomes.begin();
        // As the engine does.
        outbox.clear();
        for (String message : messages) {
            byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
            outbox.append(new UnsafeBuffer(bytes), 0, bytes.length);
        }
        Slot slot = new Slot(commands, 0);
        outcomes.end(slot);
        slots.add(slot);
        expected.add(messages);
    }

    private void publish() {
        Slot slot = slots.remove();
        if (slot.largeOutcome() == null) {
            inLog++;
        } else {
            inSlots++;
        }
        List<String> read = new ArrayList<>();
        outcomes.read(slot, (buffer, offset, length) -> read.add(buffer.getStringWithoutLengthAscii(offset, length)));
        assertThat(read).as("seed %d", seed).isEqualTo(expected.remove());
    }
}
