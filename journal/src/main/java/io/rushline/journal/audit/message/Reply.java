package io.rushline.journal.audit.message;

import io.rushline.engine.protocol.BookingState;
import io.rushline.engine.protocol.Code;
import java.util.List;

/** What a client was answered. */
public sealed interface Reply extends Message {
    /** The sequence of the command that it first answered. */
    long sequence();

    Code code();

    /** Whether it repeats an earlier reply to the same request. */
    boolean replayed();

    record Refused(
            RequestId requestId,
            long sequence,
            long timestampMs,
            Code code,
            boolean replayed,
            long detail,
            List<Integer> seats)
            implements Reply {}

    record Accepted(RequestId requestId, long sequence, long timestampMs, Code code, boolean replayed, long subjectId)
            implements Reply {}

    record HoldReply(
            RequestId requestId,
            long sequence,
            long timestampMs,
            Code code,
            boolean replayed,
            boolean adjacent,
            long holdId,
            long showId,
            long expiresAtMs,
            long total,
            List<Integer> seats)
            implements Reply {}

    record BookingReply(
            RequestId requestId,
            long sequence,
            long timestampMs,
            Code code,
            boolean replayed,
            BookingState state,
            long bookingId,
            long showId,
            long holdId,
            long total,
            List<Integer> seats)
            implements Reply {}

    record WaiterReply(
            RequestId requestId,
            long sequence,
            long timestampMs,
            Code code,
            boolean replayed,
            long waiterId,
            long showId,
            int ahead,
            long expiresAtMs)
            implements Reply {}
}
