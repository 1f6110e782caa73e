package io.rushline.gateway.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Cities in SQL. */
final class Cities {
    static final String COLUMNS = "ci.city_id, ci.name AS city_name, ci.state, ci.lat AS city_lat, ci.lon AS city_lon";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM cities ci";
    private static final char LIST = 'c';

    private Cities() {}

    static City insert(Handle handle, NewCity city) {
        long cityId = CatalogueDatabase.insert(
                handle,
                "INSERT INTO cities (name, state, lat, lon) VALUES (?, ?, ?, ?)",
                "city_id",
                city.name(),
                city.state(),
                city.position().lat(),
                city.position().lon());
        return new City(cityId, city.name(), city.state(), city.position());
    }

    static void update(Handle handle, City city) {
        handle.execute(
                "UPDATE cities SET name = ?, state = ?, lat = ?, lon = ? WHERE city_id = ?",
                city.name(),
                city.state(),
                city.position().lat(),
                city.position().lon(),
                city.cityId());
    }

    static Optional<City> find(Handle handle, long cityId) {
        return new Select(SELECT)
                .where("ci.city_id = :id", "id", cityId)
                .on(handle)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Page<City> list(Handle handle, Optional<String> text, Optional<String> state, PageRequest page) {
        Select select = new Select(SELECT);
        text.ifPresent(t -> select.contains("ci.name", t));
        state.ifPresent(s -> select.where("LOWER(ci.state) = LOWER(:state)", "state", s));
        Cursor.of(page, LIST).ifPresent(cursor -> select.after("ci.name", cursor.key(), "ci.city_id", cursor.id()));
        List<City> rows = select.then("ORDER BY ci.name, ci.city_id")
                .limit(page.limit() + 1)
                .on(handle)
                .map((row, context) -> read(row))
                .list();
        return Page.of(rows, page.limit(), city -> new Cursor(LIST, city.name(), city.cityId()));
    }

    /** Reads {@link #COLUMNS}. */
    static City read(ResultSet row) throws SQLException {
        return new City(
                row.getLong("city_id"),
                row.getString("city_name"),
                row.getString("state"),
                new Position(row.getDouble("city_lat"), row.getDouble("city_lon")));
    }
}
