package io.rushline.gateway.audit;

import io.rushline.engine.protocol.HoldState;
import io.rushline.journal.audit.message.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A row for each hold, with the seats and the total that it had last. */
final class HoldRows extends Rows {
    private final Map<Long, Hold> holds = new LinkedHashMap<>();

    private record Hold(
            long holdId,
            long showId,
            String customer,
            List<String> seats,
            long total,
            boolean isOffer,
            long heldAtMs,
            long expiresAtMs) {
        Hold with(List<String> otherSeats, long otherTotal) {
            return new Hold(holdId, showId, customer, otherSeats, otherTotal, isOffer, heldAtMs, expiresAtMs);
        }
    }

    HoldRows(Consumer<Row> consumer) {
        super(
                List.of(
                        "holdId",
                        "showId",
                        "customer",
                        "seats",
                        "total",
                        "currency",
                        "offered",
                        "state",
                        "heldAt",
                        "expiresAt",
                        "endedAt",
                        "endedBySequence"),
                consumer);
    }

    @Override
    void see(Event event) {
        if (event instanceof Event.SeatsHeld e) {
            add(e, e.total(), false, e.expiresAtMs());
        } else if (event instanceof Event.SeatsOffered e) {
            add(e, e.total(), true, e.expiresAtMs());
        } else if (event instanceof Event.SeatsExchanged e) {
            holds.computeIfPresent(e.holdId(), (id, hold) -> hold.with(seats(e.showId(), e.seats()), e.total()));
        } else if (event instanceof Event.HoldReleased) {
            end(event, HoldState.RELEASED);
        } else if (event instanceof Event.HoldExpired) {
            end(event, HoldState.EXPIRED);
        } else if (event instanceof Event.SeatsBooked) {
            end(event, HoldState.BOOKED);
        }
    }

    private void add(Event event, long total, boolean isOffer, long expiresAtMs) {
        holds.put(
                event.holdId(),
                new Hold(
                        event.holdId(),
                        event.showId(),
                        event.customer(),
                        seats(event.showId(), event.seats()),
                        total,
                        isOffer,
                        event.timestampMs(),
                        expiresAtMs));
    }

    private void end(Event event, HoldState state) {
        Hold hold = holds.remove(event.holdId());
        if (hold != null) {
            emit(hold, state, time(event.timestampMs()), event.sequence());
        }
    }

    @Override
    void end() {
        holds.values().forEach(hold -> emit(hold, HoldState.HELD, "", ""));
    }

    private void emit(Hold hold, HoldState state, String endedAt, Object endedBy) {
        emit(
                hold.holdId,
                hold.showId,
                hold.customer,
                hold.seats,
                hold.total,
                currency(hold.showId),
                hold.isOffer,
                state.name(),
                time(hold.heldAtMs),
                time(hold.expiresAtMs),
                endedAt,
                endedBy);
    }
}
