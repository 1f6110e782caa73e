package io.rushline.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.RefusedEncoder;
import io.rushline.engine.protocol.SeatPlanRenamedDecoder;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import io.rushline.engine.protocol.SeatsUnblockedDecoder;
import io.rushline.engine.protocol.ShowChangedDecoder;
import io.rushline.engine.protocol.WaitersSkippedDecoder;
import io.rushline.engine.snapshot.SnapshotSink;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine and the oracle agree; and where an engine is broken, the simulation says so in few words. */
class SimulationTest {
    private static final int SHORT = 1_000;
    private static final int LONG = 10_000;
    private static final int HASH_EVERY = 50;

    /** Seeds of short runs, in which every state hash is compared. */
    @Test
    void shouldAgreeInManyShortRuns() {
        Simulation simulation = Simulation.ofEngine(1);
        for (long seed = 1; seed <= 40; seed++) {
            assertThat(simulation.run(seed, SHORT)).as("seed %d", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1_001, 1_002, 1_003, 1_004, 1_005, 1_006, 1_007, 1_008})
    void shouldAgreeInALongRun(long seed) {
        assertThat(Simulation.ofEngine(HASH_EVERY).run(seed, LONG)).isEmpty();
    }

    /** A simulation that never gets anywhere shows nothing. */
    @Test
    void shouldReachEveryRefusalReplyAndEvent() {
        Simulation simulation = Simulation.ofEngine(0);
        for (long seed = 2_001; seed <= 2_012; seed++) {
            assertThat(simulation.run(seed, LONG)).as("seed %d", seed).isEmpty();
        }
        EnumSet<Code> refusals = EnumSet.complementOf(EnumSet.of(Code.OK, Code.NULL_VAL, Code.SBE_UNKNOWN));
        assertThat(simulation.seen())
                .containsKeys(refusals.stream().map(Code::name).toArray(String[]::new))
                .containsKey("template " + SeatsOfferedDecoder.TEMPLATE_ID)
                .containsKey("template " + SeatsUnblockedDecoder.TEMPLATE_ID)
                .containsKey("template " + WaitersSkippedDecoder.TEMPLATE_ID)
                .containsKey("template " + ShowChangedDecoder.TEMPLATE_ID)
                .containsKey("template " + SeatPlanRenamedDecoder.TEMPLATE_ID);
    }

    @Test
    void shouldGiveTheSameRunForTheSameSeed() {
        Simulation one = new Simulation(NaiveEngine::new, 1);
        Simulation other = new Simulation(NaiveEngine::new, 1);
        one.run(7, SHORT);
        other.run(7, SHORT);
        assertThat(other.seen()).isEqualTo(one.seen());
    }

    /** To disagree about an exchange takes a plan, a show, a hold, and the exchange. */
    @Test
    void shouldShrinkADisagreementToItsCause() {
        String report = firstReport(limits -> new Broken(
                limits,
                (reply, offset) -> {
                    MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(reply, offset);
                    if (header.templateId() == RefusedDecoder.TEMPLATE_ID
                            && new RefusedDecoder()
                                            .wrapAndApplyHeader(reply, offset, header)
                                            .code()
                                    == Code.AMOUNT_MISMATCH) {
                        new RefusedEncoder()
                                .wrap(reply, offset + MessageHeaderDecoder.ENCODED_LENGTH)
                                .code(Code.NOT_OWNER);
                    }
                },
                () -> 0));
        assertThat(report).contains("4 commands show it", "| plan ", "| show of ", "| book ", "code=NOT_OWNER");
        assertThat(report.lines().filter(line -> line.startsWith("at "))).hasSize(4);
    }

    @Test
    void shouldNoticeAStateThatDiffersAndShrinkIt() {
        String report = firstReport(limits -> {
            AtomicLong error = new AtomicLong();
            BiConsumer<MutableDirectBuffer, Integer> breaking = (reply, offset) -> {
                if (new MessageHeaderDecoder().wrap(reply, offset).templateId() == HoldReplyDecoder.TEMPLATE_ID) {
                    error.set(1);
                }
            };
            return new Broken(limits, breaking, error::get);
        });
        assertThat(report).contains("3 commands show it", "state hash: engine");
    }

    @Test
    void shouldReportAnEngineThatThrows() {
        String report = firstReport(limits -> new Broken(
                limits,
                (reply, offset) -> {
                    if (new MessageHeaderDecoder().wrap(reply, offset).templateId() == HoldReplyDecoder.TEMPLATE_ID) {
                        throw new IllegalStateException("no seat left behind");
                    }
                },
                () -> 0));
        assertThat(report).contains("3 commands show it", "the engine threw", "no seat left behind");
    }

    private static String firstReport(Function<EngineLimits, Decider> engines) {
        Simulation simulation = new Simulation(engines, 1);
        for (long seed = 1; seed <= 50; seed++) {
            Optional<String> report = simulation.run(seed, SHORT);
            if (report.isPresent()) {
                return report.get();
            }
        }
        throw new AssertionError("nothing was noticed");
    }

    /** An engine of which something is broken on purpose; the rest of it is the oracle. */
    private static final class Broken implements Decider {
        private final NaiveEngine engine;
        private final BiConsumer<MutableDirectBuffer, Integer> breaking;
        private final LongSupplier hashError;

        /** Each reply is shown where it lies, to be changed; the error is added to the state hash. */
        Broken(EngineLimits limits, BiConsumer<MutableDirectBuffer, Integer> breaking, LongSupplier hashError) {
            engine = new NaiveEngine(limits);
            this.breaking = breaking;
            this.hashError = hashError;
        }

        @Override
        public void apply(
                long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox) {
            engine.apply(sequence, timestampMs, command, offset, length, outbox);
            int[] reply = {-1};
            outbox.forEach((buffer, at, size) -> reply[0] = Outbox.isEvent(buffer, at) ? -1 : at);
            if (reply[0] >= 0) {
                breaking.accept(outbox.buffer(), reply[0]);
            }
        }

        @Override
        public long nextDeadlineMs() {
            return engine.nextDeadlineMs();
        }

        @Override
        public long stateHash() {
            return engine.stateHash() + hashError.getAsLong();
        }

        @Override
        public void snapshot(SnapshotSink sink) {
            engine.snapshot(sink);
        }

        @Override
        public Decider reloaded() {
            return this;
        }
    }
}
