package io.rushline.gateway.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.agrona.collections.Long2LongHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Copies of the engine's shows in SQL. */
final class Shows {
    private static final String SELECT = "SELECT s.show_id, s.movie_id, s.hall_id, s.starts_at_ms, s.ends_at_ms,"
            + " s.on_sale_at_ms, m.title, h.name AS hall_name, " + Cinemas.COLUMNS
            + " FROM shows s LEFT JOIN movies m ON m.movie_id = s.movie_id LEFT JOIN halls h ON h.hall_id = s.hall_id"
            + " LEFT JOIN cinemas cn ON cn.cinema_id = h.cinema_id LEFT JOIN cities ci ON ci.city_id = cn.city_id";
    private static final char LIST = 's';

    private Shows() {}

    /** Writes shows down; what was there under the same id gives way. */
    static void put(Handle handle, Collection<Show> shows) {
        remove(handle, shows.stream().mapToLong(Show::showId).toArray());
        try (PreparedBatch batch =
                handle.prepareBatch("INSERT INTO shows (show_id, movie_id, hall_id, starts_at_ms, ends_at_ms,"
                        + " on_sale_at_ms) VALUES (?, ?, ?, ?, ?, ?)")) {
            for (Show show : shows) {
                batch.add(
                        show.showId(),
                        show.movieId(),
                        show.hallId(),
                        show.startsAtMs(),
                        show.endsAtMs(),
                        show.onSaleAtMs());
            }
            batch.execute();
        }
    }

    static void remove(Handle handle, long... showIds) {
        CatalogueDatabase.deleteAll(handle, "DELETE FROM shows WHERE show_id = ?", showIds);
    }

    static long[] ids(Handle handle) {
        return CatalogueDatabase.ids(handle, "SELECT show_id FROM shows ORDER BY show_id");
    }

    static Long2LongHashMap timesMarks(Handle handle) {
        Long2LongHashMap marks = new Long2LongHashMap(Long.MIN_VALUE);
        handle.createQuery("SELECT show_id, starts_at_ms, ends_at_ms, on_sale_at_ms FROM shows")
                .map((row, context) -> marks.put(
                        row.getLong("show_id"),
                        Show.timesMark(
                                row.getLong("starts_at_ms"), row.getLong("ends_at_ms"), row.getLong("on_sale_at_ms"))))
                .forEach(former -> {});
        return marks;
    }

    static Optional<ShowListing> find(Handle handle, long showId) {
        return new Select(SELECT)
                .where("s.show_id = :id", "id", showId)
                .on(handle)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Shows in the order in which they start. */
    static Page<ShowListing> list(
            Handle handle, OptionalLong movieId, OptionalLong hallId, ShowSearch search, PageRequest page) {
        Select select = new Select(SELECT);
        movieId.ifPresent(movie -> select.where("s.movie_id = :movie", "movie", movie));
        hallId.ifPresent(hall -> select.where("s.hall_id = :hall", "hall", hall));
        search.city().ifPresent(select::inCity);
        search.fromMs().ifPresent(from -> select.where("s.starts_at_ms >= :from", "from", from));
        search.toMs().ifPresent(to -> select.where("s.starts_at_ms < :to", "to", to));
        Cursor.of(page, LIST)
                .ifPresent(cursor -> select.after("s.starts_at_ms", cursor.keyAsLong(), "s.show_id", cursor.id()));
        List<ShowListing> rows = select.then("ORDER BY s.starts_at_ms, s.show_id")
                .limit(page.limit() + 1)
                .on(handle)
                .map((row, context) -> read(row))
                .list();
        return Page.of(
                rows,
                page.limit(),
                listing -> new Cursor(
                        LIST, listing.show().startsAtMs(), listing.show().showId()));
    }

    private static ShowListing read(ResultSet row) throws SQLException {
        Show show = new Show(
                row.getLong("show_id"),
                row.getLong("movie_id"),
                row.getLong("hall_id"),
                row.getLong("starts_at_ms"),
                row.getLong("ends_at_ms"),
                row.getLong("on_sale_at_ms"));
        boolean hasCinema = row.getObject("cinema_id") != null;
        return new ShowListing(
                show,
                Optional.ofNullable(row.getString("title")),
                Optional.ofNullable(row.getString("hall_name")),
                hasCinema ? Optional.of(Cinemas.read(row)) : Optional.empty());
    }
}
