package io.rushline.journal.audit.fairness;

import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import io.rushline.engine.protocol.SkipReason;
import io.rushline.journal.audit.message.Command;
import io.rushline.journal.audit.message.Command.PlanMark;
import io.rushline.journal.audit.message.Command.PlanRow;
import io.rushline.journal.audit.message.Event;
import java.util.List;

/** What operators and customers of a {@link HandMadeSale} ask for. */
final class HandMadeCommands {
    private HandMadeCommands() {}

    static Command.DefineSeatPlan plan() {
        List<PlanRow> rows = List.of(
                new PlanRow(0, 0, RowKind.NUMBERED, 1, 4, List.of(), "A"),
                new PlanRow(1, 1, RowKind.NUMBERED, 1, 2, List.of(), "B"),
                new PlanRow(0, 0, RowKind.NUMBERED, 1, 1, List.of(new PlanMark(1, SeatMark.ACCESSIBLE)), "C"));
        return new Command.DefineSeatPlan(
                HandMadeSale.NO_REQUEST, 7, List.of("std", "vip"), List.of("Stalls", "Balcony"), rows, "Hall");
    }

    static List<Long> prices() {
        return List.of(1_500L, 2_500L);
    }

    static Command.CreateShow show(LinePolicy policy, int maxPerCustomer) {
        return new Command.CreateShow(
                HandMadeSale.NO_REQUEST,
                1,
                8,
                50_000,
                60_000,
                0,
                HandMadeSale.HOLD_MS,
                5,
                1_000,
                4,
                maxPerCustomer,
                policy,
                "EUR",
                prices());
    }

    static Command holdSeats(String customer, Integer... seats) {
        return new Command.HoldSeats(HandMadeSale.NO_REQUEST, HandMadeSale.SHOW, List.of(seats), customer);
    }

    static Command joinLine(String customer, int quantity, int category) {
        return new Command.JoinLine(HandMadeSale.NO_REQUEST, HandMadeSale.SHOW, quantity, category, customer);
    }

    static Command release(long holdId, String customer) {
        return new Command.ReleaseHold(HandMadeSale.NO_REQUEST, holdId, customer);
    }

    static Command exchange(long holdId, String customer, Integer... seats) {
        return new Command.ExchangeSeats(HandMadeSale.NO_REQUEST, holdId, List.of(seats), customer);
    }

    static Command confirm(long holdId, String customer) {
        return new Command.ConfirmHold(HandMadeSale.NO_REQUEST, holdId, -1, customer, "paid");
    }

    static Command cancel(long bookingId, String customer) {
        return new Command.CancelBooking(HandMadeSale.NO_REQUEST, bookingId, customer);
    }

    static Command leave(long waiterId, String customer) {
        return new Command.LeaveLine(HandMadeSale.NO_REQUEST, waiterId, customer);
    }

    /** Who is passed with a wish, and how many seats of it are free. */
    static Event.SkippedParty party(int category, int quantity, int free, long first) {
        return new Event.SkippedParty(category, quantity, SkipReason.TOO_FEW_FREE, free, first);
    }
}
