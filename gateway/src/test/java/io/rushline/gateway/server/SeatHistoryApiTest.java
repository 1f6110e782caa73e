package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import io.rushline.journal.event.EventFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    void shouldTellALongHistoryInPagesWithoutGapsOrRepeats() {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            String show = house.smallShow();
            for (int i = 0; i < 600; i++) {
                house.release(
                        house.holdSeats(show, "ann", "Stalls-A-1").expect(201).text("holdId"), "ann");
            }
            awaitEvents(server, 1_200);

            Answer first = history(server, show, "Stalls-A-1");
            assertThat(first.list("items")).hasSize(1_000);
            Answer second = history(server, show, "Stalls-A-1?after=" + first.text("next"));
            assertThat(second.list("items")).hasSize(200);
            assertThat(second.at("next")).isEqualTo(Optional.empty());
            assertThat(second.number("items/0/eventId")).isEqualTo(first.number("items/999/eventId") + 1);
        }
    }

    /** What was there before the show is not even looked at: here it could not be read. */
    @Test
    void shouldBeginWhereTheShowWasCreated() throws IOException {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            String former = house.smallShow();
            house.hold(former, "ann", 1).expect(201);
            awaitEvents(server, 4);
            String show = house.smallShow();
            house.holdSeats(show, "ann", "Stalls-A-1").expect(201);
            awaitEvents(server, 6);
            Path events = EventFile.list(data.resolve("events")).get(0).path();
            try (RandomAccessFile file = new RandomAccessFile(events.toFile(), "rw")) {
                file.seek(40);
                file.write(new byte[] {9, 9});
            }

            assertThat(history(server, show, "Stalls-A-1").each("items", "type"))
                    .containsExactly("SeatsHeld");
            assertThat(send(server, "/events").list("items")).isEmpty();
        }
    }

    private static void awaitEvents(TestServer server, int count) {
        await().until(() -> send(server, "/events?limit=1&after=" + (count - 1)).status() == 200
                && !send(server, "/events?limit=1&after=" + (count - 1))
                        .list("items")
                        .isEmpty());
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
