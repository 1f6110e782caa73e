package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.catalogue.Catalogue;
import io.rushline.gateway.catalogue.Hall;
import io.rushline.gateway.server.Api.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was changed is the same after a start from a snapshot, and from the whole journal. */
class ChangeRestartTest {
    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldKeepWhatWasChangedAcrossARestart() throws IOException {
        List<String> paths;
        List<String> seen;
        String show;
        String hall;
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            show = house.largeShow();
            hall = house.largeHallId();
            String early =
                    house.holdSeats(show, "ann", "Stalls-A-1").expect(201).text("holdId");
            house.change("/shows/" + show, "{'prices':{'Premium':3000},'startsAt':'2199-03-04T20:00:00Z'}")
                    .expect(200);
            String late = house.booked(show, "bob", 2);
            house.change("/shows/" + show, "{'prices':{'Premium':2000,'Standard':1}}")
                    .expect(200);
            house.change("/halls/" + hall, "{'name':'Grand'}").expect(200);
            String booked = house.book(early, "ann").expect(201).text("bookingId");
            paths = List.of(
                    "/shows/" + show,
                    "/shows/" + show + "/seats",
                    "/bookings/" + booked,
                    "/bookings/" + late,
                    "/movies/" + house.movieId() + "/shows",
                    "/cinemas/" + house.cinemaId());
            seen = seen(server.api(), paths);
            Answer first = server.api().get("/bookings/" + booked);
            assertThat(first.number("total/amount")).isEqualTo(2500);
            assertThat(first.text("seats/0/price/amount")).isEqualTo("2500");
        }
        try (Catalogue catalogue = Catalogue.open(data)) {
            // As if the process had died between the engine's answer and the copies.
            catalogue.recordShow(Long.parseLong(show), 1, Long.parseLong(hall), 1, 2, 3);
            catalogue.recordHalls(List.of(new Hall(Long.parseLong(hall), 1, "Large", 23)));
        }
        try (TestServer server = TestServer.start(data)) {
            assertThat(seen(server.api(), paths)).isEqualTo(seen);
        }
        try (var snapshots = Files.newDirectoryStream(data.resolve("snapshots"), "*.snapshot")) {
            for (Path snapshot : snapshots) {
                Files.delete(snapshot);
            }
        }
        try (TestServer server = TestServer.start(data)) {
            assertThat(seen(server.api(), paths)).isEqualTo(seen);
        }
    }

    private static List<String> seen(Api api, List<String> paths) {
        return paths.stream()
                .map(path -> api.get(path).expect(200))
                .map(answer -> answer.header("ETag") + answer)
                .map(text -> text.replaceAll("http://[^/]*", ""))
                .toList();
    }
}
