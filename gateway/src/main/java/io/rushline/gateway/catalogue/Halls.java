package io.rushline.gateway.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Copies of the engine's halls in SQL. */
final class Halls {
    private static final String SELECT = "SELECT h.hall_id, h.cinema_id, h.name, h.capacity FROM halls h";
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

    static long[] ids(Handle handle) {
        return CatalogueDatabase.ids(handle, "SELECT hall_id FROM halls ORDER BY hall_id");
    }

    static Optional<Hall> find(Handle handle, long hallId) {
        return new Select(SELECT)
                .where("h.hall_id = :id", "id", hallId)
                .on(handle)
                .map(MAPPER)
                .findOne();
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
