package io.rushline.loadtest.report;

import java.util.List;

/**
 * A booking that a reply acknowledged.
 *
 * @param late whether the hold had expired and its seats were taken again
 */
public record Booking(
        String showId, String bookingId, String holdId, List<String> seats, long sequence, boolean late) {}
