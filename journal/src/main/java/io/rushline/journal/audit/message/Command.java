package io.rushline.journal.audit.message;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.LinePolicy;
import io.rushline.engine.protocol.RowKind;
import io.rushline.engine.protocol.SeatMark;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What somebody asked for. */
public sealed interface Command extends Message {
    /** All zero for those that no client sends. */
    default RequestId requestId() {
        return new RequestId(0, 0);
    }

    /** A mark of one seat of a row. */
    record PlanMark(int seatNumber, SeatMark mark) {}

    /** A row of a plan; section and category are indexes. */
    record PlanRow(
            int section,
            int category,
            RowKind kind,
            int firstNumber,
            int seatCount,
            List<PlanMark> marks,
            String name) {}

    record DefineSeatPlan(
            RequestId requestId,
            long cinemaId,
            List<String> categories,
            List<String> sections,
            List<PlanRow> rows,
            String hall)
            implements Command {}

    record CreateShow(
            RequestId requestId,
            long planId,
            long movieId,
            long startsAtMs,
            long endsAtMs,
            long onSaleAtMs,
            long holdMs,
            long graceMs,
            long waitMs,
            int maxPerHold,
            int maxPerCustomer,
            LinePolicy linePolicy,
            String currency,
            List<Long> prices)
            implements Command {}

    record OpenSale(RequestId requestId, long showId) implements Command {}

    record CloseSale(RequestId requestId, long showId) implements Command {}

    record CancelShow(RequestId requestId, long showId, String reason) implements Command {}

    record ArchiveShow(RequestId requestId, long showId) implements Command {}

    /** What is absent stays as it is; no price at all keeps all of them. */
    record ChangeShow(
            RequestId requestId,
            long showId,
            OptionalLong startsAtMs,
            OptionalLong onSaleAtMs,
            OptionalLong holdMs,
            OptionalLong waitMs,
            OptionalInt maxPerHold,
            OptionalInt maxPerCustomer,
            List<OptionalLong> prices)
            implements Command {}

    record RenameSeatPlan(RequestId requestId, long planId, String hall) implements Command {}

    record BlockSeats(RequestId requestId, long showId, List<Integer> seats, String reason) implements Command {}

    record UnblockSeats(RequestId requestId, long showId, List<Integer> seats, String reason) implements Command {}

    record HoldSeats(RequestId requestId, long showId, List<Integer> seats, String customer) implements Command {}

    record HoldBestAvailable(
            RequestId requestId,
            long showId,
            int quantity,
            int category,
            int section,
            Adjacency adjacency,
            String customer)
            implements Command {}

    record ReleaseHold(RequestId requestId, long holdId, String customer) implements Command {}

    record ExchangeSeats(RequestId requestId, long holdId, List<Integer> seats, String customer) implements Command {}

    record ConfirmHold(RequestId requestId, long holdId, long amount, String customer, String paymentReference)
            implements Command {}

    record CancelBooking(RequestId requestId, long bookingId, String customer) implements Command {}

    record JoinLine(RequestId requestId, long showId, int quantity, int category, String customer) implements Command {}

    record LeaveLine(RequestId requestId, long waiterId, String customer) implements Command {}

    record Tick() implements Command {}

    /** The limits are -1 in journals that do not carry them yet. */
    record StartEpoch(
            long epoch,
            int maxPlans,
            int maxShows,
            int maxHolds,
            int maxEndedHolds,
            int maxWaiters,
            int keptRequests,
            int maxRequests,
            int maxStepsPerCommand,
            long requestRetentionMs)
            implements Command {}
}
