package io.rushline.gateway.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Copies of the engine's halls in SQL. */
final class Halls {
    private static final String SELECT = "SELECT h.hall_id, h.cinema_id, h.name, h.capacity FROM halls h";
    private static final char LIST = 'h';
    private static final RowMapper<Hall> MAPPER = (row, context) ->
            new Hall(row.getLong("hall_id"), row.getLong("cinema_id"), row.getString("name"), row.getInt("capacity"));

    private Halls() {}

    /** Writes halls down; what was there under the same id gives way. */
    static void put(Handle handle, Collection<Hall> halls) {
        remove(handle, halls.stream().mapToLong(Hall::hallId).toArray());
        try (PreparedBatch batch =
                handle.prepareBatch("INSERT INTO halls (hall_id, cinema_id, name, capacity) VALUES (?, ?, ?, ?)")) {
            for (Hall hall : halls) {
                batch.add(hall.hallId(), hall.cinemaId(), hall.name(), hall.capacity());
            }
            batch.execute();
        }
    }

    static void remove(Handle handle, long... hallIds) {
        CatalogueDatabase.deleteAll(handle, "DELETE FROM halls WHERE hall_id = ?", hallIds);
    }

    static Map<Long, String> names(Handle handle) {
        Map<Long, String> names = new HashMap<>();
        handle.createQuery("SELECT hall_id, name FROM halls")
                .map((row, context) -> Map.entry(row.getLong("hall_id"), row.getString("name")))
                .forEach(hall -> names.put(hall.getKey(), hall.getValue()));
        return names;
    }

    static Optional<Hall> find(Handle handle, long hallId) {
        return new Select(SELECT)
                .where("h.hall_id = :id", "id", hallId)
                .on(handle)
                .map(MAPPER)
                .findOne();
    }

    /** Halls in the order of their names. */
    static Page<Hall> list(Handle handle, Optional<String> text, OptionalLong cinemaId, PageRequest page) {
        Select select = new Select(SELECT);
        text.ifPresent(t -> select.contains("h.name", t));
        cinemaId.ifPresent(cinema -> select.where("h.cinema_id = :cinema", "cinema", cinema));
        Cursor.of(page, LIST).ifPresent(cursor -> select.after("h.name", cursor.key(), "h.hall_id", cursor.id()));
        List<Hall> rows = select.then("ORDER BY h.name, h.hall_id")
                .limit(page.limit() + 1)
                .on(handle)
                .map(MAPPER)
                .list();
        return Page.of(rows, page.limit(), hall -> new Cursor(LIST, hall.name(), hall.hallId()));
    }

    static List<Hall> ofCinema(Handle handle, long cinemaId) {
        return new Select(SELECT)
                .where("h.cinema_id = :cinema", "cinema", cinemaId)
                .then("ORDER BY h.name, h.hall_id")
                .on(handle)
                .map(MAPPER)
                .list();
    }
}
