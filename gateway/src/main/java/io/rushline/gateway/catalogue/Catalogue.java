package io.rushline.gateway.catalogue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.agrona.collections.Long2LongHashMap;

/**
 * Cities, cinemas, halls, movies and shows, for finding them.
 *
 * <p>Cities, cinemas and movies live here, under ids made here. Halls and shows live in the engine; here are copies of
 * them under the engine's ids, recorded once its journal has them. Recording may be repeated: the last word counts.
 * {@link #knownHallNames()} and {@link #knownShowIds()} let a start find what a crash kept from being recorded, and what
 * is recorded although the engine does not know it (its journal may lose its tail to a power failure when it is not
 * forced to disk).
 *
 * <p>What a method has changed is on disk when it returns.
 *
 * <p>Threading: any thread, but never an event loop: every method waits for SQL. A thread must not be interrupted in
 * here, since an interrupt closes the database's file.
 */
public final class Catalogue implements AutoCloseable {
    private final CatalogueDatabase database;

    Catalogue(CatalogueDatabase database) {
        this.database = database;
    }

    /**
     * Opens the catalogue of a data directory; both are made when missing.
     *
     * @throws IOException when that fails, saying which file and why
     */
    public static Catalogue open(Path dataDirectory) throws IOException {
        return new Catalogue(CatalogueDatabase.open(dataDirectory));
    }

    public City createCity(NewCity city) {
        return database.write(handle -> Cities.insert(handle, city));
    }

    /** Creates all or none, in order. */
    public List<City> createCities(List<NewCity> cities) {
        return database.write(handle ->
                cities.stream().map(city -> Cities.insert(handle, city)).toList());
    }

    /** Replaces a city by what the change makes of it; empty when there is no such city. The id stays. */
    public Optional<City> changeCity(long cityId, UnaryOperator<City> change) {
        return database.write(handle -> {
            Optional<City> changed = Cities.find(handle, cityId).map(change);
            changed.ifPresent(city -> Cities.update(handle, city));
            return changed;
        });
    }

    public Optional<City> city(long cityId) {
        return database.read(handle -> Cities.find(handle, cityId));
    }

    /**
     * Lists cities in the order of their names.
     *
     * @param text a part of the name
     * @param state the whole state, as the cities have it
     */
    public Page<City> cities(Optional<String> text, Optional<String> state, PageRequest page) {
        return database.read(handle -> Cities.list(handle, text, state, page));
    }

    /**
     * Creates a cinema.
     *
     * @throws IllegalArgumentException when its city does not exist
     */
    public Cinema createCinema(NewCinema cinema) {
        return database.write(handle -> Cinemas.insert(handle, cinema));
    }

    /** Creates all or none, in order. */
    public List<Cinema> createCinemas(List<NewCinema> cinemas) {
        return database.write(handle ->
                cinemas.stream().map(cinema -> Cinemas.insert(handle, cinema)).toList());
    }

    /** Replaces a cinema by what the change makes of it; empty when there is no such cinema. The id stays. */
    public Optional<Cinema> changeCinema(long cinemaId, UnaryOperator<Cinema> change) {
        return database.write(handle -> {
            Optional<Cinema> changed = Cinemas.find(handle, cinemaId).map(change);
            changed.ifPresent(cinema -> Cinemas.update(handle, cinema));
            return changed;
        });
    }

    public Optional<Cinema> cinema(long cinemaId) {
        return database.read(handle -> Cinemas.find(handle, cinemaId));
    }

    public Page<FoundCinema> cinemas(CinemaSearch search, PageRequest page) {
        return database.read(handle -> Cinemas.list(handle, search, page));
    }

    public Movie createMovie(NewMovie movie) {
        return database.write(handle -> Movies.insert(handle, movie));
    }

    /** Creates all or none, in order. */
    public List<Movie> createMovies(List<NewMovie> movies) {
        return database.write(handle ->
                movies.stream().map(movie -> Movies.insert(handle, movie)).toList());
    }

    /** Replaces a movie by what the change makes of it; empty when there is no such movie. The id stays. */
    public Optional<Movie> changeMovie(long movieId, UnaryOperator<Movie> change) {
        return database.write(handle -> {
            Optional<Movie> changed = Movies.find(handle, movieId).map(change);
            changed.ifPresent(movie -> Movies.update(handle, movie));
            return changed;
        });
    }

    public Optional<Movie> movie(long movieId) {
        return database.read(handle -> Movies.find(handle, movieId));
    }

    /**
     * Lists movies in the order of their titles.
     *
     * @param text a part of the title
     * @param shows unless it is {@link ShowSearch#all()}, only movies with such a show are listed
     */
    public Page<Movie> movies(Optional<String> text, ShowSearch shows, PageRequest page) {
        return database.read(handle -> Movies.list(handle, text, shows, page));
    }

    /** Writes down halls that the engine has journaled, all or none; no id may come twice. */
    public void recordHalls(Collection<Hall> halls) {
        database.write(handle -> {
            Halls.put(handle, halls);
            return halls.size();
        });
    }

    /** Removes the copies of halls that the engine does not know. */
    public void forgetHalls(long... hallIds) {
        database.write(handle -> {
            Halls.remove(handle, hallIds);
            return hallIds.length;
        });
    }

    /** What all recorded halls are called, by their ids. */
    public Map<Long, String> knownHallNames() {
        return database.read(Halls::names);
    }

    public Optional<Hall> hall(long hallId) {
        return database.read(handle -> Halls.find(handle, hallId));
    }

    /**
     * Lists halls in the order of their names.
     *
     * @param text a part of the name
     * @param cinemaId only those of this cinema
     */
    public Page<Hall> halls(Optional<String> text, OptionalLong cinemaId, PageRequest page) {
        return database.read(handle -> Halls.list(handle, text, cinemaId, page));
    }

    /** The halls of a cinema, in the order of their names. */
    public List<Hall> halls(long cinemaId) {
        return database.read(handle -> Halls.ofCinema(handle, cinemaId));
    }

    /** Writes down a show that the engine has journaled, as it is now. */
    public void recordShow(long showId, long movieId, long hallId, long startsAtMs, long endsAtMs, long onSaleAtMs) {
        recordShows(List.of(new Show(showId, movieId, hallId, startsAtMs, endsAtMs, onSaleAtMs)));
    }

    /** Writes down shows that the engine has journaled, all or none; no id may come twice. */
    public void recordShows(Collection<Show> shows) {
        database.write(handle -> {
            Shows.put(handle, shows);
            return shows.size();
        });
    }

    /** Removes the copies of shows that the engine does not know. */
    public void forgetShows(long... showIds) {
        database.write(handle -> {
            Shows.remove(handle, showIds);
            return showIds.length;
        });
    }

    /** The ids of all recorded shows, ascending. */
    public long[] knownShowIds() {
        return database.read(Shows::ids);
    }

    /** {@link Show#timesMark} of each recorded show by its id; {@link Long#MIN_VALUE} for a show that is not recorded. */
    public Long2LongHashMap knownShowTimes() {
        return database.read(Shows::timesMarks);
    }

    public Optional<ShowListing> show(long showId) {
        return database.read(handle -> Shows.find(handle, showId));
    }

    /** Lists the shows of a movie in the order in which they start. */
    public Page<ShowListing> shows(long movieId, ShowSearch search, PageRequest page) {
        return shows(OptionalLong.of(movieId), OptionalLong.empty(), search, page);
    }

    /** Lists shows in the order in which they start; of one movie, and in one hall, when those are given. */
    public Page<ShowListing> shows(OptionalLong movieId, OptionalLong hallId, ShowSearch search, PageRequest page) {
        return database.read(handle -> Shows.list(handle, movieId, hallId, search, page));
    }

    @Override
    public void close() {
        database.close();
    }
}
