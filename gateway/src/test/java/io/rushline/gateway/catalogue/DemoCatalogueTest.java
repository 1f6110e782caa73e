package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.SeatMark;
import io.rushline.gateway.catalogue.DemoCatalogue.DemoHall;
import io.rushline.gateway.catalogue.DemoCatalogue.DemoShow;
import io.rushline.gateway.catalogue.HallLayout.Area;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoCatalogueTest {
    private static final long START_MS =
            Instant.parse("2026-11-22T20:15:00.123Z").toEpochMilli();
    private static final long DAY_MS = 86_400_000;

    private final DemoCatalogue demo = DemoCatalogue.startingAt(START_MS);

    @Test
    void shouldHaveTheSizeThatWasPromised() {
        assertThat(demo.cities()).hasSize(20);
        assertThat(demo.cities()).extracting(NewCity::state).doesNotHaveDuplicates();
        assertThat(demo.cinemas()).hasSize(40);
        assertThat(demo.cinemas()).extracting(DemoCatalogue.DemoCinema::name).doesNotHaveDuplicates();
        assertThat(demo.halls()).hasSize(120);
        assertThat(demo.movies()).hasSizeBetween(40, 60);
        assertThat(demo.shows()).hasSizeBetween(3_000, 3_360);
        for (int cinema = 0; cinema < 40; cinema++) {
            int index = cinema;
            assertThat(demo.halls().stream().filter(hall -> hall.cinemaIndex() == index))
                    .extracting(hall -> hall.layout().capacity())
                    .containsExactly(2_000, 300, 80);
            Position city =
                    demo.cities().get(demo.cinemas().get(cinema).cityIndex()).position();
            assertThat(demo.cinemas().get(cinema).position().metresTo(city)).isLessThan(15_000);
        }
    }

    @Test
    void shouldHaveAccessiblePlacesBesideCompanionsAndAGeneralAdmissionArea() {
        HallLayout grand = demo.halls().get(0).layout();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        grand.encode(buffer, 0, 1, 1, 1, "Grand Hall");
        SeatNames names = SeatNames.decode(buffer, 0);

        List<Integer> accessible = IntStream.range(0, names.seatCount())
                .filter(seat -> names.mark(seat) == SeatMark.ACCESSIBLE)
                .boxed()
                .toList();
        assertThat(accessible).hasSize(8);
        assertThat(accessible)
                .allSatisfy(seat -> assertThat(names.mark(seat + 1)).isEqualTo(SeatMark.COMPANION));
        assertThat(grand.areas()).containsExactly(new Area("Floor", "Standing", 300));
        assertThat(grand.categories()).containsExactly("Premium", "Standard", "Circle", "Box", "Standing");
        assertThat(demo.halls())
                .allSatisfy(
                        hall -> assertThat(hall.layout().categories().size()).isGreaterThan(1));
    }

    @Test
    void shouldSellFromTheStartAndShowForSevenDays() {
        assertThat(demo.shows()).allSatisfy(show -> {
            assertThat(show.onSaleAtMs()).isEqualTo(START_MS);
            assertThat(show.startsAtMs()).isBetween(START_MS + 30 * 60_000, START_MS + 7 * DAY_MS - 1);
            HallLayout layout = demo.halls().get(show.hallIndex()).layout();
            assertThat(show.pricesByCategory()).hasSameSizeAs(layout.categories());
            assertThat(show.pricesByCategory())
                    .allSatisfy(price -> assertThat(price).isPositive());
            long minutes = demo.movies().get(show.movieIndex()).durationMinutes();
            assertThat(show.endsAtMs() - show.startsAtMs()).isEqualTo(minutes * 60_000);
        });
        Map<Integer, Long> showsByHall =
                demo.shows().stream().collect(Collectors.groupingBy(DemoShow::hallIndex, Collectors.counting()));
        assertThat(showsByHall).hasSize(120);
        assertThat(showsByHall.values()).allSatisfy(count -> assertThat(count).isBetween(20L, 28L));
        assertThat(demo.shows().stream().map(DemoShow::movieIndex).distinct())
                .hasSize(demo.movies().size());
    }

    @Test
    void shouldLeaveTimeBetweenTheShowsOfAHall() {
        Map<Integer, Long> endOfHall = new HashMap<>();
        List<DemoShow> shows = new ArrayList<>(demo.shows());
        shows.sort(Comparator.comparingLong(DemoShow::startsAtMs));
        for (DemoShow show : shows) {
            long free = endOfHall.getOrDefault(show.hallIndex(), 0L) + 10 * 60_000;
            assertThat(show.startsAtMs()).isGreaterThanOrEqualTo(free);
            endOfHall.put(show.hallIndex(), show.endsAtMs());
        }
    }

    @Test
    void shouldStartAtLocalHours() {
        DemoShow losAngeles = demo.shows().stream()
                .filter(show -> demo.cinemas()
                                .get(demo.halls().get(show.hallIndex()).cinemaIndex())
                                .cityIndex()
                        == 1)
                .findFirst()
                .orElseThrow();

        // 12:15 in Los Angeles at the start, so that the first show in the grand hall is at 13:00.
        assertThat(Instant.ofEpochMilli(losAngeles.startsAtMs())).isEqualTo("2026-11-22T21:00:00Z");
    }

    @Test
    void shouldBeTheSameWhenMadeTwice() {
        assertThat(DemoCatalogue.startingAt(START_MS)).isEqualTo(demo);
    }

    @Test
    void shouldFitIntoTheCatalogue(@TempDir Path directory) throws IOException {
        try (Catalogue catalogue = Catalogue.open(directory)) {
            List<City> cities = catalogue.createCities(demo.cities());
            List<Cinema> cinemas = catalogue.createCinemas(demo.cinemas().stream()
                    .map(cinema -> cinema.in(cities.get(cinema.cityIndex())))
                    .toList());
            List<Movie> movies = catalogue.createMovies(demo.movies());
            List<Hall> halls = new ArrayList<>();
            for (DemoHall hall : demo.halls()) {
                long cinemaId = cinemas.get(hall.cinemaIndex()).cinemaId();
                halls.add(new Hall(
                        1_000 + halls.size(),
                        cinemaId,
                        hall.name(),
                        hall.layout().capacity()));
            }
            catalogue.recordHalls(halls);
            List<Show> shows = new ArrayList<>();
            for (DemoShow show : demo.shows()) {
                shows.add(new Show(
                        10_000 + shows.size(),
                        movies.get(show.movieIndex()).movieId(),
                        halls.get(show.hallIndex()).hallId(),
                        show.startsAtMs(),
                        show.endsAtMs(),
                        show.onSaleAtMs()));
            }
            catalogue.recordShows(shows);

            assertThat(catalogue.knownShowIds()).hasSameSizeAs(shows);
            ShowSearch inChicago = new ShowSearch(
                    Optional.of("chicago"),
                    ShowSearch.all().fromMs(),
                    ShowSearch.all().toMs());
            Page<Movie> matrix = catalogue.movies(Optional.of("matrix"), inChicago, PageRequest.first());
            assertThat(matrix.items()).hasSize(1);
            long movieId = matrix.items().get(0).movieId();
            assertThat(catalogue.shows(movieId, inChicago, PageRequest.first()).items())
                    .isNotEmpty()
                    .allSatisfy(show -> assertThat(
                                    show.cinema().orElseThrow().city().name())
                            .isEqualTo("Chicago"));
        }
    }
}
