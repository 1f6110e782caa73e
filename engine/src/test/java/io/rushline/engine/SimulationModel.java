package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.customer.CustomerName;
import io.rushline.engine.hold.Holds;
import io.rushline.engine.line.Waiters;
import io.rushline.engine.protocol.BookingCancelledDecoder;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.HoldExpiredDecoder;
import io.rushline.engine.protocol.HoldReleasedDecoder;
import io.rushline.engine.protocol.LineJoinedDecoder;
import io.rushline.engine.protocol.SeatPlanDefinedDecoder;
import io.rushline.engine.protocol.SeatsBookedDecoder;
import io.rushline.engine.protocol.SeatsExchangedDecoder;
import io.rushline.engine.protocol.SeatsHeldDecoder;
import io.rushline.engine.protocol.SeatsOfferedDecoder;
import io.rushline.engine.protocol.ShowCreatedDecoder;
import io.rushline.engine.protocol.WaitEnd;
import io.rushline.engine.protocol.WaitEndedDecoder;
import io.rushline.engine.seat.SeatPlan;
import io.rushline.engine.show.Show;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the events alone say about every seat, hold and place in line. It takes no event that breaks a rule, and compares
 * itself with what the engine remembers.
 */
final class SimulationModel {
    private static final int EXPIRY_PHASE = 0;
    private static final int COMMAND_PHASE = 1;

    /** A hold or booking that has not ended, or one that expired and may be taken again. */
    static final class Hold {
        final long id;
        final long showId;
        final String customer;
        List<Integer> seats;
        final long deadlineMs;
        long bookingId;
        boolean isExpired;

        Hold(long id, long showId, String customer, List<Integer> seats, long deadlineMs) {
            this.id = id;
            this.showId = showId;
            this.customer = customer;
            this.seats = seats;
            this.deadlineMs = deadlineMs;
        }
    }

    /** A party in line. */
    record Party(long id, long showId, String customer, int quantity, int category, long deadlineMs) {}

    final Map<Long, Hold> holds = new TreeMap<>();
    final Map<Long, List<Party>> lines = new TreeMap<>();
    private final Map<Long, Map<Integer, Long>> takenBy = new HashMap<>();
    private final EngineState state;

    @Nullable
    Hold lastCancelled;

    private long lastEventId;
    private long lastDeadlineMs;
    private long lastDueId;
    private int phase;

    SimulationModel(EngineState state) {
        this.state = state;
    }

    /** Takes what one command brought about. */
    void take(List<Message> messages, long sequence, long nowMs, boolean isAnswered) {
        phase = EXPIRY_PHASE;
        lastDeadlineMs = Long.MIN_VALUE;
        int eventCount = messages.size() - (isAnswered ? 1 : 0);
        assertThat(eventCount).isNotNegative();
        int commandEvents = 0;
        for (Message event : messages.subList(0, eventCount)) {
            assertThat(event.isReply()).isFalse();
            assertThat(event.eventId).isEqualTo(++lastEventId);
            assertThat(event.sequence).isEqualTo(sequence);
            assertThat(event.timestampMs).isEqualTo(nowMs);
            take(event, nowMs);
            commandEvents += phase == COMMAND_PHASE ? 1 : 0;
        }
        if (isAnswered) {
            Message reply = messages.get(eventCount);
            assertThat(reply.isReply()).isTrue();
            boolean isNew = reply.code == Code.OK && !reply.isReplayed;
            assertThat(commandEvents > 0)
                    .as("a command's own event: %s", reply.code)
                    .isEqualTo(isNew);
        } else {
            assertThat(commandEvents).isZero();
        }
    }

    private void take(Message event, long nowMs) {
        switch (event.templateId) {
            case SeatPlanDefinedDecoder.TEMPLATE_ID -> phase = COMMAND_PHASE;
            case ShowCreatedDecoder.TEMPLATE_ID -> {
                phase = COMMAND_PHASE;
                takenBy.put(event.showId, new HashMap<>());
                lines.put(event.showId, new ArrayList<>());
            }
            case SeatsHeldDecoder.TEMPLATE_ID -> {
                phase = COMMAND_PHASE;
                assertThat(line(event.showId))
                        .as("newcomer %s before the line", event.customer)
                        .isEmpty();
                add(event, nowMs);
            }
            case SeatsOfferedDecoder.TEMPLATE_ID -> takeOffer(event, nowMs);
            case HoldReleasedDecoder.TEMPLATE_ID -> {
                phase = COMMAND_PHASE;
                Hold hold = live(event.subjectId);
                assertThat(hold.bookingId).isZero();
                free(hold, event.seats);
                holds.remove(hold.id);
            }
            case HoldExpiredDecoder.TEMPLATE_ID -> {
                Hold hold = live(event.subjectId);
                assertThat(hold.bookingId).isZero();
                inOrder(hold.deadlineMs, hold.id, nowMs);
                free(hold, event.seats);
                hold.isExpired = true;
            }
            case SeatsExchangedDecoder.TEMPLATE_ID -> {
                phase = COMMAND_PHASE;
                Hold hold = live(event.subjectId);
                free(hold, event.formerSeats);
                hold.seats = event.seats;
                occupy(hold);
            }
            case SeatsBookedDecoder.TEMPLATE_ID -> takeBooking(event);
            case BookingCancelledDecoder.TEMPLATE_ID -> {
                phase = COMMAND_PHASE;
                Hold hold = holds.values().stream()
                        .filter(each -> each.bookingId == event.bookingId)
                        .findFirst()
                        .orElseThrow();
                free(hold, event.seats);
                holds.remove(hold.id);
                lastCancelled = hold;
            }
            case LineJoinedDecoder.TEMPLATE_ID -> {
                phase = COMMAND_PHASE;
                line(event.showId)
                        .add(new Party(
                                event.subjectId,
                                event.showId,
                                event.customer,
                                event.quantity,
                                event.category,
                                event.expiresAtMs));
            }
            case WaitEndedDecoder.TEMPLATE_ID -> takeWaitEnd(event, nowMs);
            default -> throw new AssertionError("template " + event.templateId);
        }
    }

    private void takeOffer(Message event, long nowMs) {
        Party head = line(event.showId).remove(0);
        assertThat(event.subjectId).as("overtaken: %s", head).isEqualTo(head.id());
        assertThat(event.customer).isEqualTo(head.customer());
        assertThat(event.seats).hasSize(head.quantity());
        SeatPlan plan = show(event.showId).plan();
        assertThat(event.seats)
                .allMatch(seat ->
                        plan.isOrdinary(seat) && (head.category() == -1 || plan.category(seat) == head.category()));
        add(event, nowMs);
    }

    private void takeBooking(Message event) {
        phase = COMMAND_PHASE;
        Hold hold = Objects.requireNonNull(holds.get(event.subjectId));
        assertThat(hold.isExpired).isEqualTo(event.isLate);
        assertThat(hold.bookingId).isZero();
        assertThat(hold.seats).isEqualTo(event.seats);
        assertThat(hold.customer).isEqualTo(event.customer);
        if (hold.isExpired) {
            occupy(hold);
            hold.isExpired = false;
        }
        hold.bookingId = event.bookingId;
    }

    private void takeWaitEnd(Message event, long nowMs) {
        List<Party> line = line(event.showId);
        Party party = line.stream()
                .filter(each -> each.id() == event.subjectId)
                .findFirst()
                .orElseThrow();
        line.remove(party);
        if (event.reason == WaitEnd.TIMED_OUT) {
            inOrder(party.deadlineMs(), party.id(), nowMs);
        } else {
            phase = COMMAND_PHASE;
        }
    }

    /** Whatever is due ends in the order of (deadline, id), before the command is looked at. */
    private void inOrder(long deadlineMs, long id, long nowMs) {
        assertThat(phase).isEqualTo(EXPIRY_PHASE);
        assertThat(deadlineMs).isLessThanOrEqualTo(nowMs);
        boolean isLater = deadlineMs > lastDeadlineMs || (deadlineMs == lastDeadlineMs && id > lastDueId);
        assertThat(isLater)
                .as("%d at %d after %d at %d", id, deadlineMs, lastDueId, lastDeadlineMs)
                .isTrue();
        lastDeadlineMs = deadlineMs;
        lastDueId = id;
    }

    private void add(Message event, long nowMs) {
        long graceMs = show(event.showId).terms().graceMs();
        assertThat(event.expiresAtMs)
                .isEqualTo(nowMs + show(event.showId).terms().holdMs());
        Hold hold = new Hold(event.subjectId, event.showId, event.customer, event.seats, event.expiresAtMs + graceMs);
        assertThat(holds.put(hold.id, hold)).isNull();
        occupy(hold);
    }

    private void occupy(Hold hold) {
        for (int seat : hold.seats) {
            assertThat(taken(hold.showId).put(seat, hold.id))
                    .as("seat %d sold twice", seat)
                    .isNull();
        }
    }

    private void free(Hold hold, List<Integer> seats) {
        assertThat(seats).isEqualTo(hold.seats);
        for (int seat : seats) {
            assertThat(taken(hold.showId).remove(seat)).isEqualTo(hold.id);
        }
    }

    /** Compares with what the engine remembers after a command. */
    void check(Engine engine, long nowMs) {
        long nextDeadlineMs = Engine.NO_DEADLINE;
        holds.values().removeIf(hold -> hold.isExpired && state.holds.find(hold.id) == Holds.NONE);
        for (Hold hold : holds.values()) {
            int slot = state.holds.find(hold.id);
            if (hold.isExpired) {
                assertThat(state.holds.state(slot)).isEqualTo(Holds.EXPIRED);
                continue;
            }
            assertThat(state.holds.state(slot)).isEqualTo(hold.bookingId == 0 ? Holds.HELD : Holds.BOOKED);
            assertThat(state.customers.isNamed(state.holds.customer(slot), name(hold.customer)))
                    .isTrue();
            for (int i = 0; i < hold.seats.size(); i++) {
                assertThat(state.holds.seat(slot, i)).isEqualTo(hold.seats.get(i));
            }
            if (hold.bookingId == 0) {
                assertThat(hold.deadlineMs).as("a live hold past its deadline").isGreaterThan(nowMs);
                nextDeadlineMs = Math.min(nextDeadlineMs, hold.deadlineMs);
            }
        }
        long live = holds.values().stream().filter(hold -> !hold.isExpired).count();
        assertThat(state.holds.count()).isEqualTo((int) live);
        for (Map.Entry<Long, List<Party>> line : lines.entrySet()) {
            checkSeats(show(line.getKey()));
            nextDeadlineMs = Math.min(nextDeadlineMs, checkLine(show(line.getKey()), line.getValue(), nowMs));
        }
        assertThat(engine.nextDeadlineMs()).isEqualTo(nextDeadlineMs);
    }

    private void checkSeats(Show show) {
        SeatPlan plan = show.plan();
        int[] freeOrdinary = new int[plan.categoryCount() + 1];
        int[] obtainable = new int[plan.categoryCount() + 1];
        int freeCount = 0;
        int heldCount = 0;
        for (int seat = 0; seat < plan.seatCount(); seat++) {
            Long holdId = taken(show.id()).get(seat);
            boolean isBooked = holdId != null && Objects.requireNonNull(holds.get(holdId)).bookingId != 0;
            boolean isHeld = holdId != null && !isBooked;
            boolean agrees = show.isFree(seat) == (holdId == null)
                    && show.isHeld(seat) == isHeld
                    && show.isBooked(seat) == isBooked;
            if (!agrees) {
                throw new AssertionError("seat " + seat + " of show " + show.id() + ", hold " + holdId);
            }
            freeCount += holdId == null ? 1 : 0;
            heldCount += isHeld ? 1 : 0;
            if (plan.isOrdinary(seat) && !isBooked) {
                for (int wish : new int[] {0, plan.category(seat) + 1}) {
                    freeOrdinary[wish] += isHeld ? 0 : 1;
                    obtainable[wish]++;
                }
            }
        }
        assertThat(show.freeCount()).isEqualTo(freeCount);
        assertThat(show.heldCount()).isEqualTo(heldCount);
        for (int category = -1; category < plan.categoryCount(); category++) {
            assertThat(show.freeOrdinary(category)).isEqualTo(freeOrdinary[category + 1]);
            assertThat(show.obtainable(category)).isEqualTo(obtainable[category + 1]);
        }
    }

    private long checkLine(Show show, List<Party> line, long nowMs) {
        assertThat(show.line().length()).isEqualTo(line.size());
        long nextDeadlineMs = Engine.NO_DEADLINE;
        int slot = show.line().head();
        for (Party party : line) {
            assertThat(state.waiters.id(slot)).isEqualTo(party.id());
            slot = state.waiters.next(slot);
            assertThat(party.deadlineMs()).as("a wait past its deadline").isGreaterThan(nowMs);
            assertThat(show.obtainable(party.category()))
                    .as("%s is hopeless", party)
                    .isGreaterThanOrEqualTo(party.quantity());
            nextDeadlineMs = Math.min(nextDeadlineMs, party.deadlineMs());
        }
        assertThat(slot).isEqualTo(Waiters.NONE);
        if (!line.isEmpty()) {
            Party head = line.get(0);
            assertThat(show.freeOrdinary(head.category()))
                    .as("%s could be served", head)
                    .isLessThan(head.quantity());
        }
        checkCustomers(show, line);
        return nextDeadlineMs;
    }

    private void checkCustomers(Show show, List<Party> line) {
        Map<String, Integer> seats = new HashMap<>();
        holds.values().stream()
                .filter(hold -> hold.showId == show.id() && !hold.isExpired)
                .forEach(hold -> seats.merge(hold.customer, hold.seats.size(), Integer::sum));
        line.forEach(party -> seats.merge(party.customer(), party.quantity(), Integer::sum));
        int limit = show.terms().maxPerCustomer();
        if (limit == 0) {
            return;
        }
        for (String customer : SimulationTest.CUSTOMERS) {
            int counted = seats.getOrDefault(customer, 0);
            assertThat(state.seatsOf(show, state.customers.find(name(customer))))
                    .as(customer)
                    .isEqualTo(counted);
            assertThat(counted).as(customer).isLessThanOrEqualTo(limit);
        }
    }

    Show show(long showId) {
        return Objects.requireNonNull(state.shows.find(showId));
    }

    private Hold live(long holdId) {
        Hold hold = Objects.requireNonNull(holds.get(holdId));
        assertThat(hold.isExpired).isFalse();
        return hold;
    }

    private List<Party> line(long showId) {
        return Objects.requireNonNull(lines.get(showId));
    }

    private Map<Integer, Long> taken(long showId) {
        return Objects.requireNonNull(takenBy.get(showId));
    }

    private static CustomerName name(String customer) {
        byte[] bytes = customer.getBytes(StandardCharsets.US_ASCII);
        return new CustomerName().wrap(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
