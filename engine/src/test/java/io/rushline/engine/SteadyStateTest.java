package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.RefusedDecoder;
import io.rushline.engine.protocol.RowKind;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Once its tables are as large as its limits let them become, an engine goes on with the memory that it has. */
class SteadyStateTest {
    private static final EngineLimits LIMITS =
            new EngineLimits(10, 10, 10_000, 100, 1_000, 5_000, 10_000, 500, 0, 1 << 12);

    private static final long HALL = 3;
    private static final long BOX = 4;
    private static final int SEATS = 640;
    private static final int LONG_ENOUGH = 6_400;

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final CommandEncoder commands = new CommandEncoder();
    private final Engine engine = new Engine(LIMITS);
    private final Outbox outbox = new Outbox();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Deque<Long> bookings = new ArrayDeque<>();
    private final Deque<String> customers = new ArrayDeque<>();
    private long nowMs;
    private long allocatedBytes;

    @Test
    void shouldAllocateNothing() {
        openShows();
        for (int i = 0; i < LONG_ENOUGH; i++) {
            sell(i);
        }
        allocatedBytes = 0;

        for (int i = 0; i < LONG_ENOUGH; i++) {
            sell(i);
        }

        // Less than any table would take for as many commands if it did not use again what it had.
        assertThat(allocatedBytes).isLessThan(10_000);
    }

    private void openShows() {
        commands.defineSeatPlan(List.of("std"), List.of("Stalls"), List.of(row(SEATS)));
        apply();
        commands.defineSeatPlan(List.of("std"), List.of("Box"), List.of(row(2)));
        apply();
        for (long plan = 1; plan <= 2; plan++) {
            commands.createShow(new CommandEncoder.Terms(
                    plan, 0, 1_000, 100, 60_000, 10, 4, LinePolicy.STRICT_FIFO, List.of(1_500L)));
            apply();
        }
    }

    private static CommandEncoder.Row row(int seats) {
        return new CommandEncoder.Row(0, 0, RowKind.NUMBERED, 1, seats, List.of(), "A");
    }

    /** One of each way that a hold, a booking and a wait can go. */
    private void sell(int i) {
        String customer = "customer " + i;
        int seat = i % (SEATS / 4) * 4;
        nowMs += 20;
        long hold = apply(next().holdSeats(HALL, customer, seat, seat + 1));
        long booking = apply(next().confirmHold(hold, customer, CommandEncoder.NO_AMOUNT, "paid"));
        cancelLater(booking, customer);
        hold = apply(next().holdSeats(HALL, customer, seat + 2));
        apply(next().exchangeSeats(hold, customer, seat + 3));
        if (i % 4 == 0) {
            apply(next().holdSeats(HALL, customer + " who forgets it", seat + 2));
        }
        long box = apply(next().holdSeats(BOX, customer, 0, 1));
        apply(next().releaseHold(hold, customer));
        long offered = apply(next().joinLine(BOX, "first " + i, 2, -1));
        long waiting = apply(next().joinLine(BOX, "second " + i, 1, -1));
        apply(next().releaseHold(box, customer));
        apply(next().leaveLine(waiting, "second " + i));
        apply(next().releaseHold(offered, "first " + i));
    }

    /** So late that the engine finds the booking among what is old. */
    private void cancelLater(long booking, String customer) {
        bookings.addLast(booking);
        customers.addLast(customer);
        if (bookings.size() > SEATS / 8) {
            apply(next().cancelBooking(bookings.removeFirst(), customers.removeFirst()));
        }
    }

    private CommandEncoder next() {
        return commands.requestId(engine.lastSequence() + 1, 7);
    }

    private void apply() {
        engine.apply(engine.lastSequence() + 1, nowMs, commands.buffer(), 0, commands.length(), outbox);
    }

    /** Answers the sequence, which is the id of what the command makes. */
    private long apply(CommandEncoder command) {
        long sequence = engine.lastSequence() + 1;
        long before = threads.getCurrentThreadAllocatedBytes();
        engine.apply(sequence, nowMs, command.buffer(), 0, command.length(), outbox);
        allocatedBytes += threads.getCurrentThreadAllocatedBytes() - before;
        outbox.forEach((buffer, offset, length) ->
                assertThat(header.wrap(buffer, offset).templateId()).isNotEqualTo(RefusedDecoder.TEMPLATE_ID));
        return sequence;
    }
}
