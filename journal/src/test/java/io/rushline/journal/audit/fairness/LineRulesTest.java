package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.confirm;
import static io.rushline.journal.audit.fairness.HandMadeCommands.exchange;
import static io.rushline.journal.audit.fairness.HandMadeCommands.holdSeats;
import static io.rushline.journal.audit.fairness.HandMadeCommands.joinLine;
import static io.rushline.journal.audit.fairness.HandMadeCommands.leave;
import static io.rushline.journal.audit.fairness.HandMadeCommands.party;
import static io.rushline.journal.audit.fairness.HandMadeCommands.release;
import static io.rushline.journal.audit.fairness.HandMadeSale.SHOW;
import static io.rushline.journal.audit.fairness.HandMadeSale.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who is served before whom. */
class LineRulesTest {
    private static final LinePolicy STRICT = LinePolicy.STRICT_FIFO;
    private static final LinePolicy FIRST_FIT = LinePolicy.FIRST_FIT;
    private static final EngineLimits ONE_STEP = new EngineLimits(9, 9, 99, 99, 99, 9, 99, 1, 1, 1 << 16);

    @Test
    void shouldFindNothingInAnHonestLine() {
        HandMadeSale sale = new HandMadeSale(STRICT, 4, EngineLimits.SMALL);
        long ann = sale.hold("ann", 0, 1, 2, 3);
        long bob = sale.join("bob", 2, 0);
        long eve = sale.join("eve", 2, 0);
        sale.decide(leave(eve, "eve"), sale.ended(eve, WaitEnd.LEFT));
        sale.decide(release(ann, "ann"), sale.released(ann, 0, 1, 2, 3), sale.offered(bob, "bob", 1, 2));

        // The offer that was not taken frees its seats for who came later.
        sale.join("ian", 4, 0);
        sale.pass(105);
        sale.tick(sale.expired(bob, 1, 2), sale.offered(8, "ian", 0, 1, 2, 3));
        assertThat(sale.audit().findings()).isEmpty();
    }

    @Test
    void shouldFindNothingWhenASkipIsExplained() {
        HandMadeSale sale = new HandMadeSale(FIRST_FIT, 4, EngineLimits.SMALL);
        sale.hold("ann", 0, 1, 2);
        sale.join("bob", 3, 0);
        sale.decide(holdSeats("eve", 3), sale.skipped(5, party(0, 3, 1, 4)), sale.held("eve", 3));

        assertThat(sale.audit().findings()).isEmpty();
    }

    /** The offer is still to be made when the step's limit is reached; seats of another kind go to their late payer first. */
    @Test
    void shouldAllowALateBookingOfOtherSeatsWhileAnOfferIsStillToBeMade() {
        HandMadeSale sale = new HandMadeSale(FIRST_FIT, 4, ONE_STEP);
        long ann = sale.expire("ann", 4);
        long bob = sale.hold("bob", 0, 1, 2, 3);
        sale.join("eve", 2, 0);
        sale.pass(105);
        sale.tick(sale.expired(bob, 0, 1, 2, 3));
        sale.decide(confirm(ann, "ann"), sale.skipped(ann, party(0, 2, 4, 6)), sale.bookedLate(ann, "ann", 4));

        assertThat(sale.audit().findings()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> shouldFindWhoIsOvertaken() {
        String bob = " overtakes waiter 4 (bob, 4 seats)";
        return Stream.of(
                found(
                        "a hold",
                        STRICT,
                        waiting(sale -> sale.hold("eve", 3)),
                        Rule.NOBODY_OVERTAKEN,
                        "hold 5 of eve" + bob),
                found(
                        "an exchange for more",
                        STRICT,
                        waiting(sale -> sale.decide(exchange(3, "ann", 0, 3), sale.exchanged(3, List.of(0), 0, 3))),
                        Rule.NOBODY_OVERTAKEN,
                        "the exchange of hold 3" + bob),
                found(
                        "an offer to somebody who came later",
                        STRICT,
                        waiting(sale -> {
                            long eve = sale.join("eve", 4, 0);
                            sale.decide(release(3, "ann"), sale.released(3, 0), sale.offered(eve, "eve", 0, 1, 2, 3));
                        }),
                        Rule.NOBODY_OVERTAKEN,
                        "offer 5 to eve overtakes waiter 4, who is first in line"),
                found(
                        "an offer to somebody who does not wait",
                        STRICT,
                        sale -> sale.tick(sale.offered(3, "ann", 0)),
                        Rule.NOBODY_OVERTAKEN,
                        "an offer went to 3, who does not wait"),
                found(
                        "a late booking of seats that somebody waits for",
                        STRICT,
                        late(0),
                        Rule.NOBODY_OVERTAKEN,
                        "late booking 7 of ann overtakes waiter 6 (eve, 3 seats)"),
                found(
                        "a place in line of another size than was asked for",
                        STRICT,
                        sale -> {
                            sale.hold("ann", 0, 1, 2);
                            sale.decide(joinLine("bob", 2, 0), sale.joined("bob", 3, 0));
                        },
                        Rule.NOBODY_OVERTAKEN,
                        "waiter 4 has a place in line that nobody asked for at this sequence"),
                found(
                        "a place in line that nobody asked for",
                        STRICT,
                        sale -> {
                            sale.hold("ann", 0, 1, 2);
                            sale.tick(sale.joined("bob", 2, 0));
                        },
                        Rule.NOBODY_OVERTAKEN,
                        "waiter 4 has a place in line that nobody asked for at this sequence"));
    }

    /** Ann holds one of the four seats that bob waits for. */
    private static Consumer<HandMadeSale> waiting(Consumer<HandMadeSale> story) {
        return sale -> {
            sale.hold("ann", 0);
            sale.join("bob", 4, 0);
            story.accept(sale);
        };
    }

    /** Ann pays late while eve waits for three of the four seats of which bob has two. */
    private static Consumer<HandMadeSale> late(Integer seat) {
        return sale -> {
            long ann = sale.expire("ann", seat);
            sale.hold("bob", 2, 3);
            sale.join("eve", 3, 0);
            sale.decide(confirm(ann, "ann"), sale.bookedLate(ann, "ann", seat));
        };
    }

    @Test
    void shouldAllowALateBookingOfSeatsThatNobodyWaitsFor() {
        HandMadeSale sale = new HandMadeSale(STRICT, 4, EngineLimits.SMALL);
        late(4).accept(sale);

        assertThat(sale.audit().findings()).isEmpty();
    }

    /** With FIRST_FIT only whoever enough seats are free for may not be passed. */
    @Test
    void shouldFindWhoIsPassedThoughEnoughSeatsAreFree() {
        HandMadeSale sale = new HandMadeSale(FIRST_FIT, 4, ONE_STEP);
        long ann = sale.expire("ann", 0);
        long bob = sale.hold("bob", 0, 1, 2, 3);
        sale.join("eve", 2, 0);
        long ian = sale.join("ian", 1, 0);
        sale.pass(105);
        sale.tick(sale.expired(bob, 0, 1, 2, 3));
        String eve = " overtakes waiter 6 (eve, 2 seats)";
        Event.SkippedParty one = party(0, 1, 4, 7);
        Event.SkippedParty two = party(0, 2, 4, 6);

        sale.decide(holdSeats("leo", 1), sale.skipped(9, one, two), sale.held("leo", 1));
        assertThat(sale.audit().findings())
                .containsExactly(new Finding(Rule.NOBODY_OVERTAKEN, 9, SHOW, "hold 9 of leo" + eve));

        sale.decide(
                confirm(ann, "ann"),
                sale.skipped(ann, party(0, 1, 3, 7), party(0, 2, 3, 6)),
                sale.bookedLate(ann, "ann", 0));
        assertThat(sale.audit().findings())
                .contains(new Finding(Rule.NOBODY_OVERTAKEN, 10, SHOW, "late booking 10 of ann" + eve));

        sale.tick(sale.skipped(ian, party(0, 2, 2, 6)), sale.offered(ian, "ian", 2));
        assertThat(sale.audit().findings())
                .contains(new Finding(Rule.NOBODY_OVERTAKEN, 11, SHOW, "offer 7 to ian" + eve))
                .hasSize(3);
    }

    @TestFactory
    Stream<DynamicTest> shouldFindOffersOfOtherThanWasWaitedFor() {
        return Stream.of(
                offered("fewer seats", "bob", 1, 2),
                offered("another category", "bob", 3, 4, 5),
                offered("another name", "eve", 1, 2, 3));
    }

    private static DynamicTest offered(String name, String customer, Integer... seats) {
        return found(
                "an offer of " + name,
                sale -> {
                    sale.hold("ann", 0, 1);
                    sale.join("bob", 3, 0);
                    sale.decide(release(3, "ann"), sale.released(3, 0, 1), sale.offered(4, customer, seats));
                },
                Rule.TERMS,
                "offer 4 to " + customer + " is not what the party waited for");
    }

    @Test
    void shouldFindAPlaceInLineBeyondTheLimit() {
        HandMadeSale sale = new HandMadeSale(STRICT, 4, EngineLimits.SMALL);
        sale.hold("ann", 0, 1, 2);
        sale.join("ann", 2, 1);
        assertThat(sale.audit().findings())
                .contains(new Finding(Rule.TERMS, 4, SHOW, "waiter 4 goes beyond the limit of 4 seats"));
    }

    @Test
    void shouldFindAPlaceInLineThatIsKeptForAnotherTime() {
        HandMadeSale sale = new HandMadeSale(STRICT, 4, EngineLimits.SMALL);
        sale.hold("ann", 0, 1, 2, 3);
        Event.LineJoined right = (Event.LineJoined) sale.joined("bob", 2, 0);
        sale.decide(
                joinLine("bob", 2, 0),
                new Event.LineJoined(
                        right.eventId(),
                        right.sequence(),
                        right.timestampMs(),
                        SHOW,
                        right.waiterId(),
                        2,
                        0,
                        right.expiresAtMs() - 1,
                        "bob"));
        assertThat(sale.audit().findings())
                .containsExactly(new Finding(Rule.TERMS, 4, SHOW, "waiter 4 has another time than 1000 ms"));
    }

    @TestFactory
    Stream<DynamicTest> shouldFindWaitsThatEndForAReasonThatIsNotSo() {
        Command tick = new Command.Tick();
        return Stream.of(
                ended("a wait that nobody left", tick, WaitEnd.LEFT),
                ended("a wait that somebody else left", leave(4, "eve"), WaitEnd.LEFT),
                ended("another wait than was left", leave(3, "bob"), WaitEnd.LEFT),
                ended("a wait whose time is not over", tick, WaitEnd.TIMED_OUT),
                ended("a wait for seats that can still come free", tick, WaitEnd.INSUFFICIENT),
                ended("a wait for a show that is not full", tick, WaitEnd.SHOW_FULL),
                ended("a wait for a show that is not cancelled", tick, WaitEnd.SHOW_CANCELLED),
                ended("a wait for no reason at all", tick, WaitEnd.NULL_VAL),
                found(
                        "a wait that there is not",
                        sale -> sale.tick(sale.ended(3, WaitEnd.TIMED_OUT)),
                        Rule.RIGHT_END,
                        "a wait ended that there was not: 3"));
    }

    private static DynamicTest ended(String name, Command command, WaitEnd reason) {
        return found(
                name,
                sale -> {
                    sale.hold("ann", 0);
                    sale.join("bob", 4, 0);
                    sale.pass(99);
                    sale.answer(
                            command,
                            command instanceof Command.Tick ? null : sale.refused(Code.NOT_OWNER),
                            sale.ended(4, reason));
                },
                Rule.RIGHT_END,
                "the wait of waiter 4 (bob, 4 seats) ended with " + reason + " while 4 seats could still be had");
    }
}
