package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.release;
import static io.rushline.journal.audit.fairness.HandMadeSale.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who is left waiting, and what is offered. */
class ServiceRulesTest {
    @TestFactory
    Stream<DynamicTest> shouldFindWhoIsForgotten() {
        String enough = " is left waiting although enough seats are free";
        return Stream.of(
                found(
                        "the first in line, who could be served",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.join("bob", 4, 0);
                            sale.join("eve", 1, 0);
                            sale.decide(release(ann, "ann"), sale.released(ann, 0));
                        },
                        Rule.NOBODY_FORGOTTEN,
                        "waiter 4" + enough),
                found(
                        "the second in line, for whom enough is free",
                        LinePolicy.FIRST_FIT,
                        sale -> {
                            sale.hold("ann", 0, 1);
                            sale.hold("ian", 2, 3);
                            sale.join("bob", 4, 0);
                            sale.join("eve", 2, 0);
                            sale.decide(release(3, "ann"), sale.released(3, 0, 1));
                        },
                        Rule.NOBODY_FORGOTTEN,
                        "waiter 6" + enough),
                found(
                        "somebody who waits for more than can come free",
                        sale -> {
                            sale.hold("ann", 0);
                            sale.hold("ian", 1, 2);
                            sale.join("bob", 4, 0);
                            sale.decide(HandMadeCommands.confirm(4, "ian"), sale.booked(4, "ian", 1, 2));
                        },
                        Rule.NOBODY_FORGOTTEN,
                        "waiter 5 is left waiting for more seats than can come free"));
    }

    @Test
    void shouldFindNothingWhenWhoeverCantBeServedIsTold() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        sale.hold("ian", 1, 2);
        sale.join("bob", 4, 0);
        sale.decide(
                HandMadeCommands.confirm(3, "ian"), sale.booked(3, "ian", 1, 2), sale.ended(4, WaitEnd.INSUFFICIENT));

        assertThat(sale.audit().findings()).isEmpty();
    }

    @Test
    void shouldFindAFullShowThatIsCalledShortOfSeats() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        sale.hold("ann", 0, 1, 2, 3);
        sale.join("bob", 1, 0);
        sale.decide(
                HandMadeCommands.confirm(3, "ann"),
                sale.booked(3, "ann", 0, 1, 2, 3),
                sale.ended(4, WaitEnd.INSUFFICIENT));

        assertThat(sale.audit().findings())
                .containsExactly(
                        new Finding(
                                Rule.RIGHT_END,
                                5,
                                HandMadeSale.SHOW,
                                "the wait of waiter 4 (bob, 1 seats) ended with INSUFFICIENT while 0 seats could still be had"));
    }

    @TestFactory
    Stream<DynamicTest> shouldFindOffersOnOtherTermsThanTheShows() {
        String seats = "Stalls-A-1, Stalls-A-2";
        return Stream.of(
                offered(
                        "for another price",
                        false,
                        3_001,
                        true,
                        seats + " were held at a wrong price, for a wrong time, or are too many"),
                offered(
                        "of seats that are not called neighbours",
                        false,
                        3_000,
                        false,
                        seats + " are not called neighbours"),
                offered(
                        "when the sale is closed",
                        true,
                        3_000,
                        true,
                        "seats were given while the show was not on sale"));
    }

    private static DynamicTest offered(String name, boolean isClosed, long total, boolean adjacent, String text) {
        return found(
                "an offer " + name,
                sale -> {
                    long ann = sale.hold("ann", 0, 1, 2);
                    sale.join("bob", 2, 0);
                    if (isClosed) {
                        sale.closeSale();
                    }
                    Event released = sale.released(ann, 0, 1, 2);
                    Event.SeatsOffered e = (Event.SeatsOffered) sale.offered(4, "bob", 0, 1);
                    sale.decide(
                            release(ann, "ann"),
                            released,
                            new Event.SeatsOffered(
                                    e.eventId(),
                                    e.sequence(),
                                    e.timestampMs(),
                                    e.showId(),
                                    e.waiterId(),
                                    e.expiresAtMs(),
                                    total,
                                    adjacent,
                                    e.seats(),
                                    "bob"));
                },
                Rule.TERMS,
                text);
    }

    /** What a limit of steps leaves is done by the commands that follow, and not left out for good. */
    @Test
    void shouldFindWhoIsForgottenOnceACommandDoesLessThanItMay() {
        EngineLimits oneStep = new EngineLimits(9, 9, 99, 99, 99, 9, 99, 1, 1, 1 << 16);
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, oneStep);
        long ann = sale.hold("ann", 0);
        sale.join("bob", 4, 0);
        sale.pass(105);
        sale.tick(sale.expired(ann, 0));
        assertThat(sale.audit().findings()).isEmpty();

        // An older server's, which says nothing of its limits.
        sale.answer(new Command.StartEpoch(2, -1, -1, -1, -1, -1, -1, -1, -1, -1), null);
        assertThat(sale.audit().findings())
                .containsExactly(new Finding(
                        Rule.NOBODY_FORGOTTEN,
                        6,
                        HandMadeSale.SHOW,
                        "waiter 4 is left waiting although enough seats are free"));
    }
}
