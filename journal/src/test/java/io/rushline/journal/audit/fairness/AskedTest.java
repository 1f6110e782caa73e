package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.confirm;
import static io.rushline.journal.audit.fairness.HandMadeCommands.holdSeats;
import static io.rushline.journal.audit.fairness.HandMadeCommands.joinLine;
import static io.rushline.journal.audit.fairness.HandMadeCommands.leave;
import static io.rushline.journal.audit.fairness.HandMadeCommands.release;
import static io.rushline.journal.audit.fairness.HandMadeSale.NO_REQUEST;
import static io.rushline.journal.audit.fairness.HandMadeSale.SHOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a command asked for, to the last detail; what nobody asked for at all is in the tests of the rules. */
class AskedTest {
    private static final long OTHER_SHOW = 7;

    /** Ann has three seats of four, and bob waits for all; the next sequence is 5. */
    private static HandMadeSale sale() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        sale.hold("ann", 0, 1, 2);
        sale.join("bob", 4, 0);
        return sale;
    }

    @TestFactory
    Stream<DynamicTest> shouldFindWhatDiffersFromTheCommand() {
        String hold = "hold 5 of eve is not what was asked for";
        String place = "waiter 5 has a place in line that nobody asked for at this sequence";
        return Stream.of(
                found("the best for another customer", best("ian"), sale -> sale.held("eve", 4), hold),
                found(
                        "a hold with another number",
                        holdSeats("eve", 4),
                        sale -> held(sale, 6, 4),
                        "hold 6 of eve is not what was asked for"),
                found("a seat twice", holdSeats("eve", 4), sale -> held(sale, 5, 4, 4), hold),
                found("a place for another customer", joinLine("ian", 2, 1), sale -> sale.joined("eve", 2, 1), place),
                found("a place of another category", joinLine("eve", 2, 0), sale -> sale.joined("eve", 2, 1), place),
                found(
                        "a place with another number",
                        joinLine("eve", 2, 1),
                        sale -> joined(sale, 6),
                        "waiter 6 has a place in line that nobody asked for at this sequence"),
                found(
                        "a hall with another number",
                        plan("Hall"),
                        sale -> defined(sale, 6, "Hall"),
                        operator("SeatPlanDefined")),
                found("another hall", plan("Hall"), sale -> defined(sale, 5, "Other"), operator("SeatPlanDefined")),
                found("another hall's new name", rename(2), sale -> renamed(sale, "New"), operator("SeatPlanRenamed")),
                found("another new name", rename(1), sale -> renamed(sale, "Newer"), operator("SeatPlanRenamed")),
                found("a show with another number", show(4), sale -> created(sale, 6, 4), operator("ShowCreated")),
                found("a show on other terms", show(4), sale -> created(sale, 5, 3), operator("ShowCreated")),
                found(
                        "the unblocking of other seats",
                        new Command.UnblockSeats(NO_REQUEST, SHOW, List.of(4), "lamp"),
                        sale -> new Event.SeatsUnblocked(
                                sale.nextEvent(), sale.next(), sale.nowMs(), SHOW, List.of(5), "lamp"),
                        operator("SeatsUnblocked")),
                found(
                        "a booking with another number",
                        confirm(3, "ann"),
                        sale -> new Event.SeatsBooked(
                                sale.nextEvent(),
                                5,
                                sale.nowMs(),
                                SHOW,
                                3,
                                6,
                                4_500,
                                false,
                                List.of(0, 1, 2),
                                "ann",
                                "paid"),
                        "booking 6 of ann is not what was paid for"),
                found(
                        "a wait that is over by itself",
                        leave(4, "bob"),
                        sale -> sale.ended(4, WaitEnd.TIMED_OUT),
                        "LeaveLine was accepted and did not happen so"));
    }

    private static DynamicTest found(String name, Command command, Function<HandMadeSale, Event> event, String text) {
        return DynamicTest.dynamicTest(name, () -> {
            HandMadeSale sale = sale();
            sale.decide(command, event.apply(sale));
            assertThat(sale.audit().findings())
                    .filteredOn(finding -> finding.sequence() == 5)
                    .extracting(Finding::text)
                    .contains(text);
        });
    }

    private static String operator(String event) {
        return event + " is not what an operator asked for";
    }

    private static Command best(String customer) {
        return new Command.HoldBestAvailable(NO_REQUEST, SHOW, 1, 1, -1, Adjacency.PREFERRED, customer);
    }

    private static Event held(HandMadeSale sale, long holdId, Integer... seats) {
        return new Event.SeatsHeld(
                sale.nextEvent(),
                sale.next(),
                sale.nowMs(),
                SHOW,
                holdId,
                sale.nowMs() + 100,
                2_500,
                true,
                List.of(seats),
                "eve");
    }

    private static Event joined(HandMadeSale sale, long waiterId) {
        return new Event.LineJoined(
                sale.nextEvent(), sale.next(), sale.nowMs(), SHOW, waiterId, 2, 1, sale.nowMs() + 1_000, "eve");
    }

    private static Command.DefineSeatPlan plan(String hall) {
        return new Command.DefineSeatPlan(NO_REQUEST, 7, List.of("std"), List.of("Stalls"), List.of(), hall);
    }

    private static Event defined(HandMadeSale sale, long planId, String hall) {
        return new Event.SeatPlanDefined(sale.nextEvent(), sale.next(), sale.nowMs(), planId, plan(hall));
    }

    private static Command rename(long planId) {
        return new Command.RenameSeatPlan(NO_REQUEST, planId, "New");
    }

    private static Event renamed(HandMadeSale sale, String hall) {
        return new Event.SeatPlanRenamed(sale.nextEvent(), sale.next(), sale.nowMs(), 1, hall);
    }

    private static Command.CreateShow show(int maxPerCustomer) {
        return HandMadeCommands.show(LinePolicy.STRICT_FIFO, maxPerCustomer);
    }

    private static Event created(HandMadeSale sale, long showId, int maxPerCustomer) {
        return new Event.ShowCreated(sale.nextEvent(), sale.next(), sale.nowMs(), showId, show(maxPerCustomer));
    }

    @Test
    void shouldFindNothingInWhatOperatorsDo() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        sale.decide(plan("Other"), defined(sale, 3, "Other"));
        sale.decide(rename(1), renamed(sale, "New"));
        sale.decide(show(3), created(sale, 5, 3));
        sale.decide(ShowRulesTest.putOff(9_000), ShowRulesTest.changed(sale, 9_000, 4, HandMadeCommands.prices()));
        sale.decide(new Command.OpenSale(NO_REQUEST, SHOW), ShowRulesTest.opened(sale, 1_000));
        sale.blockSeats(0, 4);
        sale.decide(
                new Command.UnblockSeats(NO_REQUEST, SHOW, List.of(4), "lamp"),
                new Event.SeatsUnblocked(sale.nextEvent(), sale.next(), sale.nowMs(), SHOW, List.of(4), "lamp"));
        sale.closeSale();
        sale.cancelShow();
        sale.decide(new Command.ArchiveShow(NO_REQUEST, SHOW), ShowRulesTest.archived(sale));

        assertThat(sale.audit().findings()).isEmpty();
    }

    /** Events that name a show in which the hold, booking or waiter is not. */
    @TestFactory
    Stream<DynamicTest> shouldFindWhatHappensInAnotherShow() {
        List<Integer> seats = List.of(0);
        return Stream.of(
                elsewhere(
                        "a release",
                        release(6, "ann"),
                        (event, at) -> new Event.HoldReleased(event, 8, at, OTHER_SHOW, 6, seats),
                        "HoldReleased: Stalls-A-1 were not those of hold 6, which is hold 6 of ann since sequence 6"),
                elsewhere(
                        "a cancelling",
                        HandMadeCommands.cancel(4, "eve"),
                        (event, at) -> new Event.BookingCancelled(event, 8, at, OTHER_SHOW, 4, 1_500, List.of(1)),
                        "booking 4, which was cancelled, did not have Stalls-A-2"),
                elsewhere(
                        "the end of a wait",
                        leave(5, "bob"),
                        (event, at) -> new Event.WaitEnded(event, 8, at, OTHER_SHOW, 5, WaitEnd.LEFT),
                        "a wait ended that there was not: 5"),
                elsewhere(
                        "an offer",
                        new Command.Tick(),
                        (event, at) -> new Event.SeatsOffered(
                                event, 8, at, OTHER_SHOW, 5, at + 100, 6_000, true, List.of(0, 1, 2, 3), "bob"),
                        "an offer went to 5, who does not wait"));
    }

    private interface Elsewhere {
        Event event(long eventId, long timestampMs);
    }

    /** Eve has booked seat 1, ann holds seat 0, bob waits; the other show is 7. */
    private static DynamicTest elsewhere(String name, Command command, Elsewhere elsewhere, String text) {
        return DynamicTest.dynamicTest(name, () -> {
            HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
            sale.hold("eve", 1);
            sale.decide(confirm(3, "eve"), sale.booked(3, "eve", 1));
            sale.join("bob", 4, 0);
            sale.hold("ann", 0);
            sale.decide(show(4), created(sale, OTHER_SHOW, 4));
            sale.decide(command, elsewhere.event(sale.nextEvent(), sale.nowMs()));
            assertThat(sale.audit().findings())
                    .filteredOn(finding -> finding.sequence() == 8)
                    .extracting(Finding::text)
                    .contains(text);
        });
    }

    @Test
    void shouldFindALateBookingInAnotherShow() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        sale.hold("eve", 1);
        sale.decide(release(3, "eve"), sale.released(3, 1));
        long ann = sale.expire("ann", 0);
        sale.decide(show(4), created(sale, OTHER_SHOW, 4));
        sale.decide(
                confirm(ann, "ann"),
                new Event.SeatsBooked(
                        sale.nextEvent(), 8, sale.nowMs(), OTHER_SHOW, ann, 8, 1_500, true, List.of(0), "ann", "paid"));
        assertThat(sale.audit().findings())
                .extracting(Finding::text)
                .containsExactly("booking 8 of ann is late, and no such hold had expired");
    }
}
