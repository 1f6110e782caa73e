package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists: what is found, in which order, page by page. */
final class CatalogueListTest {
    @TempDir
    private Path directory;

    private Catalogue catalogue;

    @BeforeEach
    void open() throws IOException {
        catalogue = Catalogue.open(directory);
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    @Test
    void shouldFindCityByPartOfNameWhateverItsCase() {
        City chicago = catalogue.createCity(new NewCity("Chicago", "IL", CatalogueEntries.CHICAGO));
        catalogue.createCity(new NewCity("Boston", "MA", CatalogueEntries.BOSTON));

        assertThat(cityNames("CAG", "")).containsExactly("Chicago");
        assertThat(cityNames("", "ma")).containsExactly("Boston");
        assertThat(cityNames("", "")).containsExactly("Boston", "Chicago");
        assertThat(cityNames("cag", "MA")).isEmpty();
        assertThat(catalogue.city(chicago.cityId())).contains(chicago);
        assertThat(catalogue.city(chicago.cityId() + 100)).isEmpty();
    }

    @Test
    void shouldTakePatternCharactersLiterallyWhenSearching() {
        for (String name : List.of("100% Film", "1000 Film", "A_B", "AXB", "Wow!", "O'Hare \\ Co")) {
            catalogue.createCity(new NewCity(name, "IL", CatalogueEntries.CHICAGO));
        }

        assertThat(cityNames("0%", "")).containsExactly("100% Film");
        assertThat(cityNames("a_b", "")).containsExactly("A_B");
        assertThat(cityNames("w!", "")).containsExactly("Wow!");
        assertThat(cityNames("o'hare \\", "")).containsExactly("O'Hare \\ Co");
        assertThat(cityNames("%", "")).containsExactly("100% Film");
    }

    @Test
    void shouldListEachCityOnceWhenPagedThrough() {
        // Equal names, so that the ids have to tell them apart across the pages' borders.
        List<NewCity> cities = IntStream.range(0, 47)
                .mapToObj(i -> new NewCity("Springfield " + i % 3, "S" + i, CatalogueEntries.CHICAGO))
                .toList();
        List<City> created = catalogue.createCities(cities);

        for (int limit : new int[] {1, 7, 30}) {
            List<City> listed = all(
                    new PageRequest(limit, Optional.empty()),
                    page -> catalogue.cities(Optional.empty(), Optional.empty(), page));
            assertThat(listed).containsExactlyInAnyOrderElementsOf(created);
            assertThat(listed).extracting(City::name).isSorted();
        }
    }

    @Test
    void shouldGoOnBehindTheCursorWhenItemsComeAndGo() {
        for (String name : List.of("B", "D", "F")) {
            catalogue.createCity(new NewCity(name, "IL", CatalogueEntries.CHICAGO));
        }
        Page<City> first = catalogue.cities(Optional.empty(), Optional.empty(), new PageRequest(2, Optional.empty()));
        catalogue.createCity(new NewCity("A", "IL", CatalogueEntries.CHICAGO));
        catalogue.createCity(new NewCity("E", "IL", CatalogueEntries.CHICAGO));

        PageRequest second = new PageRequest(2, first.next());
        assertThat(catalogue.cities(Optional.empty(), Optional.empty(), second).items())
                .extracting(City::name)
                .containsExactly("E", "F");
    }

    @Test
    void shouldRefuseCursorWhenItIsNotOfThisList() {
        catalogue.createMovie(CatalogueEntries.movie("One"));
        catalogue.createMovie(CatalogueEntries.movie("Two"));
        String ofMovies = catalogue
                .movies(Optional.empty(), ShowSearch.all(), new PageRequest(1, Optional.empty()))
                .next()
                .orElseThrow();

        for (String cursor : List.of(ofMovies, "", "!", "AAAA", "YzEy", "Yzp4", "YzE6AA", "x".repeat(5000), "é")) {
            PageRequest page = new PageRequest(5, Optional.of(cursor));
            assertThatThrownBy(() -> catalogue.cities(Optional.empty(), Optional.empty(), page))
                    .as("cursor %s", cursor)
                    .isInstanceOf(InvalidCursor.class)
                    .hasMessageContaining("cursor does not belong to this list");
        }
    }

    @Test
    void shouldListCinemasByNameCityAndPostalCode() {
        City chicago = catalogue.createCity(new NewCity("Chicago", "IL", CatalogueEntries.CHICAGO));
        City boston = catalogue.createCity(new NewCity("Boston", "MA", CatalogueEntries.BOSTON));
        catalogue.createCinema(CatalogueEntries.cinema(chicago, "Lake", "60601", new Position(41.89, -87.62)));
        catalogue.createCinema(CatalogueEntries.cinema(boston, "Common", "02108", CatalogueEntries.BOSTON));
        Cinema bare = catalogue.createCinema(
                new NewCinema(boston.cityId(), "Lakeside", Optional.empty(), Optional.empty(), Optional.empty()));

        assertThat(bare.position()).isEqualTo(CatalogueEntries.BOSTON);
        assertThat(catalogue.cinema(bare.cinemaId())).contains(bare);
        assertThat(cinemaNames("lake", "", "")).containsExactly("Lake", "Lakeside");
        assertThat(cinemaNames("", "bOSTON", "")).containsExactly("Common", "Lakeside");
        assertThat(cinemaNames("", Long.toString(chicago.cityId()), "")).containsExactly("Lake");
        assertThat(cinemaNames("", "99999999999999999999", "")).isEmpty();
        assertThat(cinemaNames("", "", "02108")).containsExactly("Common");
        assertThat(cinemaNames("lake", "Boston", "02108")).isEmpty();
    }

    @Test
    void shouldListNearestCinemasFirstWhenAskedByPosition() {
        City chicago = catalogue.createCity(new NewCity("Chicago", "IL", CatalogueEntries.CHICAGO));
        for (int i = 9; i >= 0; i--) {
            catalogue.createCinema(
                    CatalogueEntries.cinema(chicago, "C" + i, "60601", new Position(41.88 + i * 0.05, -87.63)));
        }
        Nearby nearby = new Nearby(CatalogueEntries.CHICAGO, 23);
        CinemaSearch search =
                new CinemaSearch(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(nearby));

        List<FoundCinema> found = all(new PageRequest(2, Optional.empty()), page -> catalogue.cinemas(search, page));

        // 0.05 degrees of latitude are 5.56 km.
        assertThat(found).extracting(f -> f.cinema().name()).containsExactly("C0", "C1", "C2", "C3", "C4");
        assertThat(found.get(2).distanceMetres().orElseThrow()).isBetween(11_100L, 11_140L);
    }

    @Test
    void shouldFindCinemasAcrossTheDateLineAndAtThePole() {
        City fiji = catalogue.createCity(new NewCity("Taveuni", "FJ", new Position(-16.9, 179.99)));
        catalogue.createCinema(CatalogueEntries.cinema(fiji, "West", "1", new Position(-16.9, 179.95)));
        catalogue.createCinema(CatalogueEntries.cinema(fiji, "East", "1", new Position(-16.9, -179.95)));
        catalogue.createCinema(CatalogueEntries.cinema(fiji, "Pole", "1", new Position(89.95, 100)));

        assertThat(near(-16.9, 179.99, 20)).containsExactly("West", "East");
        assertThat(near(-16.9, -179.99, 20)).containsExactly("East", "West");
        assertThat(near(89.95, -80, 20)).containsExactly("Pole");
    }

    @Test
    void shouldListMoviesByTitleCityAndTime() {
        City chicago = catalogue.createCity(new NewCity("Chicago", "IL", CatalogueEntries.CHICAGO));
        City boston = catalogue.createCity(new NewCity("Boston", "MA", CatalogueEntries.BOSTON));
        Cinema lake =
                catalogue.createCinema(CatalogueEntries.cinema(chicago, "Lake", "60601", CatalogueEntries.CHICAGO));
        Cinema common =
                catalogue.createCinema(CatalogueEntries.cinema(boston, "Common", "02108", CatalogueEntries.BOSTON));
        Movie jaws = catalogue.createMovie(CatalogueEntries.movie("Jaws"));
        Movie alien = catalogue.createMovie(CatalogueEntries.movie("Alien"));
        catalogue.createMovie(CatalogueEntries.movie("Aliens"));
        catalogue.recordHalls(List.of(new Hall(5, lake.cinemaId(), "Hall 1", 200)));
        catalogue.recordHalls(List.of(new Hall(6, common.cinemaId(), "Hall 1", 100)));
        catalogue.recordShow(10, jaws.movieId(), 5, 1_000, 2_000, 0);
        catalogue.recordShow(11, alien.movieId(), 6, 5_000, 6_000, 0);

        assertThat(titles("", ShowSearch.all())).containsExactly("Alien", "Aliens", "Jaws");
        assertThat(titles("ALI", ShowSearch.all())).containsExactly("Alien", "Aliens");
        assertThat(titles("", shows("chicago", -1, -1))).containsExactly("Jaws");
        assertThat(titles("", shows("", 1_000, 5_000))).containsExactly("Jaws");
        assertThat(titles("", shows("", 1_001, -1))).containsExactly("Alien");
        assertThat(titles("ali", shows("Boston", 5_000, 5_001))).containsExactly("Alien");
        assertThat(titles("", shows("Boston", -1, 5_000))).isEmpty();
    }

    @Test
    void shouldListShowsOfMovieInOrderOfStart() {
        City chicago = catalogue.createCity(new NewCity("Chicago", "IL", CatalogueEntries.CHICAGO));
        Cinema lake =
                catalogue.createCinema(CatalogueEntries.cinema(chicago, "Lake", "60601", CatalogueEntries.CHICAGO));
        Movie jaws = catalogue.createMovie(CatalogueEntries.movie("Jaws"));
        catalogue.recordHalls(List.of(new Hall(5, lake.cinemaId(), "Hall 1", 200)));
        for (long id = 0; id < 20; id++) {
            catalogue.recordShow(100 - id, jaws.movieId(), 5, 1_000 + id / 2, 2_000, 0);
        }

        List<ShowListing> listed = all(
                new PageRequest(3, Optional.empty()),
                page -> catalogue.shows(jaws.movieId(), shows("Chicago", 1_001, 1_009), page));

        assertThat(listed).hasSize(16).allSatisfy(listing -> {
            assertThat(listing.movieTitle()).contains("Jaws");
            assertThat(listing.hallName()).contains("Hall 1");
            assertThat(listing.cinema()).contains(lake);
        });
        assertThat(listed).extracting(listing -> listing.show().startsAtMs()).isSorted();
        assertThat(catalogue
                        .shows(jaws.movieId(), shows("Boston", -1, -1), PageRequest.first())
                        .items())
                .isEmpty();
    }

    @Test
    void shouldShowWhatTheEngineKnowsWhenTheCatalogueLacksItsMovieAndHall() {
        Movie jaws = catalogue.createMovie(CatalogueEntries.movie("Jaws"));
        catalogue.recordShow(1, 404, 405, 1_000, 2_000, 500);
        catalogue.recordShow(2, jaws.movieId(), 405, 1_000, 2_000, 500);
        catalogue.recordHalls(List.of(new Hall(9, 406, "Orphan", 50)));
        catalogue.recordShow(3, jaws.movieId(), 9, 1_000, 2_000, 500);

        ShowListing bare = catalogue.show(1).orElseThrow();
        assertThat(bare.show()).isEqualTo(new Show(1, 404, 405, 1_000, 2_000, 500));
        assertThat(bare.movieTitle()).isEmpty();
        assertThat(bare.hallName()).isEmpty();
        assertThat(bare.cinema()).isEmpty();
        assertThat(catalogue.show(3).orElseThrow().hallName()).contains("Orphan");
        assertThat(catalogue
                        .shows(jaws.movieId(), ShowSearch.all(), PageRequest.first())
                        .items())
                .hasSize(2);
        assertThat(titles("", shows("", 1_000, -1))).containsExactly("Jaws");
        assertThat(titles("", shows("Chicago", -1, -1))).isEmpty();
        assertThat(catalogue.show(4)).isEmpty();
    }

    private static <T> List<T> all(PageRequest first, Function<PageRequest, Page<T>> list) {
        List<T> items = new ArrayList<>();
        Optional<PageRequest> request = Optional.of(first);
        while (request.isPresent()) {
            Page<T> page = list.apply(request.get());
            assertThat(page.items()).isNotEmpty().hasSizeLessThanOrEqualTo(first.limit());
            items.addAll(page.items());
            request = request.get().after(page);
        }
        return items;
    }

    private List<String> cityNames(String text, String state) {
        return catalogue.cities(given(text), given(state), PageRequest.first()).items().stream()
                .map(City::name)
                .toList();
    }

    private List<String> cinemaNames(String text, String city, String postalCode) {
        CinemaSearch search = new CinemaSearch(given(text), given(city), given(postalCode), Optional.empty());
        return catalogue.cinemas(search, PageRequest.first()).items().stream()
                .map(found -> found.cinema().name())
                .toList();
    }

    private List<String> near(double lat, double lon, double radiusKm) {
        CinemaSearch search = new CinemaSearch(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Nearby(new Position(lat, lon), radiusKm)));
        return catalogue.cinemas(search, PageRequest.first()).items().stream()
                .map(found -> found.cinema().name())
                .toList();
    }

    private List<String> titles(String text, ShowSearch shows) {
        return catalogue.movies(given(text), shows, PageRequest.first()).items().stream()
                .map(Movie::title)
                .toList();
    }

    private static ShowSearch shows(String city, long fromMs, long toMs) {
        return new ShowSearch(given(city), given(fromMs), given(toMs));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }

    private static OptionalLong given(long timeMs) {
        return timeMs < 0 ? OptionalLong.empty() : OptionalLong.of(timeMs);
    }
}
