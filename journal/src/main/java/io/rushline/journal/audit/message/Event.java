package io.rushline.journal.audit.message;

import io.rushline.engine.protocol.SkipReason;
import io.rushline.engine.protocol.WaitEnd;
import java.util.List;

/** What came of a command. */
public sealed interface Event extends Message {
    /** Counts from 1 without gaps. */
    long eventId();

    /** The sequence of the command that brought it about. */
    long sequence();

    long timestampMs();

    record SeatPlanDefined(
            long eventId, long sequence, long timestampMs, long planId, Command.DefineSeatPlan definition)
            implements Event {}

    record ShowCreated(long eventId, long sequence, long timestampMs, long showId, Command.CreateShow definition)
            implements Event {}

    record SeatsHeld(
            long eventId,
            long sequence,
            long timestampMs,
            long showId,
            long holdId,
            long expiresAtMs,
            long total,
            boolean adjacent,
            List<Integer> seats,
            String customer)
            implements Event {}

    record HoldReleased(long eventId, long sequence, long timestampMs, long showId, long holdId, List<Integer> seats)
            implements Event {}

    record HoldExpired(long eventId, long sequence, long timestampMs, long showId, long holdId, List<Integer> seats)
            implements Event {}

    record SeatsExchanged(
            long eventId,
            long sequence,
            long timestampMs,
            long showId,
            long holdId,
            long total,
            boolean adjacent,
            List<Integer> formerSeats,
            List<Integer> seats)
            implements Event {}

    record SeatsBooked(
            long eventId,
            long sequence,
            long timestampMs,
            long showId,
            long holdId,
            long bookingId,
            long total,
            boolean late,
            List<Integer> seats,
            String customer,
            String paymentReference)
            implements Event {}

    record BookingCancelled(
            long eventId, long sequence, long timestampMs, long showId, long bookingId, long total, List<Integer> seats)
            implements Event {}

    record LineJoined(
            long eventId,
            long sequence,
            long timestampMs,
            long showId,
            long waiterId,
            int quantity,
            int category,
            long expiresAtMs,
            String customer)
            implements Event {}

    record SeatsOffered(
            long eventId,
            long sequence,
            long timestampMs,
            long showId,
            long waiterId,
            long expiresAtMs,
            long total,
            boolean adjacent,
            List<Integer> seats,
            String customer)
            implements Event {
        /** The offer is a hold that carries the waiter's id. */
        @Override
        public long holdId() {
            return waiterId;
        }
    }

    record WaitEnded(long eventId, long sequence, long timestampMs, long showId, long waiterId, WaitEnd reason)
            implements Event {}

    record SaleOpened(long eventId, long sequence, long timestampMs, long showId, long onSaleAtMs) implements Event {}

    record SaleClosed(long eventId, long sequence, long timestampMs, long showId) implements Event {}

    record ShowCancelled(long eventId, long sequence, long timestampMs, long showId, String reason) implements Event {}

    record ShowArchived(long eventId, long sequence, long timestampMs, long showId) implements Event {}

    /** All terms that can change, as they are now. */
    record ShowChanged(
            long eventId,
            long sequence,
            long timestampMs,
            long showId,
            long startsAtMs,
            long endsAtMs,
            long onSaleAtMs,
            long holdMs,
            long waitMs,
            int maxPerHold,
            int maxPerCustomer,
            List<Long> prices)
            implements Event {}

    record SeatPlanRenamed(long eventId, long sequence, long timestampMs, long planId, String hall) implements Event {}

    record SeatsBlocked(long eventId, long sequence, long timestampMs, long showId, List<Integer> seats, String reason)
            implements Event {}

    record SeatsUnblocked(
            long eventId, long sequence, long timestampMs, long showId, List<Integer> seats, String reason)
            implements Event {}

    /** All who waited ahead with one wish. */
    record SkippedParty(int category, int quantity, SkipReason reason, int free, long firstWaiterId) {}

    record WaitersSkipped(
            long eventId, long sequence, long timestampMs, long showId, long holdId, List<SkippedParty> parties)
            implements Event {}
}
