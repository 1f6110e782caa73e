package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeatHistoryApiTest {
    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldTellWhoHadASeatAndNothingElse() {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            String show = house.smallShow();
            String other = house.smallShow();
            house.block(show, "Stalls-A-1").expect(200);
            house.unblock(show, "Stalls-A-1").expect(200);
            house.holdSeats(other, "eve", "Stalls-A-1").expect(201);
            house.holdSeats(show, "eve", "Stalls-A-3").expect(201);
            String first =
                    house.holdSeats(show, "ann", "Stalls-A-1").expect(201).text("holdId");
            house.exchange(first, "ann", "Stalls-A-2").expect(200);
            String second =
                    house.holdSeats(show, "bob", "Stalls-A-1").expect(201).text("holdId");
            house.holdSeats(show, "cat", "Stalls-A-1").expect(409);
            String booking = house.book(second, "bob").expect(201).text("bookingId");
            house.cancel(booking, "bob").expect(200);

            List<String> expected = List.of(
                    "SeatsBlocked",
                    "SeatsUnblocked",
                    "SeatsHeld",
                    "SeatsExchanged",
                    "SeatsHeld",
                    "SeatsBooked",
                    "BookingCancelled");
            await().until(() ->
                    history(server, show, "Stalls-A-1").each("items", "type").size() == expected.size());
            Answer whole = history(server, show, "Stalls-A-1");
            assertThat(whole.each("items", "type")).isEqualTo(expected);
            assertThat(whole.text("items/4/customer")).isEqualTo("bob");
            assertThat(whole.each("items", "showId")).containsOnly(show);
            assertThat(whole.has("next")).isTrue();
            long third = whole.number("items/2/eventId");
            assertThat(history(server, show, "Stalls-A-1?after=" + third).each("items", "type"))
                    .isEqualTo(expected.subList(3, expected.size()));

            assertThat(history(server, show, "Stalls-A-4").list("items")).isEmpty();
        }
    }

    @Test
    void shouldRefuseWhoMayNotAskAndWhatIsNotThere() {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            String show = house.smallShow();

            server.api().get("/audit/seats/" + show + "/Stalls-A-1").expect(403);
            assertThat(send(server, "/audit/seats/" + show + "/Stalls-Z-1")
                            .expect(404)
                            .text("code"))
                    .isEqualTo("SEAT_NOT_FOUND");
            assertThat(send(server, "/audit/seats/999/Stalls-A-1").expect(404).text("code"))
                    .isEqualTo("SHOW_NOT_FOUND");
            send(server, "/audit/seats/" + show + "/Stalls-A-1?after=x").expect(400);
        }
    }

    private static Answer history(TestServer server, String show, String seat) {
        return send(server, "/audit/seats/" + show + "/" + seat).expect(200);
    }

    private static Answer send(TestServer server, String path) {
        return server.api().call("GET", path).as(Api.OPERATOR).send();
    }
}
