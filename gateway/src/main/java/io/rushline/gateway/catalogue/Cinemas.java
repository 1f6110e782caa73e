package io.rushline.gateway.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Cinemas in SQL. */
final class Cinemas {
    static final String COLUMNS = Cities.COLUMNS
            + ", cn.cinema_id, cn.name AS cinema_name, cn.address, cn.postal_code,"
            + " cn.lat AS cinema_lat, cn.lon AS cinema_lon";
    private static final String FROM = " FROM cinemas cn JOIN cities ci ON ci.city_id = cn.city_id";
    private static final String SELECT = "SELECT " + COLUMNS + FROM;
    private static final char LIST_BY_NAME = 'n';
    private static final char LIST_BY_DISTANCE = 'd';

    private Cinemas() {}

    private record Distance(long cinemaId, long metres) {}

    static Cinema insert(Handle handle, NewCinema cinema) {
        City city = Cities.find(handle, cinema.cityId())
                .orElseThrow(() -> new IllegalArgumentException("there is no city " + cinema.cityId()));
        Position position = cinema.position().orElse(city.position());
        long cinemaId = CatalogueDatabase.insert(
                handle,
                "INSERT INTO cinemas (city_id, name, address, postal_code, lat, lon) VALUES (?, ?, ?, ?, ?, ?)",
                "cinema_id",
                cinema.cityId(),
                cinema.name(),
                cinema.address(),
                cinema.postalCode(),
                position.lat(),
                position.lon());
        return new Cinema(cinemaId, city, cinema.name(), cinema.address(), cinema.postalCode(), position);
    }

    static void update(Handle handle, Cinema cinema) {
        handle.execute(
                "UPDATE cinemas SET city_id = ?, name = ?, address = ?, postal_code = ?, lat = ?, lon = ?"
                        + " WHERE cinema_id = ?",
                cinema.city().cityId(),
                cinema.name(),
                cinema.address(),
                cinema.postalCode(),
                cinema.position().lat(),
                cinema.position().lon(),
                cinema.cinemaId());
    }

    static Optional<Cinema> find(Handle handle, long cinemaId) {
        return new Select(SELECT)
                .where("cn.cinema_id = :id", "id", cinemaId)
                .on(handle)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Page<FoundCinema> list(Handle handle, CinemaSearch search, PageRequest page) {
        return search.nearby().isPresent()
                ? listByDistance(handle, search, search.nearby().get(), page)
                : listByName(handle, search, page);
    }

    private static Page<FoundCinema> listByName(Handle handle, CinemaSearch search, PageRequest page) {
        Select select = filtered(SELECT, search);
        Cursor.of(page, LIST_BY_NAME)
                .ifPresent(cursor -> select.after("cn.name", cursor.key(), "cn.cinema_id", cursor.id()));
        List<FoundCinema> rows = select.then("ORDER BY cn.name, cn.cinema_id")
                .limit(page.limit() + 1)
                .on(handle)
                .map((row, context) -> new FoundCinema(read(row), OptionalLong.empty()))
                .list();
        return Page.of(
                rows,
                page.limit(),
                found -> new Cursor(
                        LIST_BY_NAME, found.cinema().name(), found.cinema().cinemaId()));
    }

    /** SQL keeps a box around the circle; the distances are worked out here, for ids only, and a page is read. */
    private static Page<FoundCinema> listByDistance(
            Handle handle, CinemaSearch search, Nearby nearby, PageRequest page) {
        Optional<Cursor> cursor = Cursor.of(page, LIST_BY_DISTANCE);
        long lastMetres = cursor.map(Cursor::keyAsLong).orElse(-1L);
        long lastId = cursor.map(Cursor::id).orElse(-1L);
        Select inBox = filtered("SELECT cn.cinema_id, cn.lat, cn.lon" + FROM, search);
        boundingBox(inBox, nearby);
        List<Distance> wanted = inBox
                .on(handle)
                .map((row, context) -> new Distance(
                        row.getLong("cinema_id"),
                        Math.round(nearby.centre().metresTo(new Position(row.getDouble("lat"), row.getDouble("lon"))))))
                .stream()
                .filter(d -> d.metres <= nearby.radiusKm() * 1000)
                .filter(d -> d.metres > lastMetres || (d.metres == lastMetres && d.cinemaId > lastId))
                .sorted(Comparator.comparingLong(Distance::metres).thenComparingLong(Distance::cinemaId))
                .limit(page.limit() + 1L)
                .toList();
        Map<Long, Cinema> cinemas = findAll(handle, wanted);
        List<FoundCinema> rows = wanted.stream()
                .flatMap(d -> Optional.ofNullable(cinemas.get(d.cinemaId))
                        .map(cinema -> new FoundCinema(cinema, OptionalLong.of(d.metres)))
                        .stream())
                .toList();
        return Page.of(
                rows,
                page.limit(),
                found -> new Cursor(
                        LIST_BY_DISTANCE,
                        found.distanceMetres().orElseThrow(),
                        found.cinema().cinemaId()));
    }

    private static Map<Long, Cinema> findAll(Handle handle, List<Distance> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        return handle.createQuery(SELECT + " WHERE cn.cinema_id IN (<ids>)")
                .bindList("ids", wanted.stream().map(Distance::cinemaId).toList())
                .map((row, context) -> read(row))
                .collect(Collectors.toMap(Cinema::cinemaId, Function.identity()));
    }

    private static Select filtered(String head, CinemaSearch search) {
        Select select = new Select(head);
        search.text().ifPresent(text -> select.contains("cn.name", text));
        search.city().ifPresent(select::inCity);
        search.postalCode().ifPresent(code -> select.where("cn.postal_code = :code", "code", code));
        return select;
    }

    private static void boundingBox(Select select, Nearby nearby) {
        Position centre = nearby.centre();
        double metres = nearby.radiusKm() * 1000;
        double latSpan = Position.latDegrees(metres);
        double lonSpan = centre.lonDegrees(metres);
        select.where("cn.lat BETWEEN :south AND :north")
                .bind("south", centre.lat() - latSpan)
                .bind("north", centre.lat() + latSpan);
        double west = centre.lon() - lonSpan;
        double east = centre.lon() + lonSpan;
        if (lonSpan >= 180) {
            return;
        }
        // A box across the 180th meridian has its west east of its east.
        boolean wraps = west < -180 || east > 180;
        select.where(wraps ? "(cn.lon >= :west OR cn.lon <= :east)" : "cn.lon BETWEEN :west AND :east")
                .bind("west", west < -180 ? west + 360 : west)
                .bind("east", east > 180 ? east - 360 : east);
    }

    /** Reads {@link #COLUMNS}. */
    static Cinema read(ResultSet row) throws SQLException {
        return new Cinema(
                row.getLong("cinema_id"),
                Cities.read(row),
                row.getString("cinema_name"),
                Optional.ofNullable(row.getString("address")),
                Optional.ofNullable(row.getString("postal_code")),
                new Position(row.getDouble("cinema_lat"), row.getDouble("cinema_lon")));
    }
}
