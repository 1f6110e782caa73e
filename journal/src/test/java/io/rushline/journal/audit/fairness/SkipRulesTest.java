package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.confirm;
import static io.rushline.journal.audit.fairness.HandMadeCommands.holdSeats;
import static io.rushline.journal.audit.fairness.HandMadeCommands.party;
import static io.rushline.journal.audit.fairness.HandMadeSale.SHOW;
import static io.rushline.journal.audit.fairness.HandMadeSale.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Event;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How it is explained that somebody was passed. */
class SkipRulesTest {
    private static final LinePolicy FIRST_FIT = LinePolicy.FIRST_FIT;

    @TestFactory
    Stream<DynamicTest> shouldFindSkipsThatAreNotExplained() {
        return Stream.of(
                unexplained("without a word", sale -> new Event[] {sale.held("eve", 3)}),
                unexplained("with another number that is free", explained(5, party(0, 3, 2, 4))),
                unexplained("with another size", explained(5, party(0, 2, 1, 4))),
                unexplained("with another category", explained(5, party(-1, 3, 3, 4))),
                unexplained("with somebody else as the first", explained(5, party(0, 3, 1, 5))),
                unexplained("with one too many", explained(5, party(0, 3, 1, 4), party(0, 4, 1, 4))),
                unexplained("for another hold", explained(6, party(0, 3, 1, 4))));
    }

    private static Explained explained(long holdId, Event.SkippedParty... parties) {
        return sale -> new Event[] {sale.skipped(holdId, parties), sale.held("eve", 3)};
    }

    private interface Explained {
        Event[] in(HandMadeSale sale);
    }

    private static DynamicTest unexplained(String name, Explained events) {
        return found(
                "a skip " + name,
                FIRST_FIT,
                sale -> {
                    sale.hold("ann", 0, 1, 2);
                    sale.join("bob", 3, 0);
                    sale.decide(holdSeats("eve", 3), events.in(sale));
                },
                Rule.SKIP_EXPLAINED,
                "hold 5 of eve passes waiter 4 (bob, 3 seats), and the journal does not say rightly why");
    }

    @Test
    void shouldFindALateBookingThatIsNotExplained() {
        HandMadeSale sale = new HandMadeSale(FIRST_FIT, 4, EngineLimits.SMALL);
        long ann = sale.expire("ann", 4);
        sale.hold("bob", 0, 1);
        sale.join("eve", 4, 0);
        sale.decide(confirm(ann, "ann"), sale.bookedLate(ann, "ann", 4));

        assertThat(sale.audit().findings())
                .containsExactly(
                        new Finding(
                                Rule.SKIP_EXPLAINED,
                                7,
                                SHOW,
                                "late booking 7 of ann passes waiter 6 (eve, 4 seats), and the journal does not say rightly why"));
    }

    @Test
    void shouldFindASkipThatOnlyAnEarlierCommandExplains() {
        HandMadeSale sale = new HandMadeSale(FIRST_FIT, 4, EngineLimits.SMALL);
        sale.hold("ann", 0, 1, 2);
        sale.join("bob", 3, 0);
        sale.tick(sale.skipped(6, party(0, 3, 1, 4)));
        sale.decide(holdSeats("eve", 3), sale.held("eve", 3));

        assertThat(sale.audit().findings())
                .containsExactly(new Finding(
                        Rule.SKIP_EXPLAINED,
                        6,
                        SHOW,
                        "hold 6 of eve passes waiter 4 (bob, 3 seats), and the journal does not say rightly why"));
    }
}
