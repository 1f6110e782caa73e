package io.rushline.gateway.catalogue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code serve --demo} fills an empty data directory with: real cities and films, invented cinemas with three
 * halls each, and shows for seven days, all on sale from the start. The same start gives the same catalogue.
 *
 * <p>Things have no ids yet, so they name each other by their index in these lists. A show's prices stand in the order
 * of its hall's {@link HallLayout#categories()}, in minor units of {@link #CURRENCY}.
 */
public record DemoCatalogue(
        List<NewCity> cities,
        List<DemoCinema> cinemas,
        List<DemoHall> halls,
        List<NewMovie> movies,
        List<DemoShow> shows) {
    public static final String CURRENCY = "USD";

    private static final Duration DURATION = Duration.ofDays(7);
    /** Nobody can use a show that begins before its ticket is bought. */
    private static final Duration SHORTEST_NOTICE = Duration.ofMinutes(30);

    private static final LocalTime EVENING = LocalTime.of(17, 0);

    /** A cinema of {@code cities.get(cityIndex)}. */
    public record DemoCinema(int cityIndex, String name, String address, String postalCode, Position position) {
        /** The same once its city has an id. */
        public NewCinema in(City city) {
            return new NewCinema(
                    city.cityId(), name, Optional.of(address), Optional.of(postalCode), Optional.of(position));
        }
    }

    /** A hall of {@code cinemas.get(cinemaIndex)}. */
    public record DemoHall(int cinemaIndex, String name, HallLayout layout) {}

    /** A show of {@code movies.get(movieIndex)} in {@code halls.get(hallIndex)}. */
    public record DemoShow(
            int movieIndex,
            int hallIndex,
            long startsAtMs,
            long endsAtMs,
            long onSaleAtMs,
            List<Long> pricesByCategory) {}

    /** Makes the catalogue of the seven days from an instant on. */
    public static DemoCatalogue startingAt(long startMs) {
        List<DemoFile.CityRow> cityRows = DemoFile.cities();
        List<DemoCinema> cinemas = DemoFile.cinemas(cityRows);
        List<NewMovie> movies = DemoFile.movies();
        List<DemoHall> halls = new ArrayList<>();
        List<DemoShow> shows = new ArrayList<>();
        for (int cinema = 0; cinema < cinemas.size(); cinema++) {
            ZoneId zone = cityRows.get(cinemas.get(cinema).cityIndex()).zone();
            for (DemoHallKind kind : DemoHallKind.IN_EACH_CINEMA) {
                addShows(shows, movies, halls.size(), kind, zone, Instant.ofEpochMilli(startMs));
                halls.add(new DemoHall(cinema, kind.hallName(), kind.layout()));
            }
        }
        List<NewCity> cities = cityRows.stream().map(DemoFile.CityRow::city).toList();
        return new DemoCatalogue(cities, cinemas, List.copyOf(halls), movies, List.copyOf(shows));
    }

    private static void addShows(
            List<DemoShow> shows, List<NewMovie> movies, int hall, DemoHallKind kind, ZoneId zone, Instant start) {
        LocalDate firstDay = start.atZone(zone).toLocalDate();
        Instant earliest = start.plus(SHORTEST_NOTICE);
        Instant end = start.plus(DURATION);
        for (int day = 0; day <= DURATION.toDays(); day++) {
            for (int slot = 0; slot < kind.times().size(); slot++) {
                LocalTime time = kind.times().get(slot);
                Instant begins =
                        firstDay.plusDays(day).atTime(time).atZone(zone).toInstant();
                if (begins.isBefore(earliest) || !begins.isBefore(end)) {
                    continue;
                }
                // Odd steps, so that a hall goes through all films and neighbours show different ones.
                int movie = Math.floorMod(hall * 7 + day * 5 + slot * 11, movies.size());
                Duration running = Duration.ofMinutes(movies.get(movie).durationMinutes());
                shows.add(new DemoShow(
                        movie,
                        hall,
                        begins.toEpochMilli(),
                        begins.plus(running).toEpochMilli(),
                        start.toEpochMilli(),
                        kind.prices(time.isBefore(EVENING))));
            }
        }
    }
}
