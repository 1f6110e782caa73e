package io.rushline.journal.audit.fairness;

import static io.rushline.journal.audit.fairness.HandMadeCommands.confirm;
import static io.rushline.journal.audit.fairness.HandMadeCommands.holdSeats;
import static io.rushline.journal.audit.fairness.HandMadeCommands.joinLine;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.EngineLimits;
import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.journal.audit.Decision;
import io.rushline.journal.audit.fairness.Finding.Rule;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Event;
import io.rushline.journal.audit.message.Reply;
import io.rushline.journal.audit.message.RequestId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/**
 * A small sale that no engine decided: honest steps, and events and replies to put together dishonest ones.
 *
 * <pre>
 *  Stalls-A    0  1  2  3      std, 1500
 *  Balcony-B   4  5            vip, 2500
 *  Stalls-C    6               std, 1500, an accessible place
 * </pre>
 *
 * <p>The hall is sequence 1 and the show 2. A hold lives for 100 ms and 5 ms of grace, and has four seats at most; a wait
 * lasts 1,000 ms.
 */
final class HandMadeSale {
    static final RequestId NO_REQUEST = new RequestId(0, 0);
    static final long SHOW = 2;
    static final long HOLD_MS = 100;
    private static final int[] ROWS = {0, 0, 0, 0, 1, 1, 2};

    private final FairnessAudit audit;
    private long sequence;
    private long nowMs = 1_000;
    private long eventId;
    private int waiting;

    HandMadeSale(LinePolicy policy, int maxPerCustomer, EngineLimits limits) {
        audit = new FairnessAudit(limits);
        Command.DefineSeatPlan plan = HandMadeCommands.plan();
        decide(plan, new Event.SeatPlanDefined(++eventId, next(), nowMs, 1, plan));
        Command.CreateShow show = HandMadeCommands.show(policy, maxPerCustomer);
        decide(show, new Event.ShowCreated(++eventId, next(), nowMs, SHOW, show));
    }

    /** A sale in which the audit must find exactly this, with the last command. */
    static DynamicTest found(String name, LinePolicy policy, Consumer<HandMadeSale> story, Rule rule, String text) {
        return DynamicTest.dynamicTest(name, () -> {
            HandMadeSale sale = new HandMadeSale(policy, 4, EngineLimits.SMALL);
            story.accept(sale);
            assertThat(sale.audit.findings()).containsExactly(new Finding(rule, sale.sequence, SHOW, text));
        });
    }

    static DynamicTest found(String name, Consumer<HandMadeSale> story, Rule rule, String text) {
        return found(name, LinePolicy.STRICT_FIFO, story, rule, text);
    }

    FairnessAudit audit() {
        return audit;
    }

    /** The sequence of the next command. */
    long next() {
        return sequence + 1;
    }

    long nowMs() {
        return nowMs;
    }

    void pass(int ms) {
        nowMs += ms;
    }

    /** The next command with its events, of which the first that serves anybody is what it asked for, and the true answer. */
    void decide(Command command, Event... events) {
        Event main = events.length > 1 && events[0] instanceof Event.WaitersSkipped ? events[1] : events[0];
        answer(command, command instanceof Command.Tick ? null : reply(main), events);
    }

    void answer(Command command, @Nullable Reply reply, Event... events) {
        sequence++;
        audit.accept(new Decision(sequence, nowMs, command, List.of(events), Optional.ofNullable(reply)));
    }

    void tick(Event... events) {
        answer(new Command.Tick(), null, events);
    }

    long hold(String customer, Integer... seats) {
        decide(holdSeats(customer, seats), held(customer, seats));
        return sequence;
    }

    long join(String customer, int quantity, int category) {
        decide(joinLine(customer, quantity, category), joined(customer, quantity, category));
        return sequence;
    }

    /** Holds seats and pays them; the booking is one more than the hold. */
    long book(String customer, Integer... seats) {
        long holdId = hold(customer, seats);
        decide(confirm(holdId, customer), booked(holdId, customer, seats));
        return holdId;
    }

    /** Holds seats until they expire. */
    long expire(String customer, Integer... seats) {
        long holdId = hold(customer, seats);
        pass(105);
        tick(expired(holdId, seats));
        return holdId;
    }

    void cancelShow() {
        decide(
                new Command.CancelShow(NO_REQUEST, SHOW, "rain"),
                new Event.ShowCancelled(++eventId, next(), nowMs, SHOW, "rain"));
    }

    void closeSale() {
        decide(new Command.CloseSale(NO_REQUEST, SHOW), closed());
    }

    void blockSeats(Integer... seats) {
        decide(new Command.BlockSeats(NO_REQUEST, SHOW, List.of(seats), "lamp"), blocked(seats));
    }

    Event held(String customer, Integer... seats) {
        return heldFor(customer, total(seats), nowMs + HOLD_MS, seats);
    }

    Event heldFor(String customer, long total, long expiresAtMs, Integer... seats) {
        return new Event.SeatsHeld(
                ++eventId,
                next(),
                nowMs,
                SHOW,
                next(),
                expiresAtMs,
                total,
                isAdjacent(seats),
                List.of(seats),
                customer);
    }

    Event released(long holdId, Integer... seats) {
        return new Event.HoldReleased(++eventId, next(), nowMs, SHOW, holdId, List.of(seats));
    }

    Event expired(long holdId, Integer... seats) {
        return new Event.HoldExpired(++eventId, next(), nowMs, SHOW, holdId, List.of(seats));
    }

    Event exchanged(long holdId, List<Integer> former, Integer... seats) {
        return exchangedFor(holdId, former, total(seats), seats);
    }

    Event exchangedFor(long holdId, List<Integer> former, long total, Integer... seats) {
        return new Event.SeatsExchanged(
                ++eventId, next(), nowMs, SHOW, holdId, total, isAdjacent(seats), former, List.of(seats));
    }

    Event booked(long holdId, String customer, Integer... seats) {
        return bookedFor(holdId, customer, total(seats), false, seats);
    }

    Event bookedLate(long holdId, String customer, Integer... seats) {
        return bookedFor(holdId, customer, total(seats), true, seats);
    }

    Event bookedFor(long holdId, String customer, long total, boolean late, Integer... seats) {
        return new Event.SeatsBooked(
                ++eventId, next(), nowMs, SHOW, holdId, next(), total, late, List.of(seats), customer, "paid");
    }

    Event cancelled(long bookingId, Integer... seats) {
        return cancelledFor(bookingId, total(seats), seats);
    }

    Event cancelledFor(long bookingId, long total, Integer... seats) {
        return new Event.BookingCancelled(++eventId, next(), nowMs, SHOW, bookingId, total, List.of(seats));
    }

    Event joined(String customer, int quantity, int category) {
        waiting++;
        return new Event.LineJoined(
                ++eventId, next(), nowMs, SHOW, next(), quantity, category, nowMs + 1_000, customer);
    }

    Event offered(long waiterId, String customer, Integer... seats) {
        waiting--;
        return new Event.SeatsOffered(
                ++eventId,
                next(),
                nowMs,
                SHOW,
                waiterId,
                nowMs + HOLD_MS,
                total(seats),
                isAdjacent(seats),
                List.of(seats),
                customer);
    }

    Event ended(long waiterId, WaitEnd reason) {
        waiting--;
        return new Event.WaitEnded(++eventId, next(), nowMs, SHOW, waiterId, reason);
    }

    Event skipped(long holdId, Event.SkippedParty... parties) {
        return new Event.WaitersSkipped(++eventId, next(), nowMs, SHOW, holdId, List.of(parties));
    }

    Event closed() {
        return new Event.SaleClosed(++eventId, next(), nowMs, SHOW);
    }

    Event blocked(Integer... seats) {
        return new Event.SeatsBlocked(++eventId, next(), nowMs, SHOW, List.of(seats), "lamp");
    }

    /** The number for an event that a test makes by itself. */
    long nextEvent() {
        return ++eventId;
    }

    Reply refused(Code code, Integer... seats) {
        return new Reply.Refused(NO_REQUEST, next(), nowMs, code, false, 0, List.of(seats));
    }

    Reply accepted(long subjectId) {
        return new Reply.Accepted(NO_REQUEST, next(), nowMs, Code.OK, false, subjectId);
    }

    /** The true answer to who asked for an event. */
    Reply reply(Event event) {
        if (event instanceof Event.SeatsHeld e) {
            return hold(e.holdId(), e.adjacent(), e.expiresAtMs(), e.total(), e.seats());
        } else if (event instanceof Event.SeatsExchanged e) {
            return hold(e.holdId(), e.adjacent(), 0, e.total(), e.seats());
        } else if (event instanceof Event.SeatsBooked e) {
            BookingState state = e.late() ? BookingState.BOOKED_LATE : BookingState.BOOKED;
            return booking(state, e.bookingId(), e.total(), e.seats());
        } else if (event instanceof Event.BookingCancelled e) {
            return booking(BookingState.CANCELLED, e.bookingId(), e.total(), e.seats());
        } else if (event instanceof Event.LineJoined e) {
            return waiting(waiting - 1, e.expiresAtMs());
        } else if (event instanceof Event.SeatPlanDefined e) {
            return accepted(e.planId());
        } else if (event instanceof Event.SeatPlanRenamed e) {
            return accepted(e.planId());
        } else if (event instanceof Event.WaitEnded e) {
            return accepted(e.waiterId());
        }
        return accepted(event.holdId() == 0 ? event.showId() : event.holdId());
    }

    Reply hold(long holdId, boolean adjacent, long expiresAtMs, long total, List<Integer> seats) {
        return new Reply.HoldReply(
                NO_REQUEST, next(), nowMs, Code.OK, false, adjacent, holdId, SHOW, expiresAtMs, total, seats);
    }

    Reply booking(BookingState state, long bookingId, long total, List<Integer> seats) {
        return new Reply.BookingReply(
                NO_REQUEST, next(), nowMs, Code.OK, false, state, bookingId, SHOW, 0, total, seats);
    }

    Reply waiting(int ahead, long expiresAtMs) {
        return new Reply.WaiterReply(NO_REQUEST, next(), nowMs, Code.OK, false, next(), SHOW, ahead, expiresAtMs);
    }

    private static long total(Integer... seats) {
        return List.of(seats).stream()
                .mapToLong(seat -> HandMadeCommands.prices().get(ROWS[seat] == 1 ? 1 : 0))
                .sum();
    }

    private static boolean isAdjacent(Integer... seats) {
        return IntStream.range(1, seats.length)
                .allMatch(i -> ROWS[seats[i]] == ROWS[seats[i - 1]] && seats[i] == seats[i - 1] + 1);
    }
}
