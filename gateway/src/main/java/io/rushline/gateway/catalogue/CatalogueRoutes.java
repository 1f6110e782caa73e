package io.rushline.gateway.catalogue;

import io.rushline.gateway.auth.Role;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Handler;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.Router;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;

/**
 * The HTTP routes that find cities, cinemas, movies and shows, and those with which operators enter the first three.
 *
 * <p>Threading: every handler waits for SQL and so runs on the executor, never on an event loop. Four threads keep all
 * of the catalogue's connections busy.
 */
public final class CatalogueRoutes {
    private static final String BASE = "/api/v1";
    private static final int MOVIE_BODY_BYTES = 64 * 1024;
    private static final int BODY_BYTES = 16 * 1024;
    private static final Problem CITY_NOT_FOUND = Problem.of(404, "CITY_NOT_FOUND", "There is no such city");
    private static final Problem CINEMA_NOT_FOUND = Problem.of(404, "CINEMA_NOT_FOUND", "There is no such cinema");
    private static final Problem MOVIE_NOT_FOUND = Problem.of(404, "MOVIE_NOT_FOUND", "There is no such movie");

    private final Catalogue catalogue;
    private final Executor blocking;

    /** @param blocking must be bounded: what it rejects is answered with 503 */
    public CatalogueRoutes(Catalogue catalogue, Executor blocking) {
        this.catalogue = catalogue;
        this.blocking = blocking;
    }

    public void register(Router router) {
        get(router, "/cities", this::listCities);
        get(router, "/cities/{id}", exchange -> {
            exchange.refuseQuery();
            City city = id(exchange).flatMap(catalogue::city).orElseThrow(CITY_NOT_FOUND::exception);
            exchange.json(200, json -> CatalogueJson.city(json, city));
        });
        get(router, "/cinemas", this::listCinemas);
        get(router, "/cinemas/{id}", this::cinema);
        get(router, "/movies", this::listMovies);
        get(router, "/movies/{id}", exchange -> {
            exchange.refuseQuery();
            Movie movie = id(exchange).flatMap(catalogue::movie).orElseThrow(MOVIE_NOT_FOUND::exception);
            exchange.json(200, json -> CatalogueJson.movie(json, movie));
        });
        get(router, "/movies/{id}/shows", this::listShows);
        listForOperators(router, "/halls", this::listHalls);
        listForOperators(router, "/shows", this::listAllShows);
        write(router, BODY_BYTES, "/cities", this::createCity, this::changeCity);
        write(router, BODY_BYTES, "/cinemas", this::createCinema, this::changeCinema);
        write(router, MOVIE_BODY_BYTES, "/movies", this::createMovie, this::changeMovie);
    }

    private void get(Router router, String path, Handler handler) {
        router.get(BASE + path, Role.WEB, handler).blocking(blocking).compressed();
    }

    private void listForOperators(Router router, String path, Handler handler) {
        router.get(BASE + path, Role.OPERATOR, handler).blocking(blocking).compressed();
    }

    private void write(Router router, int bodyLimitBytes, String path, Handler create, Handler change) {
        router.post(BASE + path, Role.OPERATOR, create)
                .bodyLimitBytes(bodyLimitBytes)
                .blocking(blocking);
        router.patch(BASE + path + "/{id}", Role.OPERATOR, change)
                .bodyLimitBytes(bodyLimitBytes)
                .blocking(blocking);
    }

    private void listCities(Exchange exchange) {
        CatalogueQueries.Cities query = exchange.query(CatalogueQueries::cities);
        answer(
                exchange,
                CatalogueQueries.page(() -> catalogue.cities(query.text(), query.state(), query.page())),
                CatalogueJson::city);
    }

    private void listCinemas(Exchange exchange) {
        CatalogueQueries.Cinemas query = exchange.query(CatalogueQueries::cinemas);
        answer(
                exchange,
                CatalogueQueries.page(() -> catalogue.cinemas(query.search(), query.page())),
                (json, found) -> CatalogueJson.cinema(json, found));
    }

    private void cinema(Exchange exchange) {
        exchange.refuseQuery();
        Cinema cinema = id(exchange).flatMap(catalogue::cinema).orElseThrow(CINEMA_NOT_FOUND::exception);
        List<Hall> halls = catalogue.halls(cinema.cinemaId());
        exchange.json(200, json -> {
            CatalogueJson.cinema(json, cinema);
            json.objects("halls", halls, CatalogueJson::hall);
        });
    }

    private void listMovies(Exchange exchange) {
        CatalogueQueries.Movies query = exchange.query(CatalogueQueries::movies);
        answer(
                exchange,
                CatalogueQueries.page(() -> catalogue.movies(query.text(), query.shows(), query.page())),
                CatalogueJson::movie);
    }

    private void listShows(Exchange exchange) {
        CatalogueQueries.Shows query = exchange.query(CatalogueQueries::shows);
        Movie movie = id(exchange).flatMap(catalogue::movie).orElseThrow(MOVIE_NOT_FOUND::exception);
        answer(
                exchange,
                CatalogueQueries.page(() -> catalogue.shows(movie.movieId(), query.shows(), query.page())),
                CatalogueJson::show);
    }

    private void listHalls(Exchange exchange) {
        CatalogueQueries.Halls query = exchange.query(CatalogueQueries::halls);
        answer(
                exchange,
                CatalogueQueries.page(() -> catalogue.halls(query.text(), query.cinemaId(), query.page())),
                (json, hall) -> {
                    CatalogueJson.hall(json, hall);
                    json.field("cinemaId", Long.toString(hall.cinemaId()));
                });
    }

    private void listAllShows(Exchange exchange) {
        CatalogueQueries.AllShows query = exchange.query(CatalogueQueries::allShows);
        answer(
                exchange,
                CatalogueQueries.page(
                        () -> catalogue.shows(query.movieId(), query.hallId(), query.shows(), query.page())),
                CatalogueJson::show);
    }

    private void createCity(Exchange exchange) {
        exchange.refuseQuery();
        City city = catalogue.createCity(exchange.read(CatalogueForms::newCity));
        exchange.created(201, "cities/" + city.cityId(), json -> CatalogueJson.city(json, city));
    }

    private void changeCity(Exchange exchange) {
        exchange.refuseQuery();
        var change = exchange.read(CatalogueForms::cityChange);
        City city = id(exchange).flatMap(id -> catalogue.changeCity(id, change)).orElseThrow(CITY_NOT_FOUND::exception);
        exchange.json(200, json -> CatalogueJson.city(json, city));
    }

    private void createCinema(Exchange exchange) {
        exchange.refuseQuery();
        NewCinema form = exchange.read(json -> CatalogueForms.newCinema(json, catalogue::city));
        Cinema cinema = catalogue.createCinema(form);
        exchange.created(201, "cinemas/" + cinema.cinemaId(), json -> CatalogueJson.cinema(json, cinema));
    }

    private void changeCinema(Exchange exchange) {
        exchange.refuseQuery();
        var change = exchange.read(json -> CatalogueForms.cinemaChange(json, catalogue::city));
        Cinema cinema =
                id(exchange).flatMap(id -> catalogue.changeCinema(id, change)).orElseThrow(CINEMA_NOT_FOUND::exception);
        exchange.json(200, json -> CatalogueJson.cinema(json, cinema));
    }

    private void createMovie(Exchange exchange) {
        exchange.refuseQuery();
        Movie movie = catalogue.createMovie(exchange.read(CatalogueForms::newMovie));
        exchange.created(201, "movies/" + movie.movieId(), json -> CatalogueJson.movie(json, movie));
    }

    private void changeMovie(Exchange exchange) {
        exchange.refuseQuery();
        var change = exchange.read(CatalogueForms::movieChange);
        Movie movie =
                id(exchange).flatMap(id -> catalogue.changeMovie(id, change)).orElseThrow(MOVIE_NOT_FOUND::exception);
        exchange.json(200, json -> CatalogueJson.movie(json, movie));
    }

    private static <T> void answer(Exchange exchange, Page<T> page, BiConsumer<JsonWriter, T> members) {
        exchange.json(200, json -> json.objects("items", page.items(), members).field("next", page.next()));
    }

    /** What cannot be an id names nothing, like an id that was never given out. */
    private static Optional<Long> id(Exchange exchange) {
        OptionalLong id = CatalogueForms.id(exchange.parameter("id"));
        return id.isPresent() ? Optional.of(id.getAsLong()) : Optional.empty();
    }
}
