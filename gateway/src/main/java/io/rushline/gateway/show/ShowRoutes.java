package io.rushline.gateway.show;

import io.rushline.gateway.auth.Role;
import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.ShowListing;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.IfNoneMatch;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.reservation.Conversation;
import io.rushline.gateway.view.SeatMap;
import io.rushline.gateway.view.ShowView;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** {@code GET /shows/{id}} and {@code GET /shows/{id}/seats}. */
public final class ShowRoutes {
    private static final String JSON = "application/json";

    private final Conversation conversation;
    private final Catalogue catalogue;

    public ShowRoutes(Conversation conversation, Catalogue catalogue) {
        this.conversation = conversation;
        this.catalogue = catalogue;
    }

    /**
     * Adds the routes.
     *
     * @param blocking where SQL may be waited for
     */
    public void register(Router router, Executor blocking) {
        router.get("/api/v1/shows/{id}", Role.WEB, this::show).blocking(blocking);
        router.get("/api/v1/shows/{id}/seats", Role.WEB, this::seats);
    }

    private void show(Exchange exchange) {
        long minSequence = exchange.query(Conversation::minSequence);
        ShowView show = conversation.show(exchange);
        // The names come first, while this thread may wait; what is free is read when the answer is written.
        Optional<ShowListing> listing = catalogue.show(show.showId());
        conversation.whenReached(exchange, minSequence, () -> exchange.json(200, json -> write(json, show, listing)));
    }

    private static void write(JsonWriter json, ShowView show, Optional<ShowListing> listing) {
        ShowView.Terms terms = show.terms();
        SeatMap map = show.seats();
        json.field("showId", Long.toString(show.showId()));
        json.object(
                "movie",
                movie -> movie.field("movieId", Long.toString(terms.movieId()))
                        .field("title", listing.flatMap(ShowListing::movieTitle)));
        listing.flatMap(ShowListing::cinema)
                .ifPresent(found -> json.object(
                        "cinema",
                        cinema -> cinema.field("cinemaId", Long.toString(found.cinemaId()))
                                .field("name", found.name())));
        json.object(
                "hall",
                hall -> hall.field("hallId", Long.toString(show.plan().planId()))
                        .field("name", show.plan().hallName()));
        json.instant("startsAt", terms.startsAtMs())
                .instant("endsAt", terms.endsAtMs())
                .instant("onSaleAt", show.onSaleAtMs())
                .field("status", status(map));
        json.objects(
                "categories",
                IntStream.range(0, show.plan().categoryCount()).boxed().toList(),
                (each, category) -> writeCategory(each, show, map, category));
        json.field("maxPerHold", terms.maxPerHold())
                .field("maxPerCustomer", terms.maxPerCustomer())
                .field("linePolicy", terms.linePolicy().name());
    }

    private static String status(SeatMap map) {
        int seatCount = map.show().plan().seatCount();
        return switch (map.sale()) {
            case OPEN -> Availability.of(map.free(0, seatCount), seatCount).text();
            case CLOSED -> SaleRoutes.CLOSED;
            case CANCELLED -> SaleRoutes.CANCELLED;
        };
    }

    private static void writeCategory(JsonWriter json, ShowView show, SeatMap map, int category) {
        int free = map.freeInCategory(category);
        json.field("name", show.plan().names().categories().get(category))
                .money("price", show.terms().prices()[category], show.terms().currency())
                .field("status", Availability.of(free, show.capacity(category)).text())
                .field("free", free);
    }

    private void seats(Exchange exchange) {
        long minSequence = exchange.query(Conversation::minSequence);
        ShowView show = conversation.show(exchange);
        conversation.whenReached(exchange, minSequence, () -> {
            SeatMap map = show.seats();
            String tag = map.entityTag();
            exchange.responseHeader("ETag", tag).responseHeader("Cache-Control", "no-cache");
            if (exchange.header("If-None-Match")
                    .filter(condition -> IfNoneMatch.matches(condition, tag))
                    .isPresent()) {
                exchange.respond(304);
            } else {
                exchange.respond(200, JSON, map.rendered(SeatMapJson::render));
            }
        });
    }
}
