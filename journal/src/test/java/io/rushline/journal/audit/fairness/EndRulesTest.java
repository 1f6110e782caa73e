package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.cancel;
import static io.rushline.journal.audit.fairness.HandMadeCommands.confirm;
import static io.rushline.journal.audit.fairness.HandMadeCommands.exchange;
import static io.rushline.journal.audit.fairness.HandMadeCommands.release;
import static io.rushline.journal.audit.fairness.HandMadeSale.NO_REQUEST;
import static io.rushline.journal.audit.fairness.HandMadeSale.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What becomes of holds and bookings: nobody but their customer, time and a show's cancellation ends or changes them. */
class EndRulesTest {
    private static final Command TICK = new Command.Tick();

    /** A tick and commands about other things go on with what a limit of steps has left. */
    @Test
    void shouldFindNothingWhenACancelledShowIsWoundUpByLaterCommands() {
        HandMadeSale sale = new HandMadeSale(LinePolicy.STRICT_FIFO, 4, EngineLimits.SMALL);
        long ann = sale.hold("ann", 0);
        long bob = sale.hold("bob", 1);
        sale.book("eve", 2);
        sale.cancelShow();
        sale.tick(sale.released(ann, 0));
        sale.answer(release(bob, "bob"), sale.refused(Code.SHOW_CANCELLED), sale.released(bob, 1));
        sale.answer(cancel(6, "eve"), sale.refused(Code.SHOW_CANCELLED), sale.cancelled(6, 2));

        assertThat(sale.audit().findings()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> shouldFindHoldsThatEndWithoutReason() {
        return Stream.of(
                released("by a tick", TICK),
                released("by somebody else", release(3, "eve")),
                released("by the release of another hold", release(4, "ann")),
                found(
                        "an expiry before its time",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.pass(104);
                            sale.tick(sale.expired(ann, 0));
                        },
                        Rule.RIGHT_END,
                        "hold 3 expired 1 ms too early"),
                found(
                        "a release of other seats",
                        sale -> {
                            long ann = sale.hold("ann", 0, 1);
                            sale.decide(release(ann, "ann"), sale.released(ann, 0));
                        },
                        Rule.ONE_OWNER,
                        "HoldReleased: Stalls-A-1 were not those of hold 3, which is hold 3 of ann since sequence 3"),
                found(
                        "an expiry of other seats",
                        sale -> {
                            long ann = sale.hold("ann", 0, 1);
                            sale.pass(105);
                            sale.tick(sale.expired(ann, 0));
                        },
                        Rule.ONE_OWNER,
                        "HoldExpired: Stalls-A-1 were not those of hold 3, which is hold 3 of ann since sequence 3"),
                found(
                        "an expiry of what is not there",
                        sale -> sale.tick(sale.expired(9, 0)),
                        Rule.ONE_OWNER,
                        "HoldExpired: Stalls-A-1 were not those of hold 9, which is not there"),
                found(
                        "an expiry of what is booked",
                        sale -> {
                            long ann = sale.book("ann", 0);
                            sale.pass(105);
                            sale.tick(sale.expired(ann, 0));
                        },
                        Rule.ONE_OWNER,
                        "HoldExpired: Stalls-A-1 were not those of hold 3, which is booking 4 of ann since sequence 4"));
    }

    private static DynamicTest released(String name, Command command) {
        return found(
                "a release " + name,
                sale -> {
                    long ann = sale.hold("ann", 0);
                    sale.answer(command, command == TICK ? null : sale.refused(Code.NOT_OWNER), sale.released(ann, 0));
                },
                Rule.RIGHT_END,
                "hold 3 was released, and its customer did not ask for it");
    }

    @TestFactory
    Stream<DynamicTest> shouldFindExchangesThatNobodyAskedForSo() {
        return Stream.of(
                exchanged("by a tick", TICK),
                exchanged("by somebody else", exchange(3, "eve", 1)),
                exchanged("of another hold", exchange(4, "ann", 1)),
                exchanged("for other seats", exchange(3, "ann", 2)),
                exchanged("for fewer seats", exchange(3, "ann", 1, 2)),
                found(
                        "an exchange when the sale is closed",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.closeSale();
                            sale.decide(exchange(ann, "ann", 1), sale.exchanged(ann, List.of(0), 1));
                        },
                        Rule.TERMS,
                        "hold 3 of ann got other seats while the show was not on sale"),
                found(
                        "an exchange of seats that the hold did not have",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.decide(exchange(ann, "ann", 1), sale.exchanged(ann, List.of(2), 1));
                        },
                        Rule.ONE_OWNER,
                        "SeatsExchanged: Stalls-A-3 were not those of hold 3, which is hold 3 of ann since sequence 3"));
    }

    private static DynamicTest exchanged(String name, Command command) {
        return found(
                "an exchange " + name,
                sale -> {
                    long ann = sale.hold("ann", 0);
                    sale.decide(command, sale.exchanged(ann, List.of(0), 1));
                },
                Rule.TERMS,
                "hold 3 of ann got other seats, and its customer did not ask for these");
    }

    @TestFactory
    Stream<DynamicTest> shouldFindBookingsThatWereNotPaidSo() {
        return Stream.of(
                booked("by a tick", TICK),
                booked("by somebody else's payment", confirm(3, "eve")),
                booked("by the payment of another hold", confirm(4, "ann")),
                booked("for less", new Command.ConfirmHold(NO_REQUEST, 3, 1_499, "ann", "paid")),
                booked("with another reference", new Command.ConfirmHold(NO_REQUEST, 3, -1, "ann", "other")),
                found(
                        "a booking at another price than the hold's",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.decide(confirm(ann, "ann"), sale.bookedFor(ann, "ann", 1_750, false, 0));
                        },
                        Rule.TERMS,
                        "booking 4 of ann has a wrong price"),
                found(
                        "a booking of other seats",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.decide(confirm(ann, "ann"), sale.booked(ann, "ann", 1));
                        },
                        Rule.ONE_OWNER,
                        "SeatsBooked: Stalls-A-2 were not those of hold 3, which is hold 3 of ann since sequence 3"),
                found(
                        "a booking of somebody else's hold",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.decide(confirm(ann, "eve"), sale.booked(ann, "eve", 0));
                        },
                        Rule.ONE_OWNER,
                        "booking 4 of eve is of a hold of somebody else"),
                found(
                        "a booking in a cancelled show",
                        sale -> {
                            long ann = sale.hold("ann", 0);
                            sale.cancelShow();
                            sale.decide(confirm(ann, "ann"), sale.booked(ann, "ann", 0));
                        },
                        Rule.TERMS,
                        "booking 5 of ann came when the sale was closed or the show cancelled"));
    }

    private static DynamicTest booked(String name, Command command) {
        return found(
                "a booking " + name,
                sale -> {
                    long ann = sale.hold("ann", 0);
                    sale.decide(command, sale.booked(ann, "ann", 0));
                },
                Rule.TERMS,
                "booking 4 of ann is not what was paid for");
    }

    @TestFactory
    Stream<DynamicTest> shouldFindLateBookingsOfWhatHadNotExpired() {
        return Stream.of(
                found(
                        "a late booking by a tick",
                        sale -> {
                            long ann = sale.expire("ann", 0);
                            sale.tick(sale.bookedLate(ann, "ann", 0));
                        },
                        Rule.TERMS,
                        "booking 5 of ann is not what was paid for"),
                found(
                        "a late booking of somebody else's hold",
                        sale -> {
                            long ann = sale.expire("ann", 0);
                            sale.decide(confirm(ann, "eve"), sale.bookedLate(ann, "eve", 0));
                        },
                        Rule.ONE_OWNER,
                        "booking 5 of eve is of a hold of somebody else"),
                found(
                        "a late booking of other seats",
                        sale -> {
                            long ann = sale.expire("ann", 0);
                            sale.decide(confirm(ann, "ann"), sale.bookedLate(ann, "ann", 1));
                        },
                        Rule.ONE_OWNER,
                        "booking 5 of ann is late, and no such hold had expired"),
                found(
                        "a late booking at another price",
                        sale -> {
                            long ann = sale.expire("ann", 0);
                            sale.decide(confirm(ann, "ann"), sale.bookedFor(ann, "ann", 1_750, true, 0));
                        },
                        Rule.TERMS,
                        "booking 5 of ann has a wrong price"),
                found(
                        "a late booking when the sale is closed",
                        sale -> {
                            long ann = sale.expire("ann", 0);
                            sale.closeSale();
                            sale.decide(confirm(ann, "ann"), sale.bookedLate(ann, "ann", 0));
                        },
                        Rule.TERMS,
                        "booking 6 of ann came when the sale was closed or the show cancelled"));
    }

    @TestFactory
    Stream<DynamicTest> shouldFindBookingsThatAreCancelledWithoutReason() {
        return Stream.of(
                cancelled("by a tick", TICK),
                cancelled("by somebody else", cancel(4, "eve")),
                cancelled("by the cancelling of another booking", cancel(5, "ann")),
                found(
                        "a repayment of too much",
                        sale -> {
                            sale.book("ann", 0);
                            sale.decide(cancel(4, "ann"), sale.cancelledFor(4, 1_501, 0));
                        },
                        Rule.TERMS,
                        "booking 4 is paid back with another amount than was paid"),
                found(
                        "a cancelling that frees other seats",
                        sale -> {
                            sale.book("ann", 0);
                            sale.decide(cancel(4, "ann"), sale.cancelled(4, 1));
                        },
                        Rule.ONE_OWNER,
                        "booking 4, which was cancelled, did not have Stalls-A-2"));
    }

    private static DynamicTest cancelled(String name, Command command) {
        return found(
                "a cancelling " + name,
                sale -> {
                    sale.book("ann", 0);
                    sale.decide(command, sale.cancelled(4, 0));
                },
                Rule.RIGHT_END,
                "booking 4 was cancelled, and its customer did not ask for it");
    }
}
