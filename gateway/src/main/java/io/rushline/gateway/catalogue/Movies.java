package io.rushline.gateway.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Films in SQL. */
final class Movies {
    private static final String SELECT =
            "SELECT m.movie_id, m.title, m.description, m.duration_minutes, m.genre, m.language, m.release_date"
                    + " FROM movies m";
    private static final char LIST = 'm';

    private Movies() {}

    static Movie insert(Handle handle, NewMovie movie) {
        long movieId = CatalogueDatabase.insert(
                handle,
                "INSERT INTO movies (title, description, duration_minutes, genre, language, release_date)"
                        + " VALUES (?, ?, ?, ?, ?, ?)",
                "movie_id",
                movie.title(),
                movie.description(),
                movie.durationMinutes(),
                movie.genre(),
                movie.language(),
                movie.releaseDate());
        return new Movie(
                movieId,
                movie.title(),
                movie.description(),
                movie.durationMinutes(),
                movie.genre(),
                movie.language(),
                movie.releaseDate());
    }

    static void update(Handle handle, Movie movie) {
        handle.execute(
                "UPDATE movies SET title = ?, description = ?, duration_minutes = ?, genre = ?, language = ?,"
                        + " release_date = ? WHERE movie_id = ?",
                movie.title(),
                movie.description(),
                movie.durationMinutes(),
                movie.genre(),
                movie.language(),
                movie.releaseDate(),
                movie.movieId());
    }

    static Optional<Movie> find(Handle handle, long movieId) {
        return new Select(SELECT)
                .where("m.movie_id = :id", "id", movieId)
                .on(handle)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Films by a part of their title; those with a matching show when a city or a time is given. */
    static Page<Movie> list(Handle handle, Optional<String> text, ShowSearch shows, PageRequest page) {
        Select select = new Select(SELECT);
        text.ifPresent(t -> select.contains("m.title", t));
        if (!shows.isAll()) {
            whereShown(select, shows);
        }
        Cursor.of(page, LIST).ifPresent(cursor -> select.after("m.title", cursor.key(), "m.movie_id", cursor.id()));
        List<Movie> rows = select.then("ORDER BY m.title, m.movie_id")
                .limit(page.limit() + 1)
                .on(handle)
                .map((row, context) -> read(row))
                .list();
        return Page.of(rows, page.limit(), movie -> new Cursor(LIST, movie.title(), movie.movieId()));
    }

    private static void whereShown(Select select, ShowSearch shows) {
        StringBuilder shown = new StringBuilder("EXISTS (SELECT 1 FROM shows s");
        shows.city().ifPresent(city -> {
            shown.append(" JOIN halls h ON h.hall_id = s.hall_id JOIN cinemas cn ON cn.cinema_id = h.cinema_id");
            shown.append(" JOIN cities ci ON ci.city_id = cn.city_id");
        });
        shown.append(" WHERE s.movie_id = m.movie_id");
        shows.city().ifPresent(city -> {
            shown.append(" AND ").append(Select.cityCondition(city));
            select.bind("city", Select.cityValue(city));
        });
        shows.fromMs().ifPresent(from -> {
            shown.append(" AND s.starts_at_ms >= :from");
            select.bind("from", from);
        });
        shows.toMs().ifPresent(to -> {
            shown.append(" AND s.starts_at_ms < :to");
            select.bind("to", to);
        });
        select.where(shown.append(')').toString());
    }

    private static Movie read(ResultSet row) throws SQLException {
        return new Movie(
                row.getLong("movie_id"),
                row.getString("title"),
                Optional.ofNullable(row.getString("description")),
                row.getInt("duration_minutes"),
                Optional.ofNullable(row.getString("genre")),
                Optional.ofNullable(row.getString("language")),
                Optional.ofNullable(row.getObject("release_date", LocalDate.class)));
    }
}
