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
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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

    /** Each tampering is tried on sales until one has what it changes; the audit must then name its rule. */
    @TestFactory
    Stream<DynamicTest> shouldFind() {
        return Stream.of(
                tampering(
                        "a seat that is given twice", Rule.ONE_OWNER, Event.SeatsHeld.class, FairnessAuditTest::taken),
                tampering("an event that is left out", Rule.ORDER, Event.HoldReleased.class, event -> null),
                tampering("a release that is left out", Rule.ONE_OWNER, Event.SeatsBooked.class, event -> null),
                tampering(
                        "an offer to somebody who came later",
                        Rule.NOBODY_OVERTAKEN,
                        Event.SeatsOffered.class,
                        event -> offer((Event.SeatsOffered) event, 1)),
                tampering("a skip without its reason", Rule.SKIP_EXPLAINED, Event.WaitersSkipped.class, event -> null),
                tampering(
                        "a skip with a false reason",
                        Rule.SKIP_EXPLAINED,
                        Event.WaitersSkipped.class,
                        FairnessAuditTest::lying),
                tampering("an offer that is left out", Rule.NOBODY_FORGOTTEN, Event.SeatsOffered.class, event -> null),
                tampering(
                        "an expiry before its time",
                        Rule.RIGHT_END,
                        Event.HoldReleased.class,
                        FairnessAuditTest::early),
                tampering("a wrong price", Rule.TERMS, Event.SeatsHeld.class, FairnessAuditTest::dearer),
                tampering(
                        "a booking at the price of today",
                        Rule.TERMS,
                        Event.SeatsBooked.class,
                        FairnessAuditTest::dearerBooking),
                tampering(
                        "a repayment of too much",
                        Rule.TERMS,
                        Event.BookingCancelled.class,
                        FairnessAuditTest::dearerRepayment),
                tampering(
                        "a sale that is put off while seats are held",
                        Rule.TERMS,
                        Event.ShowChanged.class,
                        FairnessAuditTest::putOff),
                tampering("a change that is left out", Rule.TERMS, Event.ShowChanged.class, event -> null),
                tampering("a reply about other seats", Rule.TRUE_REPLY, Event.SeatsHeld.class, event -> event));
    }

    private static DynamicTest tampering(
            String name, Rule rule, Class<? extends Event> type, UnaryOperator<Event> change) {
        return DynamicTest.dynamicTest(name, () -> {
            long seed = 1;
            FairnessAudit audit = new FairnessAudit();
            while (audit.findings().stream().noneMatch(found -> found.rule() == rule) && seed <= SEEDS) {
                Sale sale = simulated(seed++);
                audit = new FairnessAudit(sale.limits());
                tampered(sale.decisions(), type, change, rule).forEach(audit);
            }
            assertThat(audit.findings()).extracting(Finding::rule).contains(rule);
        });
    }

    /** The same decisions, but for the third event of a type, or the reply to the command that made it. */
    private static List<Decision> tampered(
            List<Decision> decisions, Class<? extends Event> type, UnaryOperator<Event> change, Rule rule) {
        List<Decision> tampered = new ArrayList<>();
        int seen = 0;
        for (Decision decision : decisions) {
            List<Event> events = new ArrayList<>();
            Optional<Reply> reply = decision.reply();
            for (Event event : decision.events()) {
                boolean isIt = type.isInstance(event) && ++seen == 3;
                Event changed = isIt ? change.apply(event) : event;
                if (changed != null) {
                    events.add(changed);
                }
                if (isIt && rule == Rule.TRUE_REPLY) {
                    reply = decision.reply().map(FairnessAuditTest::aboutOtherSeats);
                }
            }
            tampered.add(new Decision(decision.sequence(), decision.timestampMs(), decision.command(), events, reply));
        }
        return tampered;
    }

    private static Event taken(Event event) {
        Event.SeatsHeld e = (Event.SeatsHeld) event;
        List<Integer> twice = new ArrayList<>(e.seats());
        twice.add(e.seats().get(0));
        return held(e, twice, e.total());
    }

    private static Event dearer(Event event) {
        Event.SeatsHeld e = (Event.SeatsHeld) event;
        return held(e, e.seats(), e.total() + 1);
    }

    private static Event dearerBooking(Event event) {
        Event.SeatsBooked e = (Event.SeatsBooked) event;
        return new Event.SeatsBooked(
                e.eventId(),
                e.sequence(),
                e.timestampMs(),
                e.showId(),
                e.holdId(),
                e.bookingId(),
                e.total() + 250,
                e.late(),
                e.seats(),
                e.customer(),
                e.paymentReference());
    }

    private static Event dearerRepayment(Event event) {
        Event.BookingCancelled e = (Event.BookingCancelled) event;
        return new Event.BookingCancelled(
                e.eventId(), e.sequence(), e.timestampMs(), e.showId(), e.bookingId(), e.total() + 1, e.seats());
    }

    private static Event putOff(Event event) {
        Event.ShowChanged e = (Event.ShowChanged) event;
        return new Event.ShowChanged(
                e.eventId(),
                e.sequence(),
                e.timestampMs(),
                e.showId(),
                e.startsAtMs(),
                e.endsAtMs(),
                e.timestampMs() + 1,
                e.holdMs(),
                e.waitMs(),
                e.maxPerHold(),
                e.maxPerCustomer(),
                e.prices());
    }

    private static Event held(Event.SeatsHeld e, List<Integer> seats, long total) {
        return new Event.SeatsHeld(
                e.eventId(),
                e.sequence(),
                e.timestampMs(),
                e.showId(),
                e.holdId(),
                e.expiresAtMs(),
                total,
                e.adjacent(),
                seats,
                e.customer());
    }

    private static Event offer(Event.SeatsOffered e, long later) {
        return new Event.SeatsOffered(
                e.eventId(),
                e.sequence(),
                e.timestampMs(),
                e.showId(),
                e.waiterId() + later,
                e.expiresAtMs(),
                e.total(),
                e.adjacent(),
                e.seats(),
                e.customer());
    }

    private static Event lying(Event event) {
        Event.WaitersSkipped e = (Event.WaitersSkipped) event;
        List<Event.SkippedParty> parties = e.parties().stream()
                .map(party -> new Event.SkippedParty(
                        party.category(), party.quantity(), party.reason(), party.free() + 1, party.firstWaiterId()))
                .toList();
        return new Event.WaitersSkipped(e.eventId(), e.sequence(), e.timestampMs(), e.showId(), e.holdId(), parties);
    }

    private static Event early(Event event) {
        Event.HoldReleased e = (Event.HoldReleased) event;
        return new Event.HoldExpired(e.eventId(), e.sequence(), e.timestampMs(), e.showId(), e.holdId(), e.seats());
    }

    private static Reply aboutOtherSeats(Reply reply) {
        return reply instanceof Reply.HoldReply r
                ? new Reply.HoldReply(
                        r.requestId(),
                        r.sequence(),
                        r.timestampMs(),
                        r.code(),
                        r.replayed(),
                        r.adjacent(),
                        r.holdId(),
                        r.showId(),
                        r.expiresAtMs(),
                        r.total(),
                        List.of(1_000))
                : reply;
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
