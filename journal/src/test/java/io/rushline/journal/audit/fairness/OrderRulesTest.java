package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.holdSeats;
import static io.rushline.journal.audit.fairness.HandMadeSale.NO_REQUEST;
import static io.rushline.journal.audit.fairness.HandMadeSale.SHOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers, times, and who is answered. */
class OrderRulesTest {
    private static final Command TICK = new Command.Tick();
    private HandMadeSale sale;

    @BeforeEach
    void makeSale() {
        sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
    }

    @Test
    void shouldFindAGapAndATimeThatRunsBackwards() {
        sale.audit().accept(new Decision(4, 1_000, TICK, List.of(), Optional.empty()));
        found(Rule.ORDER, 4, 0, "it was decided behind sequence 2");
        sale.audit().accept(new Decision(5, 999, TICK, List.of(), Optional.empty()));
        found(Rule.ORDER, 5, 0, "its time is before that of sequence 4");
    }

    @Test
    void shouldFindEventsOfAnotherCommandOrTime() {
        Event closed = new Event.SaleClosed(sale.nextEvent(), 2, 1_000, SHOW);
        sale.answer(new Command.CloseSale(NO_REQUEST, SHOW), sale.accepted(SHOW), closed);
        found(Rule.ORDER, 3, SHOW, "SaleClosed bears sequence 2 and another time or command");
        closed = new Event.SaleClosed(sale.nextEvent(), 4, 1_001, SHOW);
        sale.answer(new Command.CloseSale(NO_REQUEST, SHOW), sale.accepted(SHOW), closed);
        found(Rule.ORDER, 4, SHOW, "SaleClosed bears sequence 4 and another time or command");
    }

    @Test
    void shouldFindAnEventThatIsLeftOut() {
        sale.nextEvent();
        sale.hold("ann", 0);
        found(Rule.ORDER, 3, SHOW, "event 4 comes behind event 2");
    }

    @Test
    void shouldFindEventsOfAShowThatIsNotThere() {
        Event closed = new Event.SaleClosed(sale.nextEvent(), 3, 1_000, 9);
        sale.answer(new Command.CloseSale(NO_REQUEST, 9), sale.accepted(9), closed);
        found(Rule.ORDER, 3, 9, "SaleClosed is about a show that is not there");
    }

    @Test
    void shouldFindCommandsWithoutAnAnswerAndTicksWithOne() {
        sale.answer(holdSeats("ann", 0), null, sale.held("ann", 0));
        found(Rule.TRUE_REPLY, 3, SHOW, "HoldSeats got no answer, or one that nobody waits for");
        sale.answer(TICK, sale.accepted(0));
        found(Rule.TRUE_REPLY, 4, 0, "Tick got no answer, or one that nobody waits for");
    }

    @Test
    void shouldFindAnswersThatBearAnotherSequence() {
        sale.answer(holdSeats("ann", 0), refused(2, false));
        found(Rule.TRUE_REPLY, 3, SHOW, "its answer bears another sequence");
    }

    @Test
    void shouldFindRepeatedAnswersThatWereNotGivenOrChangeSomething() {
        sale.answer(holdSeats("ann", 0), refused(2, true));
        assertThat(sale.audit().findings()).isEmpty();
        sale.answer(holdSeats("ann", 0), refused(4, true));
        found(Rule.TRUE_REPLY, 4, SHOW, "it repeats an answer that was not given before");
        sale.answer(holdSeats("ann", 0), refused(2, true), sale.held("ann", 0));
        found(Rule.TRUE_REPLY, 5, SHOW, "it repeats an answer and changed something all the same");
    }

    private static Reply refused(long sequence, boolean replayed) {
        return new Reply.Refused(NO_REQUEST, sequence, 1_000, Code.CAPACITY, replayed, 0, List.of());
    }

    /** That this, and no more, was found in the last command. */
    private void found(Rule rule, long sequence, long showId, String text) {
        assertThat(sale.audit().findings())
                .filteredOn(finding -> finding.sequence() == sequence)
                .containsExactly(new Finding(rule, sequence, showId, text));
    }
}
