package io.rushline.journal.audit.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.CommandEncoder;
import io.rushline.engine.CommandEncoder.Change;
import io.rushline.engine.CommandEncoder.Row;
import io.rushline.engine.CommandEncoder.Terms;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.oracle.Decider;
import io.rushline.engine.oracle.Simulation;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.snapshot.SnapshotSink;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.DecisionHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** What the engine decides is fair; what would not be, the tests of the rules make up. */
class FairnessAuditTest {
    private static final int SEEDS = 40;
    private static final int COMMANDS = 3_000;

    @Test
    void shouldFindNothingInWhatTheEngineDecides() {
        long first = new Random().nextLong();
        for (long seed = first; seed < first + SEEDS; seed++) {
            Sale sale = simulated(seed);
            FairnessAudit audit = new FairnessAudit(sale.limits());
            sale.decisions().forEach(audit);
            assertThat(audit.findings()).as("seed %d", seed).isEmpty();
            assertThat(audit.commands()).isEqualTo(COMMANDS);
        }
    }

    /** Nobody had seats when sales were put off; a payment that came late gave some back, on which a later change does not bear. */
    @Test
    void shouldAllowAChangeBehindALatePaymentBeforeSalesBegin() {
        CommandEncoder encoder = new CommandEncoder();
        FairnessAudit audit = new FairnessAudit(EngineLimits.SMALL);
        Recorded engine = new Recorded(Decider.of(EngineLimits.SMALL), Decision.reading(audit));
        List<Row> rows = List.of(new Row(0, 0, RowKind.NUMBERED, 1, 4, List.of(), "A"));
        decide(engine, 1, 1_000, encoder.startEpoch(1, EngineLimits.SMALL));
        decide(engine, 2, 1_001, encoder.defineSeatPlan(List.of("std"), List.of("Stalls"), rows));
        Terms terms = new Terms(2, 0, 100, 0, 3_600_000, 10, 0, LinePolicy.STRICT_FIFO, List.of(1_500L));
        decide(engine, 3, 1_002, encoder.createShow(terms));
        decide(engine, 4, 1_003, encoder.holdSeats(3, "ann", 0));
        decide(engine, 5, 1_103, encoder.tick());
        decide(engine, 6, 1_104, encoder.changeShow(change(9_000, 1_500)));
        decide(engine, 7, 1_105, encoder.confirmHold(4, "ann", 1_500, "pay"));
        decide(engine, 8, 1_106, encoder.changeShow(change(Change.KEEP, 1_600)));

        assertThat(audit.findings()).isEmpty();
        assertThat(audit.commands()).isEqualTo(8);
    }

    private static Change change(long onSaleAtMs, long price) {
        return new Change(
                3,
                Change.KEEP,
                onSaleAtMs,
                Change.KEEP,
                Change.KEEP,
                Change.KEEP_LIMIT,
                Change.KEEP_LIMIT,
                List.of(price));
    }

    private static void decide(Decider engine, long sequence, long timestampMs, CommandEncoder command) {
        engine.apply(sequence, timestampMs, command.buffer(), 0, command.length(), new Outbox());
    }

    private record Sale(EngineLimits limits, List<Decision> decisions) {}

    private static Sale simulated(long seed) {
        List<Decision> decisions = new ArrayList<>();
        List<EngineLimits> used = new ArrayList<>();
        DecisionHandler reading = Decision.reading(decisions::add);
        Optional<String> disagreement = new Simulation(
                        limits -> {
                            used.add(limits);
                            return new Recorded(Decider.of(limits), reading);
                        },
                        0)
                .run(seed, COMMANDS);
        assertThat(disagreement).isEmpty();
        return new Sale(used.get(0), decisions);
    }

    /** The engine of a simulation, with what it decides handed on. */
    private record Recorded(Decider decider, DecisionHandler handler) implements Decider {
        @Override
        public void apply(
                long sequence, long timestampMs, DirectBuffer command, int offset, int length, Outbox outbox) {
            decider.apply(sequence, timestampMs, command, offset, length, outbox);
            handler.onDecision(sequence, timestampMs, command, offset, length, outbox);
        }

        @Override
        public long nextDeadlineMs() {
            return decider.nextDeadlineMs();
        }

        @Override
        public long stateHash() {
            return decider.stateHash();
        }

        @Override
        public void snapshot(SnapshotSink sink) {
            decider.snapshot(sink);
        }

        @Override
        public Decider reloaded() {
            return new Recorded(decider.reloaded(), handler);
        }
    }
}
