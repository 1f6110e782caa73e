package io.rushline.gateway.catalogue;

import io.rushline.gateway.http.JsonWriter;
import java.time.LocalDate;
import java.util.Optional;

/** How the catalogue's things look in answers: ids are strings, and what is not known is {@code null}. */
public final class CatalogueJson {
    private static final double METRES_PER_KM = 1000;

    private CatalogueJson() {}

    static void city(JsonWriter json, City city) {
        json.field("cityId", Long.toString(city.cityId()))
                .field("name", city.name())
                .field("state", city.state());
        position(json, city.position());
    }

    static void cinema(JsonWriter json, Cinema cinema) {
        json.field("cinemaId", Long.toString(cinema.cinemaId()))
                .field("name", cinema.name())
                .field("cityId", Long.toString(cinema.city().cityId()))
                .field("city", cinema.city().name())
                .field("state", cinema.city().state())
                .field("address", cinema.address())
                .field("postalCode", cinema.postalCode());
        position(json, cinema.position());
    }

    static void cinema(JsonWriter json, FoundCinema found) {
        cinema(json, found.cinema());
        found.distanceMetres().ifPresent(metres -> json.field("distanceKm", metres / METRES_PER_KM));
    }

    static void hall(JsonWriter json, Hall hall) {
        json.field("hallId", Long.toString(hall.hallId()))
                .field("name", hall.name())
                .field("capacity", hall.capacity());
    }

    static void movie(JsonWriter json, Movie movie) {
        json.field("movieId", Long.toString(movie.movieId()))
                .field("title", movie.title())
                .field("description", movie.description())
                .field("durationMinutes", movie.durationMinutes())
                .field("genre", movie.genre())
                .field("language", movie.language())
                .field("releaseDate", movie.releaseDate().map(LocalDate::toString));
    }

    /**
     * Writes the members that a show has in every answer: {@code showId, movie, cinema, hall, startsAt, endsAt,
     * onSaleAt}.
     */
    public static void show(JsonWriter json, ShowListing listing) {
        Show show = listing.show();
        json.field("showId", Long.toString(show.showId()));
        json.object(
                "movie",
                movie -> movie.field("movieId", Long.toString(show.movieId())).field("title", listing.movieTitle()));
        listing.cinema()
                .ifPresentOrElse(
                        cinema -> json.object("cinema", each -> cinema(each, cinema)),
                        () -> json.field("cinema", Optional.empty()));
        json.object(
                "hall",
                hall -> hall.field("hallId", Long.toString(show.hallId())).field("name", listing.hallName()));
        json.instant("startsAt", show.startsAtMs())
                .instant("endsAt", show.endsAtMs())
                .instant("onSaleAt", show.onSaleAtMs());
    }

    private static void position(JsonWriter json, Position position) {
        json.field("lat", position.lat()).field("lon", position.lon());
    }
}
