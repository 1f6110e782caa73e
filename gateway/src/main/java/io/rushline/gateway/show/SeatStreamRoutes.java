package io.rushline.gateway.show;

import io.rushline.gateway.auth.Role;
import io.rushline.gateway.http.EventStream;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.reservation.Conversation;
import io.rushline.gateway.view.SeatChange;
import io.rushline.gateway.view.SeatFeeds;
import io.rushline.gateway.view.SeatMap;
import io.rushline.gateway.view.ShowView;
import java.util.Arrays;
import java.util.List;

/**
 * {@code GET /shows/{id}/seats/stream}: the event {@code seats} with the whole map, then {@code delta} events.
 *
 * <p>When very much has changed at once, another {@code seats} event takes the place of a {@code delta}.
 */
public final class SeatStreamRoutes {
    private static final int MAX_DELTA_SEATS = 500;

    private final Conversation conversation;

    public SeatStreamRoutes(Conversation conversation) {
        this.conversation = conversation;
    }

    public void register(Router router) {
        router.get("/api/v1/shows/{id}/seats/stream", Role.WEB, this::stream);
    }

    private void stream(Exchange exchange) {
        long minSequence = exchange.query(Conversation::minSequence);
        ShowView show = conversation.show(exchange);
        conversation.whenReached(exchange, minSequence, () -> exchange.stream(stream -> follow(show, stream)));
    }

    private void follow(ShowView show, EventStream stream) {
        SeatFeeds feeds = conversation.views().seatFeeds();
        SeatFeeds.Follower follower = new Sending(stream);
        stream.onClose(() -> feeds.unfollow(show, follower));
        feeds.follow(show, follower);
    }

    private record Sending(EventStream stream) implements SeatFeeds.Follower {
        @Override
        public void onSeats(SeatMap map) {
            stream.send(seats(map));
        }

        @Override
        public void onChange(SeatChange change) {
            stream.send(change.rendered(SeatStreamRoutes::event));
        }

        @Override
        public void onArchived() {
            stream.end();
        }
    }

    private static byte[] event(SeatChange change) {
        int[] seats = change.seats();
        return seats.length > MAX_DELTA_SEATS
                ? seats(change.now())
                : EventStream.event("delta", change.now().sequence(), delta(change.now(), seats));
    }

    private static byte[] seats(SeatMap map) {
        return EventStream.event("seats", map.sequence(), map.rendered(SeatMapJson::render));
    }

    private static byte[] delta(SeatMap map, int[] seats) {
        List<Integer> changed = Arrays.stream(seats).boxed().toList();
        return JsonWriter.toBytes(json -> json.field(
                        "showId", Long.toString(map.show().showId()))
                .field("sequence", map.sequence())
                .objects(
                        "seats",
                        changed,
                        (each, seat) -> each.field("seat", map.show().plan().seatId(seat))
                                .field("state", map.letters(seat, 1))));
    }
}
