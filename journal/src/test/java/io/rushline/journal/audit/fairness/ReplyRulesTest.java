package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.cancel;
import static io.rushline.journal.audit.fairness.HandMadeCommands.confirm;
import static io.rushline.journal.audit.fairness.HandMadeCommands.exchange;
import static io.rushline.journal.audit.fairness.HandMadeCommands.holdSeats;
import static io.rushline.journal.audit.fairness.HandMadeCommands.joinLine;
import static io.rushline.journal.audit.fairness.HandMadeCommands.leave;
import static io.rushline.journal.audit.fairness.HandMadeCommands.release;
import static io.rushline.journal.audit.fairness.HandMadeSale.NO_REQUEST;
import static io.rushline.journal.audit.fairness.HandMadeSale.SHOW;
import static io.rushline.journal.audit.fairness.HandMadeSale.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What clients are told. */
class ReplyRulesTest {
    private static final String FULL = "the show was called full while seats could be had";
    private static final String LINE = "a newcomer was sent to a line that nobody stands in while seats are free";
    private static final String KEPT_OUT = "a party was kept out of the line although it has to wait";

    @TestFactory
    Stream<DynamicTest> shouldFindWhatIsAcceptedAndDoesNotHappen() {
        return Stream.of(
                accepted(release(3, "ann"), 3),
                accepted(leave(4, "bob"), 4),
                accepted(new Command.CancelShow(NO_REQUEST, SHOW, "rain"), SHOW),
                accepted(new Command.CloseSale(NO_REQUEST, SHOW), SHOW),
                accepted(new Command.OpenSale(NO_REQUEST, SHOW), SHOW),
                accepted(new Command.ArchiveShow(NO_REQUEST, SHOW), SHOW),
                accepted(new Command.BlockSeats(NO_REQUEST, SHOW, List.of(3), "lamp"), SHOW),
                accepted(new Command.UnblockSeats(NO_REQUEST, SHOW, List.of(3), "lamp"), SHOW),
                accepted(ShowRulesTest.putOff(9_000), SHOW),
                accepted(new Command.RenameSeatPlan(NO_REQUEST, 1, "Other"), 1),
                found(
                        "the answer to a release is about another hold",
                        sale -> {
                            sale.hold("ann", 0);
                            sale.answer(release(3, "ann"), sale.accepted(4), sale.released(3, 0));
                        },
                        Rule.TRUE_REPLY,
                        "ReleaseHold was accepted and did not happen so"));
    }

    private static DynamicTest accepted(Command command, long subject) {
        return DynamicTest.dynamicTest(command.name(), () -> {
            HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
            sale.hold("ann", 0);
            sale.join("bob", 4, 0);
            sale.answer(command, sale.accepted(subject));
            assertThat(sale.audit().findings())
                    .singleElement()
                    .extracting(Finding::rule, Finding::sequence, Finding::text)
                    .containsExactly(Rule.TRUE_REPLY, 5L, command.name() + " was accepted and did not happen so");
        });
    }

    @TestFactory
    Stream<DynamicTest> shouldFindRefusalsThatAreNotTrue() {
        return Stream.of(
                refused(
                        "seats that are free",
                        holdSeats("eve", 0, 4),
                        Code.SEATS_UNAVAILABLE,
                        "seats were refused as gone that are free: [4]"),
                refused("a hold in a show that is not full", holdSeats("eve", 1), Code.SHOW_FULL, FULL),
                refused("an accessible place in a show that is not full", holdSeats("eve", 6), Code.SHOW_FULL, FULL),
                refused("the best in a show that is not full", best(2, 1), Code.SHOW_FULL, FULL),
                refused("a party in a show that is not full", joinLine("eve", 2, 1), Code.SHOW_FULL, FULL),
                refused("a hold while nobody waits", holdSeats("eve", 4), Code.JOIN_LINE, LINE),
                refused("an accessible place while nobody waits", holdSeats("eve", 6, 4), Code.JOIN_LINE, LINE),
                refused("the best while nobody waits", best(2, 1), Code.JOIN_LINE, LINE),
                refused("a party for which too few are free", joinLine("eve", 4, 0), Code.SEATS_AVAILABLE, KEPT_OUT),
                found(
                        "a party behind another, though enough are free for it",
                        sale -> {
                            sale.hold("ann", 0);
                            sale.join("bob", 4, 0);
                            sale.answer(joinLine("eve", 1, 0), sale.refused(Code.SEATS_AVAILABLE));
                        },
                        Rule.TRUE_REPLY,
                        KEPT_OUT));
    }

    /** Ann has three of four seats, and two more that are not for everybody are free besides the balcony. */
    private static DynamicTest refused(String name, Command command, Code code, String text) {
        return found(
                name,
                sale -> {
                    sale.hold("ann", 0, 1, 2);
                    sale.answer(command, sale.refused(code, 0, 4));
                },
                Rule.TRUE_REPLY,
                text);
    }

    private static Command best(int quantity, int category) {
        return new Command.HoldBestAvailable(NO_REQUEST, SHOW, quantity, category, -1, Adjacency.PREFERRED, "eve");
    }

    @Test
    void shouldAllowRefusalsThatAreTrue() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        sale.hold("ann", 0, 1, 2);
        sale.answer(holdSeats("eve", 0, 1), sale.refused(Code.SEATS_UNAVAILABLE, 0, 1));
        sale.answer(best(3, 1), sale.refused(Code.SHOW_FULL));
        sale.answer(best(3, 0), sale.refused(Code.JOIN_LINE));
        sale.answer(joinLine("eve", 1, 0), sale.refused(Code.SEATS_AVAILABLE));
        sale.join("bob", 4, 0);
        sale.answer(best(1, 1), sale.refused(Code.JOIN_LINE));
        Command unblock = new Command.UnblockSeats(NO_REQUEST, SHOW, List.of(3), "lamp");
        sale.answer(unblock, sale.refused(Code.SEATS_UNAVAILABLE, 3));

        assertThat(sale.audit().findings()).isEmpty();
    }

    /** The accessible place is still free, and nobody gets it who does not choose it. */
    @Test
    void shouldAllowAFullShowForWhoChoosesOrdinarySeats() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        sale.book("ann", 0, 1, 2, 3);
        sale.book("bob", 4, 5);
        sale.answer(holdSeats("eve", 0), sale.refused(Code.SHOW_FULL));
        assertThat(sale.audit().findings()).isEmpty();

        sale.answer(holdSeats("eve", 6), sale.refused(Code.SHOW_FULL));
        assertThat(sale.audit().findings()).containsExactly(new Finding(Rule.TRUE_REPLY, 8, SHOW, FULL));
    }

    @TestFactory
    Stream<DynamicTest> shouldFindARefusalThatChangesSomething() {
        return Stream.of(
                changing(holdSeats("eve", 4), sale -> sale.held("eve", 4)),
                changing(release(3, "ann"), sale -> sale.released(3, 0)),
                changing(exchange(3, "ann", 1), sale -> sale.exchanged(3, List.of(0), 1)),
                changing(confirm(3, "ann"), sale -> sale.booked(3, "ann", 0)),
                changing(joinLine("eve", 4, 0), sale -> sale.joined("eve", 4, 0)),
                changing(new Command.CloseSale(NO_REQUEST, SHOW), HandMadeSale::closed));
    }

    private static DynamicTest changing(Command command, Function<HandMadeSale, Event> event) {
        return found(
                command.name(),
                sale -> {
                    sale.hold("ann", 0);
                    sale.answer(command, sale.refused(Code.CAPACITY), event.apply(sale));
                },
                Rule.TRUE_REPLY,
                "it was refused and changed something all the same");
    }

    @TestFactory
    Stream<DynamicTest> shouldFindAnswersAboutOtherThanHappened() {
        String hold = "hold 3 was told to somebody who did not get it so";
        String booking = "booking 4 was told and is not so";
        String place = "waiter 3 was told a wrong place in line";
        return Stream.of(
                held("hold 9 was told to somebody who did not get it so", 9, true, 1_100, 3_000, 0, 1),
                held(hold, 3, false, 1_100, 3_000, 0, 1),
                held(hold, 3, true, 1_101, 3_000, 0, 1),
                held(hold, 3, true, 1_100, 3_001, 0, 1),
                held(hold, 3, true, 1_100, 3_000, 0, 2),
                exchanged(9, true, 1_500, 1),
                exchanged(3, false, 1_500, 1),
                exchanged(3, true, 1_501, 1),
                exchanged(3, true, 1_500, 2),
                booked(
                        "booking 9 was told and is not so",
                        sale -> sale.booking(BookingState.BOOKED, 9, 1_500, List.of(0))),
                booked(booking, sale -> sale.booking(BookingState.BOOKED_LATE, 4, 1_500, List.of(0))),
                booked(booking, sale -> sale.booking(BookingState.BOOKED, 4, 1_501, List.of(0))),
                booked(booking, sale -> sale.booking(BookingState.BOOKED, 4, 1_500, List.of(1))),
                cancelled(BookingState.CANCELLED, 4, 1_501),
                cancelled(BookingState.BOOKED, 4, 1_500),
                cancelled(BookingState.CANCELLED, 5, 1_500),
                joined(place, sale -> sale.waiting(1, 2_000)),
                joined(place, sale -> sale.waiting(0, 2_001)),
                joined(
                        "waiter 9 was told a wrong place in line",
                        sale -> new Reply.WaiterReply(NO_REQUEST, 3, 1_000, Code.OK, false, 9, SHOW, 1, 2_000)));
    }

    private static DynamicTest held(
            String text, long holdId, boolean adjacent, long expiresAtMs, long total, Integer... seats) {
        return told(
                sale -> sale.answer(
                        holdSeats("ann", 0, 1),
                        sale.hold(holdId, adjacent, expiresAtMs, total, List.of(seats)),
                        sale.held("ann", 0, 1)),
                text);
    }

    private static DynamicTest exchanged(long holdId, boolean adjacent, long total, Integer seat) {
        return told(
                sale -> {
                    sale.hold("ann", 0);
                    sale.answer(
                            exchange(3, "ann", 1),
                            sale.hold(holdId, adjacent, 0, total, List.of(seat)),
                            sale.exchanged(3, List.of(0), 1));
                },
                "hold " + holdId + " was told to somebody who did not get it so");
    }

    private static DynamicTest booked(String text, Function<HandMadeSale, Reply> reply) {
        return told(
                sale -> {
                    sale.hold("ann", 0);
                    sale.answer(confirm(3, "ann"), reply.apply(sale), sale.booked(3, "ann", 0));
                },
                text);
    }

    private static DynamicTest cancelled(BookingState state, long bookingId, long total) {
        return told(
                sale -> {
                    sale.book("ann", 0);
                    sale.answer(
                            cancel(4, "ann"), sale.booking(state, bookingId, total, List.of(0)), sale.cancelled(4, 0));
                },
                "booking " + bookingId + " was told and is not so");
    }

    private static DynamicTest joined(String text, Function<HandMadeSale, Reply> reply) {
        return told(sale -> sale.answer(joinLine("bob", 3, 1), reply.apply(sale), sale.joined("bob", 3, 1)), text);
    }

    private static DynamicTest told(Consumer<HandMadeSale> story, String text) {
        return DynamicTest.dynamicTest(text, () -> {
            HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
            story.accept(sale);
            assertThat(sale.audit().findings()).contains(new Finding(Rule.TRUE_REPLY, sale.next() - 1, SHOW, text));
        });
    }
}
