package io.rushline.gateway.audit;

import io.rushline.journal.audit.message.Event;
import java.util.List;
import java.util.function.Consumer;

/** A row for each event. */
final class EventRows extends Rows {
    EventRows(Consumer<Row> consumer) {
        super(
                List.of(
                        "eventId",
                        "sequence",
                        "timestamp",
                        "name",
                        "showId",
                        "holdId",
                        "bookingId",
                        "waiterId",
                        "customer",
                        "seats"),
                consumer);
    }

    @Override
    void see(Event event) {
        emit(
                event.eventId(),
                event.sequence(),
                time(event.timestampMs()),
                event.name(),
                idOrNothing(event.showId()),
                idOrNothing(event.holdId()),
                idOrNothing(event.bookingId()),
                idOrNothing(event.waiterId()),
                picture().customerOf(event),
                seats(event.showId(), event.seats()));
    }

    private static Object idOrNothing(long id) {
        return id == 0 ? "" : id;
    }
}
