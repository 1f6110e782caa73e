package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.server.Api.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @Test
    void shouldFillAnEmptyDirectoryOnceAndCompleteTheCatalogueAfterACrash(@TempDir Path data) throws IOException {
        long[] shows;
        try (TestServer server = TestServer.startDemo(data)) {
            Api api = server.api();
            assertThat(api.get("/cities?limit=30").list("items")).hasSize(20);
            List<String> cinemas = cinemaIds(api);
            assertThat(cinemas).hasSize(40);
            for (String cinema : cinemas) {
                assertThat(api.get("/cinemas/" + cinema).each("halls", "capacity"))
                        .containsExactlyInAnyOrder("2000", "300", "80");
            }
        }
        try (Catalogue catalogue = Catalogue.open(data)) {
            shows = catalogue.knownShowIds();
            // As if the process had died between the engine's journal and the catalogue.
            catalogue.forgetShows(shows[0], shows[shows.length - 1]);
            assertThat(catalogue.knownShowIds()).hasSize(shows.length - 2);
        }
        try (TestServer server = TestServer.startDemo(data)) {
            Api api = server.api();
            String first = Long.toString(shows[0]);
            Answer show = api.get("/shows/" + first).expect(200);
            String movie = show.text("movie/movieId");
            Answer listed = api.get("/movies/" + movie + "/shows?limit=30").expect(200);

            assertThat(cinemaIds(api)).hasSize(40);
            assertThat(show.has("cinema")).isTrue();
            assertThat(listed.list("items")).isNotEmpty();
            assertThat(api.post("/shows/" + first + "/holds", House.json("{'customer':'ann','quantity':2}"))
                            .status())
                    .isEqualTo(201);
        }
        try (Catalogue catalogue = Catalogue.open(data)) {
            assertThat(catalogue.knownShowIds()).containsExactly(shows);
        }
    }

    private static List<String> cinemaIds(Api api) {
        Answer first = api.get("/cinemas?limit=30").expect(200);
        Answer second =
                api.get("/cinemas?limit=30&cursor=" + first.text("next")).expect(200);
        assertThat(first.list("items")).hasSize(30);
        return Stream.concat(first.each("items", "cinemaId").stream(), second.each("items", "cinemaId").stream())
                .toList();
    }
}
