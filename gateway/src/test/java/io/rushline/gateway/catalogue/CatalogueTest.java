package io.rushline.gateway.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogueTest {
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
    void shouldRefuseCinemaWhenItsCityIsUnknown() {
        NewCinema cinema = new NewCinema(77, "Lake", Optional.empty(), Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> catalogue.createCinema(cinema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no city 77");
    }

    @Test
    void shouldKeepTheLastWordWhenRecordedAgain() {
        catalogue.recordHalls(List.of(new Hall(7, 1, "Hall 1", 10)));
        catalogue.recordHalls(List.of(new Hall(7, 1, "Hall 1", 10)));
        catalogue.recordHalls(List.of(new Hall(7, 2, "Hall 2", 20)));
        catalogue.recordShow(8, 1, 7, 1, 2, 3);
        catalogue.recordShow(8, 1, 7, 1, 2, 3);
        catalogue.recordShows(List.of(new Show(8, 2, 7, 4, 5, 6), new Show(9, 2, 7, 4, 5, 6)));

        assertThat(catalogue.hall(7)).contains(new Hall(7, 2, "Hall 2", 20));
        assertThat(catalogue.halls(1)).isEmpty();
        assertThat(catalogue.show(8).orElseThrow().show()).isEqualTo(new Show(8, 2, 7, 4, 5, 6));
        assertThat(catalogue.knownHallNames()).containsExactly(entry(7L, "Hall 2"));
        assertThat(catalogue.knownShowIds()).containsExactly(8, 9);

        catalogue.forgetShows(8, 1234);
        catalogue.forgetHalls(7);
        assertThat(catalogue.knownShowIds()).containsExactly(9);
        assertThat(catalogue.knownHallNames()).isEmpty();
    }

    @Test
    void shouldRecordThousandsOfShowsInOneCall() {
        List<Show> shows = LongStream.rangeClosed(1, 10_000)
                .mapToObj(id -> new Show(id, 1, 2, id, id + 1, 0))
                .toList();
        catalogue.recordShows(shows);
        catalogue.recordShows(List.of());

        assertThat(catalogue.knownShowIds())
                .isEqualTo(LongStream.rangeClosed(1, 10_000).toArray());
    }

    @Test
    void shouldChangeWhatExists() {
        City city = catalogue.createCity(new NewCity("Chicgo", "IL", CatalogueEntries.CHICAGO));
        City corrected = new City(city.cityId(), "Chicago", "IL", CatalogueEntries.CHICAGO);
        Cinema cinema =
                catalogue.createCinema(CatalogueEntries.cinema(city, "Lake", "60601", CatalogueEntries.CHICAGO));
        Movie movie = catalogue.createMovie(CatalogueEntries.movie("Jaws"));
        Movie changedMovie = new Movie(
                movie.movieId(),
                "Jaws",
                Optional.empty(),
                124,
                Optional.of("Thriller"),
                Optional.empty(),
                Optional.of(LocalDate.of(1975, 6, 20)));

        assertThat(catalogue.changeCity(city.cityId(), old -> corrected)).contains(corrected);
        assertThat(catalogue.city(city.cityId())).contains(corrected);
        assertThat(catalogue.changeMovie(movie.movieId(), old -> changedMovie)).contains(changedMovie);
        assertThat(catalogue.movie(movie.movieId())).contains(changedMovie);
        Cinema changedCinema = catalogue
                .changeCinema(
                        cinema.cinemaId(),
                        old -> new Cinema(
                                old.cinemaId(),
                                old.city(),
                                "Loop",
                                Optional.of("1 Loop"),
                                Optional.empty(),
                                CatalogueEntries.BOSTON))
                .orElseThrow();
        assertThat(catalogue.cinema(cinema.cinemaId())).contains(changedCinema);
        assertThat(changedCinema.city()).isEqualTo(corrected);
        assertThat(catalogue.changeCity(999, old -> old)).isEmpty();
    }

    @Test
    void shouldChangeNothingWhenOneOfSeveralFails() {
        List<NewCity> cities = List.of(
                new NewCity("Chicago", "IL", CatalogueEntries.CHICAGO),
                new NewCity("x".repeat(101), "IL", CatalogueEntries.CHICAGO));

        assertThatThrownBy(() -> catalogue.createCities(cities)).isInstanceOf(RuntimeException.class);
        assertThat(catalogue
                        .cities(Optional.empty(), Optional.empty(), PageRequest.first())
                        .items())
                .isEmpty();
    }

    @Test
    void shouldKeepEverythingWhenReopenedInAnOddlyNamedDirectory() throws IOException {
        Path odd = directory.resolve("a b=c#d%20é");
        try (Catalogue first = Catalogue.open(odd)) {
            first.createCity(new NewCity("Chicago", "IL", CatalogueEntries.CHICAGO));
        }
        try (Catalogue second = Catalogue.open(odd)) {
            assertThat(second.cities(Optional.empty(), Optional.empty(), PageRequest.first())
                            .items())
                    .hasSize(1);
        }
        assertThat(odd.resolve("catalogue.mv.db")).exists();
    }

    @Test
    void shouldRefuseDirectoryWhenItsNameWouldBeReadAsSettings() {
        assertThatThrownBy(
                        () -> Catalogue.open(directory.resolve("a;MODE=MySQL")).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("must not contain a semicolon");
    }

    @Test
    void shouldSayWhichFileWhenItIsNoDatabase() throws IOException {
        Path broken = Files.createDirectory(directory.resolve("broken"));
        Files.writeString(broken.resolve("catalogue.mv.db"), "not a database at all".repeat(1000));

        assertThatThrownBy(() -> Catalogue.open(broken).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(broken.resolve("catalogue.mv.db").toString());
    }
}
