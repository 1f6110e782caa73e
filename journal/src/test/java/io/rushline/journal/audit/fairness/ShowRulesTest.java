package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.prices;
import static io.rushline.journal.audit.fairness.HandMadeSale.NO_REQUEST;
import static io.rushline.journal.audit.fairness.HandMadeSale.SHOW;
import static io.rushline.journal.audit.fairness.HandMadeSale.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What operators do. */
class ShowRulesTest {
    private static final Command TICK = new Command.Tick();

    @TestFactory
    Stream<DynamicTest> shouldFindWhatNoOperatorAskedFor() {
        return Stream.of(
                unasked("SaleClosed", TICK, HandMadeSale::closed),
                unasked("SaleClosed", new Command.CloseSale(NO_REQUEST, 1), HandMadeSale::closed),
                unasked("SaleOpened", TICK, sale -> opened(sale, 0)),
                unasked("ShowArchived", TICK, ShowRulesTest::archived),
                unasked("SaleClosed", new Command.ArchiveShow(NO_REQUEST, SHOW), HandMadeSale::closed),
                unasked("ShowArchived", new Command.CloseSale(NO_REQUEST, SHOW), ShowRulesTest::archived),
                unasked("ShowCancelled", TICK, ShowRulesTest::cancelled),
                unasked("ShowCancelled", new Command.CancelShow(NO_REQUEST, SHOW, "fire"), ShowRulesTest::cancelled),
                unasked("SeatsBlocked", TICK, sale -> sale.blocked(0)),
                unasked(
                        "SeatsBlocked",
                        new Command.BlockSeats(NO_REQUEST, SHOW, List.of(1), "lamp"),
                        sale -> sale.blocked(0)),
                unasked(
                        "SeatsBlocked",
                        new Command.BlockSeats(NO_REQUEST, SHOW, List.of(0), "another reason"),
                        sale -> sale.blocked(0)),
                unasked("ShowChanged", TICK, sale -> changed(sale, 0, 4, prices())),
                unasked("ShowChanged", priced(List.of(OptionalLong.of(1))), sale -> changed(sale, 0, 4, prices())),
                unasked("ShowChanged", putOff(9_000), ShowRulesTest::longer),
                unasked("ShowChanged", putOff(9_000), sale -> changed(sale, 9_001, 4, prices())),
                unasked("ShowChanged", putOff(9_000), sale -> changed(sale, 9_000, 3, prices())),
                unasked("ShowChanged", putOff(9_000), sale -> changed(sale, 9_000, 4, List.of(1_500L, 9L))),
                unasked("ShowChanged", putOff(9_000), sale -> changed(sale, 9_000, 4, List.of(9L, 2_500L))),
                unasked("ShowChanged", putOff(9_000), sale -> changed(sale, 50_001, 100, 1_000, 4)),
                unasked("ShowChanged", putOff(9_000), sale -> changed(sale, 50_000, 101, 1_000, 4)),
                unasked("ShowChanged", putOff(9_000), sale -> changed(sale, 50_000, 100, 1_001, 4)),
                unasked("ShowChanged", putOff(9_000), sale -> changed(sale, 50_000, 100, 1_000, 5)));
    }

    /** The answer is a refusal, as another would be untrue besides. */
    private static DynamicTest unasked(String name, Command command, Function<HandMadeSale, Event> event) {
        return found(
                name + " by " + command,
                sale -> sale.answer(
                        command, command == TICK ? null : sale.refused(Code.SHOW_ACTIVE), event.apply(sale)),
                Rule.TERMS,
                name + " is not what an operator asked for");
    }

    @Test
    void shouldFindPlansThatNoOperatorDefined() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        Command.DefineSeatPlan plan =
                new Command.DefineSeatPlan(NO_REQUEST, 7, List.of("std"), List.of("Stalls"), List.of(), "Hall");
        sale.tick(new Event.SeatPlanDefined(sale.nextEvent(), sale.next(), sale.nowMs(), sale.next(), plan));
        sale.tick(new Event.SeatPlanRenamed(sale.nextEvent(), sale.next(), sale.nowMs(), 1, "Other"));

        assertThat(sale.audit().findings())
                .containsExactly(
                        new Finding(Rule.TERMS, 3, 0, "SeatPlanDefined is not what an operator asked for"),
                        new Finding(Rule.TERMS, 4, 0, "SeatPlanRenamed is not what an operator asked for"));
    }

    @TestFactory
    Stream<DynamicTest> shouldFindChangesToTheHarmOfWhoHasSeats() {
        return Stream.of(
                found(
                        "a sale that is put off while seats are held",
                        sale -> {
                            sale.hold("ann", 0);
                            sale.decide(putOff(9_000), changed(sale, 9_000, 4, prices()));
                        },
                        Rule.TERMS,
                        "sales were put off while somebody had seats or waited"),
                found(
                        "a limit that ends while seats are held",
                        sale -> {
                            sale.hold("ann", 0);
                            sale.decide(limit(0), changed(sale, 0, 0, prices()));
                        },
                        Rule.TERMS,
                        "a limit per customer began or ended while somebody had seats or waited"),
                found(
                        "a sale that is opened from another time on",
                        sale -> sale.decide(new Command.OpenSale(NO_REQUEST, SHOW), opened(sale, 1)),
                        Rule.TERMS,
                        "the sale was opened from another time on than now, or than it had been open from"));
    }

    /** Sales that began already may be said to have begun at another time. */
    @Test
    void shouldAllowAnotherBeginningThatIsOverWhileSeatsAreHeld() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        sale.hold("ann", 0);
        sale.decide(putOff(500), changed(sale, 500, 4, prices()));

        assertThat(sale.audit().findings()).isEmpty();
    }

    static Command putOff(long onSaleAtMs) {
        return change(OptionalLong.of(onSaleAtMs), OptionalInt.empty());
    }

    private static Command limit(int maxPerCustomer) {
        return change(OptionalLong.empty(), OptionalInt.of(maxPerCustomer));
    }

    private static Command priced(List<OptionalLong> prices) {
        OptionalLong same = OptionalLong.empty();
        return new Command.ChangeShow(
                NO_REQUEST, SHOW, same, same, same, same, OptionalInt.empty(), OptionalInt.empty(), prices);
    }

    private static Command change(OptionalLong onSaleAtMs, OptionalInt maxPerCustomer) {
        OptionalLong same = OptionalLong.empty();
        return new Command.ChangeShow(
                NO_REQUEST, SHOW, same, onSaleAtMs, same, same, OptionalInt.empty(), maxPerCustomer, List.of());
    }

    static Event changed(HandMadeSale sale, long onSaleAtMs, int maxPerCustomer, List<Long> prices) {
        return new Event.ShowChanged(
                sale.nextEvent(),
                sale.next(),
                sale.nowMs(),
                SHOW,
                50_000,
                60_000,
                onSaleAtMs,
                100,
                1_000,
                4,
                maxPerCustomer,
                prices);
    }

    /** The show ends later, though it does not begin later. */
    private static Event longer(HandMadeSale sale) {
        return new Event.ShowChanged(
                sale.nextEvent(), sale.next(), sale.nowMs(), SHOW, 50_000, 60_001, 9_000, 100, 1_000, 4, 4, prices());
    }

    private static Event changed(HandMadeSale sale, long startsAtMs, long holdMs, long waitMs, int maxPerHold) {
        return new Event.ShowChanged(
                sale.nextEvent(),
                sale.next(),
                sale.nowMs(),
                SHOW,
                startsAtMs,
                60_000,
                9_000,
                holdMs,
                waitMs,
                maxPerHold,
                4,
                prices());
    }

    static Event opened(HandMadeSale sale, long onSaleAtMs) {
        return new Event.SaleOpened(sale.nextEvent(), sale.next(), sale.nowMs(), SHOW, onSaleAtMs);
    }

    static Event archived(HandMadeSale sale) {
        return new Event.ShowArchived(sale.nextEvent(), sale.next(), sale.nowMs(), SHOW);
    }

    private static Event cancelled(HandMadeSale sale) {
        return new Event.ShowCancelled(sale.nextEvent(), sale.next(), sale.nowMs(), SHOW, "rain");
    }
}
