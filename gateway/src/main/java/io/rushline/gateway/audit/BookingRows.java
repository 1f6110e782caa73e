package io.rushline.gateway.audit;

import io.rushline.engine.protocol.BookingState;
import io.rushline.journal.audit.message.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A row for each booking. */
final class BookingRows extends Rows {
    private final Map<Long, Booking> bookings = new LinkedHashMap<>();

    private record Booking(Event.SeatsBooked event, List<String> seats, String currency) {}

    BookingRows(Consumer<Row> consumer) {
        super(
                List.of(
                        "bookingId",
                        "holdId",
                        "showId",
                        "customer",
                        "seats",
                        "total",
                        "currency",
                        "state",
                        "paymentReference",
                        "bookedAt",
                        "cancelledAt",
                        "cancelledBySequence"),
                consumer);
    }

    @Override
    void see(Event event) {
        if (event instanceof Event.SeatsBooked e) {
            bookings.put(e.bookingId(), new Booking(e, seats(e.showId(), e.seats()), currency(e.showId())));
        } else if (event instanceof Event.BookingCancelled e) {
            Booking booking = bookings.remove(e.bookingId());
            if (booking != null) {
                emit(booking, BookingState.CANCELLED, time(e.timestampMs()), e.sequence());
            }
        }
    }

    @Override
    void end() {
        bookings.values()
                .forEach(booking ->
                        emit(booking, booking.event.late() ? BookingState.BOOKED_LATE : BookingState.BOOKED, "", ""));
    }

    private void emit(Booking booking, BookingState state, String cancelledAt, Object cancelledBy) {
        Event.SeatsBooked event = booking.event;
        emit(
                event.bookingId(),
                event.holdId(),
                event.showId(),
                event.customer(),
                booking.seats,
                event.total(),
                booking.currency,
                state.name(),
                event.paymentReference(),
                time(event.timestampMs()),
                cancelledAt,
                cancelledBy);
    }
}
