package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.confirm;
import static io.rushline.journal.audit.fairness.HandMadeCommands.exchange;
import static io.rushline.journal.audit.fairness.HandMadeCommands.holdSeats;
import static io.rushline.journal.audit.fairness.HandMadeCommands.release;
import static io.rushline.journal.audit.fairness.HandMadeSale.NO_REQUEST;
import static io.rushline.journal.audit.fairness.HandMadeSale.SHOW;
import static io.rushline.journal.audit.fairness.HandMadeSale.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who gets seats. */
class SeatRulesTest {
    private static final String WRONG = " were held at a wrong price, for a wrong time, or are too many";
    private static final String CLOSED = "seats were given while the show was not on sale";

    @Test
    void shouldFindNothingInAnHonestSale() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        long ann = sale.hold("ann", 0, 1);
        sale.decide(exchange(ann, "ann", 1, 2, 3), sale.exchanged(ann, List.of(0, 1), 1, 2, 3));
        sale.decide(confirm(ann, "ann"), sale.booked(ann, "ann", 1, 2, 3));
        long bob = sale.expire("bob", 4, 5);
        sale.decide(confirm(bob, "bob"), sale.bookedLate(bob, "bob", 4, 5));
        sale.decide(best(1, 0, 0, Adjacency.REQUIRED), sale.held("ann", 0));

        assertThat(sale.audit().findings()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> shouldFindSeatsThatAreNotFree() {
        return Stream.of(
                found(
                        "a seat that is held by two",
                        sale -> {
                            sale.hold("ann", 0, 1);
                            sale.hold("bob", 1, 2);
                        },
                        Rule.ONE_OWNER,
                        "seat Stalls-A-2 was given to hold 4 of bob, but belongs to hold 3 of ann since sequence 3"),
                found(
                        "a seat that is booked, and then held by another",
                        sale -> {
                            sale.book("ann", 0);
                            sale.hold("bob", 0);
                        },
                        Rule.ONE_OWNER,
                        "seat Stalls-A-1 was given to hold 5 of bob, but belongs to booking 4 of ann since sequence 4"),
                found(
                        "a seat that is blocked, and held",
                        sale -> {
                            sale.blockSeats(0);
                            sale.hold("bob", 0);
                        },
                        Rule.ONE_OWNER,
                        "seat Stalls-A-1 was given to hold 4 of bob, but belongs to the operator"),
                found(
                        "a seat that is held, and blocked",
                        sale -> {
                            sale.hold("ann", 0);
                            sale.blockSeats(0);
                        },
                        Rule.ONE_OWNER,
                        "seat Stalls-A-1 was given to a block, but belongs to hold 3 of ann since sequence 3"),
                found(
                        "a seat that is exchanged for somebody else's",
                        sale -> {
                            sale.hold("ann", 0);
                            long bob = sale.hold("bob", 1);
                            sale.decide(exchange(bob, "bob", 0), sale.exchanged(bob, List.of(1), 0));
                        },
                        Rule.ONE_OWNER,
                        "seat Stalls-A-1 was given to hold 4 of bob, but belongs to hold 3 of ann since sequence 3"),
                found(
                        "a late booking of a seat that another has by now",
                        sale -> {
                            long ann = sale.expire("ann", 0);
                            sale.hold("bob", 0);
                            sale.decide(confirm(ann, "ann"), sale.bookedLate(ann, "ann", 0));
                        },
                        Rule.ONE_OWNER,
                        "seat Stalls-A-1 was given to booking 6 of ann, but belongs to hold 5 of bob since sequence 5"),
                found(
                        "an offer of a seat that another has",
                        sale -> {
                            sale.hold("ann", 0);
                            long ian = sale.hold("ian", 1, 2, 3);
                            long bob = sale.join("bob", 2, 0);
                            sale.decide(
                                    release(ian, "ian"), sale.released(ian, 1, 2, 3), sale.offered(bob, "bob", 0, 1));
                        },
                        Rule.ONE_OWNER,
                        "seat Stalls-A-1 was given to offer 5 to bob, but belongs to hold 3 of ann since sequence 3"),
                found(
                        "one seat twice in a hold",
                        sale -> sale.hold("ann", 0, 0),
                        Rule.ONE_OWNER,
                        "hold 3 of ann has a seat twice: Stalls-A-1, Stalls-A-1"),
                found(
                        "a seat that is unblocked and was not blocked",
                        sale -> sale.decide(
                                new Command.UnblockSeats(NO_REQUEST, SHOW, List.of(0), "lamp"),
                                new Event.SeatsUnblocked(
                                        sale.nextEvent(), sale.next(), sale.nowMs(), SHOW, List.of(0), "lamp")),
                        Rule.ONE_OWNER,
                        "seat Stalls-A-1 was unblocked and had not been blocked"));
    }

    @TestFactory
    Stream<DynamicTest> shouldFindHoldsOnOtherTermsThanTheShows() {
        return Stream.of(
                found(
                        "a wrong price",
                        sale -> sale.decide(holdSeats("ann", 0), sale.heldFor("ann", 1_501, 1_100, 0)),
                        Rule.TERMS,
                        "Stalls-A-1" + WRONG),
                found(
                        "a wrong time",
                        sale -> sale.decide(holdSeats("ann", 0), sale.heldFor("ann", 1_500, 1_101, 0)),
                        Rule.TERMS,
                        "Stalls-A-1" + WRONG),
                found(
                        "a wrong price in exchange",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.decide(exchange(ann, "ann", 1), sale.exchangedFor(ann, List.of(0), 1_501, 1));
                        },
                        Rule.TERMS,
                        "hold 3 got too many seats or a wrong price in exchange"),
                found(
                        "a hold when the sale is closed",
                        sale -> {
                            sale.closeSale();
                            sale.hold("ann", 0);
                        },
                        Rule.TERMS,
                        CLOSED),
                found(
                        "more seats than a customer may have",
                        sale -> {
                            sale.hold("ann", 0, 1, 2);
                            sale.hold("ann", 4, 5);
                        },
                        Rule.TERMS,
                        "hold 4 of ann goes beyond the limit of 4 seats"),
                found(
                        "more seats than a customer may have, by exchange",
                        sale -> {
                            sale.hold("ann", 0, 1, 2);
                            long second = sale.hold("ann", 4);
                            sale.decide(exchange(second, "ann", 4, 5), sale.exchanged(second, List.of(4), 4, 5));
                        },
                        Rule.TERMS,
                        "hold 4 of ann goes beyond the limit of 4 seats"),
                found(
                        "more seats than a customer may have, by a late booking",
                        sale -> {
                            long ann = sale.expire("ann", 4);
                            sale.hold("ann", 0, 1, 2, 3);
                            sale.decide(confirm(ann, "ann"), sale.bookedLate(ann, "ann", 4));
                        },
                        Rule.TERMS,
                        "booking 6 of ann goes beyond the limit of 4 seats"));
    }

    @Test
    void shouldFindTooManySeatsInAHold() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 0, EngineLimits.SMALL);
        sale.hold("ann", 0, 1, 2, 3, 4);
        assertThat(sale.audit().findings())
                .containsExactly(new Finding(
                        Rule.TERMS, 3, SHOW, "Stalls-A-1, Stalls-A-2, Stalls-A-3, Stalls-A-4, Balcony-B-1" + WRONG));
    }

    @Test
    void shouldFindTooManySeatsInAnExchange() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 0, EngineLimits.SMALL);
        long ann = sale.hold("ann", 0);
        sale.decide(exchange(ann, "ann", 0, 1, 2, 3, 4), sale.exchanged(ann, List.of(0), 0, 1, 2, 3, 4));
        assertThat(sale.audit().findings())
                .containsExactly(
                        new Finding(Rule.TERMS, 4, SHOW, "hold 3 got too many seats or a wrong price in exchange"));
    }

    @Test
    void shouldFindAHoldBeforeSalesBegin() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        sale.decide(ShowRulesTest.putOff(9_000), ShowRulesTest.changed(sale, 9_000, 4, HandMadeCommands.prices()));
        sale.hold("ann", 0);

        assertThat(sale.audit().findings()).containsExactly(new Finding(Rule.TERMS, 4, SHOW, CLOSED));
    }

    @TestFactory
    Stream<DynamicTest> shouldFindHoldsThatNobodyAskedForSo() {
        return Stream.of(
                otherwise("by a tick", new Command.Tick()),
                otherwise("for another customer", holdSeats("bob", 0, 1)),
                otherwise("of other seats", holdSeats("ann", 0, 2)),
                otherwise("of more seats", holdSeats("ann", 0)),
                otherwise("of another show", new Command.HoldSeats(NO_REQUEST, 1, List.of(0, 1), "ann")),
                otherwise("of more of the best", best(1, -1, -1, Adjacency.PREFERRED)),
                otherwise("of the best of another category", best(2, 1, -1, Adjacency.PREFERRED)),
                otherwise("of the best in another section", best(2, -1, 1, Adjacency.PREFERRED)),
                found(
                        "of seats apart, where neighbours were asked for",
                        sale -> sale.decide(best(2, -1, -1, Adjacency.REQUIRED), sale.held("ann", 0, 2)),
                        Rule.TERMS,
                        "hold 3 of ann is not what was asked for"),
                found(
                        "of an accessible place that nobody chose",
                        sale -> sale.decide(best(1, -1, -1, Adjacency.PREFERRED), sale.held("ann", 6)),
                        Rule.TERMS,
                        "hold 3 of ann is not what was asked for"));
    }

    private static DynamicTest otherwise(String name, Command command) {
        return found(
                name,
                sale -> sale.decide(command, sale.held("ann", 0, 1)),
                Rule.TERMS,
                "hold 3 of ann is not what was asked for");
    }

    private static Command best(int quantity, int category, int section, Adjacency adjacency) {
        return new Command.HoldBestAvailable(NO_REQUEST, SHOW, quantity, category, section, adjacency, "ann");
    }

    @TestFactory
    Stream<DynamicTest> shouldFindWhatIsWronglyCalledNeighbours() {
        return Stream.of(
                called("seats apart", true, 0, 2),
                called("seats in two rows", true, 3, 4),
                called("seats side by side", false, 4, 5),
                found(
                        "seats side by side, by exchange",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.decide(exchange(ann, "ann", 2, 1), sale.exchanged(ann, List.of(0), 2, 1));
                        },
                        Rule.TERMS,
                        "Stalls-A-3, Stalls-A-2 are not called neighbours"));
    }

    private static DynamicTest called(String name, boolean adjacent, Integer first, Integer second) {
        return DynamicTest.dynamicTest(name, () -> {
            HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
            Event.SeatsHeld e = (Event.SeatsHeld) sale.held("ann", first, second);
            sale.decide(
                    holdSeats("ann", first, second),
                    new Event.SeatsHeld(
                            e.eventId(),
                            e.sequence(),
                            e.timestampMs(),
                            SHOW,
                            e.holdId(),
                            e.expiresAtMs(),
                            e.total(),
                            adjacent,
                            e.seats(),
                            "ann"));
            assertThat(sale.audit().findings())
                    .singleElement()
                    .extracting(Finding::text)
                    .asString()
                    .endsWith(adjacent ? " are called neighbours" : " are not called neighbours");
        });
    }
}
