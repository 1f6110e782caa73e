package io.rushline.loadtest.report;

import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Reply;
import java.util.List;

/**
 * A booking that a reply acknowledged.
 *
 * @param late whether the hold had expired and its seats were taken again
 */
public record Booking(String showId, String bookingId, String holdId, List<String> seats, long sequence, boolean late) {
    /** The booking of a hold that a reply acknowledges. */
    public static Booking of(String showId, String holdId, Reply reply) {
        Answer answer = reply.answer();
        return new Booking(
                showId,
                answer.text("bookingId"),
                holdId,
                answer.seats(),
                reply.bestSequence(),
                answer.text("state").equals("BOOKED_LATE"));
    }
}
