package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.CreateShowEncoder;
import io.rushline.engine.protocol.HoldBestAvailableEncoder;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.RowKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What an engine promises whatever the rules of a sale are. */
class EngineTest {
    private static final long SHOW = 2;
    private static final CommandEncoder.Terms TERMS =
            new CommandEncoder.Terms(1, 0, 1_000, 100, 5_000, 10, 4, LinePolicy.STRICT_FIFO, List.of(1_500L));

    private final CommandEncoder commands = new CommandEncoder();
    private final Outbox outbox = new Outbox();

    @Test
    void shouldRefuseToApplyWhatIsOutOfSequence() {
        Engine engine = engineWithShow(TERMS);
        long hash = engine.stateHash();
        commands.tick();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply(engine, 2, 10))
                .withMessageContaining("sequence 2");
        assertThatIllegalArgumentException().isThrownBy(() -> apply(engine, 4, 10));
        assertThat(engine.stateHash()).isEqualTo(hash);
        apply(engine, 3, 10);
        assertThat(engine.lastSequence()).isEqualTo(3);
    }

    @Test
    void shouldRefuseToGoBackInTime() {
        Engine engine = engineWithShow(TERMS);
        commands.tick();
        apply(engine, 3, 10);
        long hash = engine.stateHash();
        assertThatIllegalArgumentException().isThrownBy(() -> apply(engine, 4, 9));
        assertThat(engine.stateHash()).isEqualTo(hash);
        apply(engine, 4, 10);
        assertThat(engine.lastTimestampMs()).isEqualTo(10);
    }

    @Test
    void shouldRefuseToApplyWhatIsNoCommand() {
        Engine engine = engineWithShow(TERMS);
        long hash = engine.stateHash();
        MutableDirectBuffer reply = new ExpandableArrayBuffer();
        new MessageHeaderEncoder().wrap(reply, 0).templateId(RefusedDecoder.TEMPLATE_ID);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.apply(3, 10, reply, 0, 100, outbox))
                .withMessageContaining("template 100 is no command");
        assertThat(engine.stateHash()).isEqualTo(hash);
    }

    @Test
    void shouldRefuseACommandOutsideOfTheHeap() {
        Engine engine = engineWithShow(TERMS);
        long hash = engine.stateHash();
        commands.tick();
        UnsafeBuffer direct = new UnsafeBuffer(ByteBuffer.allocateDirect(commands.length()));
        direct.putBytes(0, commands.buffer(), 0, commands.length());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.apply(3, 10, direct, 0, commands.length(), outbox))
                .withMessageContaining("outside of the heap");
        assertThat(engine.stateHash()).isEqualTo(hash);
    }

    /** As in a slot of the ring, and up to the last byte of an array. */
    @Test
    void shouldReadACommandInTheMiddleOfAnArray() {
        Engine engine = engineWithShow(TERMS);
        Engine other = engineWithShow(TERMS);
        commands.requestId(7, 8);
        commands.holdSeats(SHOW, "ann of the long name", 0, 2, 3);
        int length = commands.length();
        byte[] array = new byte[13 + 5 + length];
        new UnsafeBuffer(array).putBytes(13 + 5, commands.buffer(), 0, length);
        engine.readAhead(new UnsafeBuffer(array, 13, 5 + length), 5);
        engine.apply(3, 10, new UnsafeBuffer(array, 13, 5 + length), 5, length, outbox);
        List<String> messages = bytes(outbox);
        apply(other, 3, 10);
        assertThat(messages).isEqualTo(bytes(outbox)).hasSize(2);
        assertThat(engine.stateHash()).isEqualTo(other.stateHash());
    }

    /** Names and seats are written in words, which may be longer than what is left of them. */
    @Test
    void shouldWriteNothingBehindWhatItIsLent() {
        Engine engine = engineWithShow(TERMS);
        Engine other = engineWithShow(TERMS);
        commands.holdSeats(SHOW, "ann of the long name", 0, 2, 3);
        byte[] memory = new byte[2_000];
        Arrays.fill(memory, (byte) 'e');
        Outbox lent = new Outbox();
        int end = 100 + Integer.BYTES + Outbox.USUAL_BYTES;
        lent.place(memory, 100, end);
        engine.apply(3, 10, commands.buffer(), 0, commands.length(), lent);
        apply(other, 3, 10);
        assertThat(bytes(lent)).isEqualTo(bytes(outbox)).hasSize(2);
        assertThat(Arrays.copyOf(memory, 100)).containsOnly('e');
        assertThat(Arrays.copyOfRange(memory, end, memory.length)).containsOnly('e');
    }

    @Test
    void shouldTellTheNextDeadlineExactly() {
        Engine engine = engineWithShow(TERMS);
        assertThat(engine.nextDeadlineMs()).isEqualTo(Engine.NO_DEADLINE);
        commands.holdSeats(SHOW, "ann", 0);
        apply(engine, 3, 10);
        assertThat(engine.nextDeadlineMs()).isEqualTo(1_110);
        commands.holdSeats(SHOW, "bob", 1);
        apply(engine, 4, 20);
        assertThat(engine.nextDeadlineMs()).isEqualTo(1_110);
        commands.releaseHold(3, "ann");
        apply(engine, 5, 30);
        assertThat(engine.nextDeadlineMs()).isEqualTo(1_120);
        commands.confirmHold(4, "bob", CommandEncoder.NO_AMOUNT, "");
        apply(engine, 6, 40);
        assertThat(engine.nextDeadlineMs()).isEqualTo(Engine.NO_DEADLINE);
    }

    @Test
    void shouldRememberTheEpoch() {
        Engine engine = engineWithShow(TERMS);
        long hash = engine.stateHash();
        commands.startEpoch(7);
        apply(engine, 3, 10);
        assertThat(engine.epoch()).isEqualTo(7);
        assertThat(engine.stateHash()).isNotEqualTo(hash);
    }

    @Test
    void shouldForgetCustomersToWhomNothingRefers() {
        Engine engine = engineWithShow(TERMS);
        commands.holdSeats(SHOW, "ann", 0, 1, 2, 3);
        apply(engine, 3, 0);
        for (int i = 0; i < 10; i++) {
            commands.joinLine(SHOW, "leaves" + i, 1, -1);
            apply(engine, 4 + 2 * i, 0);
            commands.leaveLine(4 + 2 * i, "leaves" + i);
            apply(engine, 5 + 2 * i, 0);
        }
        assertThat(engine.state().customers.count()).isEqualTo(1);
        commands.joinLine(SHOW, "dismissed", 1, -1);
        apply(engine, 24, 0);
        assertThat(engine.state().customers.count()).isEqualTo(2);
        commands.confirmHold(3, "ann", CommandEncoder.NO_AMOUNT, "");
        apply(engine, 25, 0);
        assertThat(engine.state().customers.count()).isEqualTo(1);
    }

    @Test
    void shouldForgetCustomersWhoseHoldsEnded() {
        Engine engine = engineWithShow(TERMS);
        List<String> names = List.of("ann", "bob", "cid", "dan");
        for (int seat = 0; seat < names.size(); seat++) {
            commands.holdSeats(SHOW, names.get(seat), seat);
            apply(engine, 3 + seat, 0);
        }
        assertThat(engine.state().customers.count()).isEqualTo(4);
        commands.releaseHold(3, "ann");
        apply(engine, 7, 0);
        assertThat(engine.state().customers.count()).as("released").isEqualTo(3);
        commands.confirmHold(4, "bob", CommandEncoder.NO_AMOUNT, "");
        apply(engine, 8, 0);
        commands.cancelBooking(8, "bob");
        apply(engine, 9, 0);
        assertThat(engine.state().customers.count()).as("cancelled").isEqualTo(2);
        commands.confirmHold(5, "cid", CommandEncoder.NO_AMOUNT, "");
        apply(engine, 10, 0);
        commands.tick();
        apply(engine, 11, 1_100);
        assertThat(engine.state().customers.count()).as("expired").isEqualTo(1);
        commands.closeSale(SHOW);
        apply(engine, 12, 1_100);
        commands.archiveShow(SHOW);
        apply(engine, 13, 1_100);
        assertThat(engine.state().customers.count()).as("archived").isZero();
    }

    @Test
    void shouldCarryTheDefinitionsInItsEvents() {
        Engine engine = new Engine(EngineLimits.SMALL);
        plan();
        apply(engine, 1, 0);
        assertThat(Message.allOf(outbox).get(0).definition).isEqualTo(commandBytes());
        commands.createShow(TERMS);
        apply(engine, 2, 0);
        assertThat(Message.allOf(outbox).get(0).definition).isEqualTo(commandBytes());
    }

    @Test
    void shouldReadCommandsAtAnyOffset() {
        Engine engine = engineWithShow(TERMS);
        commands.holdBestAvailable(SHOW, "ann", 2, -1, -1, Adjacency.PREFERRED);
        MutableDirectBuffer shifted = new ExpandableArrayBuffer();
        shifted.putBytes(77, commands.buffer(), 0, commands.length());
        engine.apply(3, 10, shifted, 77, commands.length(), outbox);
        assertThat(reply().seats).containsExactly(0, 1);
    }

    @Test
    void shouldRefuseAPaymentReferenceThatNoEventCanCarry() {
        Engine engine = engineWithShow(TERMS);
        commands.holdSeats(SHOW, "ann", 0);
        apply(engine, 3, 10);
        commands.confirmHold(3, "ann", CommandEncoder.NO_AMOUNT, "x".repeat(254));
        MutableDirectBuffer longer = new ExpandableArrayBuffer();
        longer.putBytes(0, commands.buffer(), 0, commands.length());
        longer.putByte(commands.length() - 255, (byte) 255);
        longer.putByte(commands.length(), (byte) 'x');
        engine.apply(4, 11, longer, 0, commands.length() + 1, outbox);
        assertThat(reply().code).isEqualTo(Code.MALFORMED);
        apply(engine, 5, 12);
        assertThat(reply().code).isEqualTo(Code.OK);
        assertThat(Message.allOf(outbox).get(0).payment).hasSize(254);
    }

    @Test
    void shouldRefuseAPaymentReferenceThatIsNotPrintable() {
        Engine engine = engineWithShow(TERMS);
        commands.holdSeats(SHOW, "ann", 0);
        apply(engine, 3, 10);
        commands.confirmHold(3, "ann", CommandEncoder.NO_AMOUNT, "a\u0007b");
        apply(engine, 4, 11);
        assertThat(reply().code).isEqualTo(Code.MALFORMED);
        commands.confirmHold(3, "ann", CommandEncoder.NO_AMOUNT, "");
        apply(engine, 5, 12);
        assertThat(reply().code).isEqualTo(Code.OK);
    }

    @Test
    void shouldRefuseUnknownEnumValues() {
        Engine engine = engineWithShow(TERMS);
        int body = MessageHeaderEncoder.ENCODED_LENGTH;
        commands.holdBestAvailable(SHOW, "ann", 1, -1, -1, Adjacency.PREFERRED);
        poke(body + HoldBestAvailableEncoder.adjacencyEncodingOffset(), 2);
        apply(engine, 3, 10);
        assertThat(reply().code).isEqualTo(Code.MALFORMED);
        commands.createShow(TERMS);
        poke(body + CreateShowEncoder.linePolicyEncodingOffset(), 9);
        apply(engine, 4, 10);
        assertThat(reply().code).isEqualTo(Code.MALFORMED);
        commands.createShow(TERMS);
        poke(body + CreateShowEncoder.linePolicyEncodingOffset(), 255);
        apply(engine, 5, 10);
        assertThat(reply().code).isEqualTo(Code.MALFORMED);
    }

    @Test
    void shouldRefuseAShowWhosePricesDoNotMatchThePlan() {
        Engine engine = engineWithShow(TERMS);
        commands.createShow(withPrices());
        apply(engine, 3, 10);
        assertThat(reply().code).isEqualTo(Code.MALFORMED);
        commands.createShow(withPrices(1L, 2L));
        apply(engine, 4, 10);
        assertThat(reply().code).isEqualTo(Code.MALFORMED);
    }

    @Test
    void shouldHashEveryPartOfTheState() {
        long hash = hashAfter(TERMS, any -> hold("ann", 3));
        assertThat(hashAfter(TERMS, any -> hold("ann", 3))).isEqualTo(hash);
        assertThat(hashAfter(TERMS, any -> hold("bob", 3))).as("who").isNotEqualTo(hash);
        assertThat(hashAfter(TERMS, any -> hold("ann", 2))).as("which seat").isNotEqualTo(hash);
        assertThat(hashAfter(withPrices(1_501L), any -> hold("ann", 3)))
                .as("price")
                .isNotEqualTo(hash);
    }

    @Test
    void shouldHashTermsPlansAndWhoWaits() {
        long hash = hashAfter(TERMS, CommandEncoder::tick);
        CommandEncoder.Terms other =
                new CommandEncoder.Terms(1, 0, 1_000, 101, 5_000, 10, 4, LinePolicy.STRICT_FIFO, List.of(1_500L));
        assertThat(hashAfter(other, CommandEncoder::tick)).as("terms").isNotEqualTo(hash);
        assertThat(hashAfter(withPrices(1_501L), CommandEncoder::tick))
                .as("prices")
                .isNotEqualTo(hash);
        long waiting = hashAfter(TERMS, this::holdAllOfThem, any -> commands.joinLine(SHOW, "cid", 1, -1));
        assertThat(hashAfter(TERMS, this::holdAllOfThem, any -> commands.joinLine(SHOW, "dan", 1, -1)))
                .as("who waits")
                .isNotEqualTo(waiting);
        assertThat(hashAfter(TERMS, this::holdAllOfThem, any -> commands.joinLine(SHOW, "cid", 1, 0)))
                .as("what for")
                .isNotEqualTo(waiting);
    }

    @Test
    void shouldHashThePlan() {
        Engine one = new Engine(EngineLimits.SMALL);
        commands.defineSeatPlan(List.of("std"), List.of("Stalls"), List.of(row(RowKind.NUMBERED)));
        apply(one, 1, 0);
        Engine other = new Engine(EngineLimits.SMALL);
        commands.defineSeatPlan(List.of("std"), List.of("Stalls"), List.of(row(RowKind.GENERAL_ADMISSION)));
        apply(other, 1, 0);
        assertThat(one.stateHash()).isNotEqualTo(other.stateHash());
    }

    @SafeVarargs
    private long hashAfter(CommandEncoder.Terms terms, Consumer<CommandEncoder>... steps) {
        Engine engine = engineWithShow(terms);
        for (Consumer<CommandEncoder> step : steps) {
            step.accept(commands);
            apply(engine, engine.lastSequence() + 1, 10);
        }
        return engine.stateHash();
    }

    private void hold(String customer, int seat) {
        commands.holdSeats(SHOW, customer, seat);
    }

    private void holdAllOfThem(CommandEncoder any) {
        any.holdSeats(SHOW, "bob", 0, 1, 2, 3);
    }

    private Engine engineWithShow(CommandEncoder.Terms terms) {
        Engine engine = new Engine(EngineLimits.SMALL);
        plan();
        apply(engine, 1, 0);
        commands.createShow(terms);
        apply(engine, 2, 0);
        return engine;
    }

    private void plan() {
        commands.defineSeatPlan(List.of("std"), List.of("Stalls"), List.of(row(RowKind.NUMBERED)));
    }

    private static CommandEncoder.Row row(RowKind kind) {
        return new CommandEncoder.Row(0, 0, kind, 1, 4, List.of(), "A");
    }

    private static CommandEncoder.Terms withPrices(Long... prices) {
        return new CommandEncoder.Terms(1, 0, 1_000, 100, 5_000, 10, 4, LinePolicy.STRICT_FIFO, List.of(prices));
    }

    private void apply(Engine engine, long sequence, long timestampMs) {
        engine.apply(sequence, timestampMs, commands.buffer(), 0, commands.length(), outbox);
    }

    private static List<String> bytes(Outbox outcome) {
        return Message.allOf(outcome).stream()
                .map(message -> Arrays.toString(message.bytes))
                .toList();
    }

    private Message reply() {
        List<Message> messages = Message.allOf(outbox);
        return messages.get(messages.size() - 1);
    }

    private void poke(int offset, int value) {
        ((MutableDirectBuffer) commands.buffer()).putByte(offset, (byte) value);
    }

    private byte[] commandBytes() {
        byte[] bytes = new byte[commands.length()];
        commands.buffer().getBytes(0, bytes);
        return bytes;
    }
}
