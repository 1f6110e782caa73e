package io.rushline.journal.audit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.CommandEncoder;
import io.rushline.engine.CommandEncoder.Mark;
import io.rushline.engine.CommandEncoder.Row;
import io.rushline.engine.CommandEncoder.Terms;
import io.rushline.engine.Engine;
import io.rushline.engine.EngineLimits;
import io.rushline.engine.Outbox;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.DecisionHandler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A refusal is explained by what really stood in the way. Seats 0 to 2 are ordinary, 3 is accessible. */
class ExplanationTest {
    private static final long SHOW = 2;
    private static final int HOLD_MS = 100;

    private final CommandEncoder encoder = new CommandEncoder();
    private final Engine engine = new Engine(EngineLimits.SMALL);
    private final Outbox outbox = new Outbox();
    private final List<Explained> told = new ArrayList<>();
    private final DecisionHandler reading = Decision.reading(new Explanation(new Subject.OfCustomer("ann"), told::add));
    private long nowMs = 1_000;

    @BeforeEach
    void openShow() {
        List<Mark> marks = List.of(new Mark(4, SeatMark.ACCESSIBLE));
        apply(encoder.defineSeatPlan(
                List.of("std"), List.of("Stalls"), List.of(new Row(0, 0, RowKind.NUMBERED, 1, 4, marks, "A"))));
        apply(encoder.createShow(
                new Terms(1, 0, HOLD_MS, 0, 3_600_000, 10, 2, LinePolicy.STRICT_FIFO, List.of(1_500L))));
    }

    @Test
    void shouldSayThatOnlyPlacesAreFreeThatMustBeChosen() {
        book("bob", 0, 1);
        book("cid", 2);
        apply(encoder.holdSeats(SHOW, "ann", 0));
        assertThat(lastText())
                .endsWith("SHOW_FULL: 1 seat free, 1 of them accessible or companion places, 0 held, nobody waits");
    }

    @Test
    void shouldSayThatSomebodyHasTheSeatsOfALatePayment() {
        long hold = expiredHold();
        apply(encoder.holdSeats(SHOW, "bob", 0));
        payLate(hold);
        assertThat(lastText()).contains("REFUND_REQUIRED: Stalls-A-1 is held by ");
    }

    @Test
    void shouldSayThatTheSaleIsClosedToALatePayment() {
        long hold = expiredHold();
        apply(encoder.closeSale(SHOW));
        payLate(hold);
        assertThat(lastText()).endsWith("REFUND_REQUIRED: the sale is closed");
    }

    @Test
    void shouldSayThatTheLimitStandsAgainstALatePayment() {
        long hold = expiredHold();
        apply(encoder.holdSeats(SHOW, "ann", 1, 2));
        payLate(hold);
        assertThat(lastText()).endsWith("REFUND_REQUIRED: the limit is 2, and ann has 2 held, booked or waited for");
    }

    private long expiredHold() {
        long hold = apply(encoder.holdSeats(SHOW, "ann", 0));
        nowMs += HOLD_MS;
        apply(encoder.tick());
        return hold;
    }

    private void payLate(long hold) {
        apply(encoder.confirmHold(hold, "ann", CommandEncoder.NO_AMOUNT, "pay"));
    }

    private void book(String customer, int... seats) {
        long hold = apply(encoder.holdSeats(SHOW, customer, seats));
        apply(encoder.confirmHold(hold, customer, CommandEncoder.NO_AMOUNT, "pay"));
    }

    private long apply(CommandEncoder command) {
        long sequence = engine.lastSequence() + 1;
        engine.apply(sequence, nowMs, command.buffer(), 0, command.length(), outbox);
        reading.onDecision(sequence, nowMs, command.buffer(), 0, command.length(), outbox);
        return sequence;
    }

    private String lastText() {
        return told.get(told.size() - 1).text();
    }
}
