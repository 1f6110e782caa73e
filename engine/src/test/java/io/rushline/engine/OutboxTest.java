package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.engine.protocol.SeatsBookedEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();

    @Test
    void shouldGiveBackMessagesInTheirOrder() {
        append("first");
        append("");
        append("third");
        assertThat(content()).containsExactly("first", "", "third");
        assertThat(outbox.lengthBytes()).isEqualTo(3 * Integer.BYTES + 10);
    }

    @Test
    void shouldTakeWhatWasEncodedInPlace() {
        append("first");
        outbox.buffer().putStringWithoutLengthAscii(outbox.nextOffset(), "second");
        outbox.commit(6);
        assertThat(content()).containsExactly("first", "second");
    }

    @Test
    void shouldBeEmptyAfterClear() {
        assertThat(outbox.lengthBytes()).isZero();
        append("first");
        outbox.clear();
        assertThat(outbox.lengthBytes()).isZero();
        assertThat(content()).isEmpty();
        append("second");
        assertThat(content()).containsExactly("second");
    }

    @Test
    void shouldGrowAndGiveBackWhatALargeOutcomeTook() {
        String large = "x".repeat(100_000);
        append("small");
        append(large);
        assertThat(content()).containsExactly("small", large);
        assertThat(outbox.buffer().capacity()).isGreaterThan(100_000);
        outbox.clear();
        assertThat(outbox.buffer().capacity()).isLessThan(2_000);
    }

    @Test
    void shouldHaveRoomForTheUsualMessageAfterEachOfThem() {
        for (int i = 0; i < 20; i++) {
            outbox.buffer().setMemory(outbox.nextOffset(), Outbox.USUAL_BYTES, (byte) ('a' + i));
            outbox.commit(Outbox.USUAL_BYTES);
        }
        assertThat(content()).hasSize(20).allMatch(message -> message.length() == Outbox.USUAL_BYTES);
        assertThat(content().get(19)).containsOnlyOnce("t".repeat(Outbox.USUAL_BYTES));
    }

    @Test
    void shouldLieInWhatItWasLentAsLongAsItFits() {
        byte[] lent = new byte[2_000];
        lent[1_499] = 'e';
        outbox.place(lent, 100, 1_499);
        assertThat(outbox.lengthBytes()).isZero();
        append("first");
        append("x".repeat(700));
        assertThat(outbox.isLent()).isTrue();
        assertThat(outbox.startOffset()).isEqualTo(100);
        assertThat(content()).containsExactly("first", "x".repeat(700));

        append("y".repeat(700));
        assertThat(outbox.isLent()).isFalse();
        assertThat(content()).containsExactly("first", "x".repeat(700), "y".repeat(700));
        assertThat(lent[1_499]).isEqualTo((byte) 'e');

        outbox.place(lent, 0, 1_000);
        append("second");
        assertThat(outbox.isLent()).isTrue();
        assertThat(content()).containsExactly("second");
    }

    @Test
    void shouldReadEventsAndLeaveTheReplyOut() {
        byte[] lent = new byte[2_000];
        outbox.place(lent, 100, 1_900);
        UnsafeBuffer message = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + 4]);
        MessageHeaderEncoder header = new MessageHeaderEncoder().wrap(message, 0);
        int[] templates = {Outbox.FIRST_EVENT_TEMPLATE, SeatsBookedEncoder.TEMPLATE_ID, RefusedEncoder.TEMPLATE_ID};
        for (int template : templates) {
            header.templateId(template);
            outbox.append(message, 0, message.capacity());
        }
        MessageHeaderDecoder read = new MessageHeaderDecoder();
        List<Integer> events = new ArrayList<>();

        outbox.forEachEvent((buffer, offset, length) -> {
            assertThat(length).isEqualTo(message.capacity());
            events.add(read.wrap(buffer, offset).templateId());
        });

        assertThat(events).containsExactly(Outbox.FIRST_EVENT_TEMPLATE, SeatsBookedEncoder.TEMPLATE_ID);
    }

    private void append(String text) {
        byte[] bytes = ("<" + text).getBytes(StandardCharsets.US_ASCII);
        outbox.append(new UnsafeBuffer(bytes), 1, bytes.length - 1);
    }

    private List<String> content() {
        List<String> messages = new ArrayList<>();
        outbox.forEach((buffer, offset, length) -> messages.add(buffer.getStringWithoutLengthAscii(offset, length)));
        return messages;
    }
}
