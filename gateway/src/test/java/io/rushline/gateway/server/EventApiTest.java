package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All events, as operators and ledgers read them. */
class EventApiTest {
    private static final Set<String> KINDS = Set.of(
            "SeatPlanDefined",
            "ShowCreated",
            "SeatsHeld",
            "HoldReleased",
            "HoldExpired",
            "SeatsExchanged",
            "SeatsBooked",
            "BookingCancelled",
            "LineJoined",
            "SeatsOffered",
            "WaitEnded",
            "SaleOpened",
            "SaleClosed",
            "ShowCancelled",
            "ShowArchived",
            "SeatsBlocked",
            "SeatsUnblocked",
            "WaitersSkipped",
            "ShowChanged",
            "SeatPlanRenamed");

    @TempDir
    private Path data = Path.of("");

    @Test
    void shouldTellEachKindOfEventInTheSameWordsForEver() throws IOException {
        List<Map<?, ?>> told;
        try (TestServer server = TestServer.start(data)) {
            sellEverything(server.api());
            told = all(server.api(), "HoldExpired");
            assertThat(kinds(told)).isEqualTo(new TreeSet<>(KINDS));
            assertThat(ids(told)).isEqualTo(ids(told.size()));
        }
        try (TestServer server = TestServer.start(data)) {
            assertThat(all(server.api(), "HoldExpired")).isEqualTo(told);
        }
        // From the last snapshot, and then as if there had never been a queue: from the journal's start.
        for (boolean isWithSnapshots : new boolean[] {true, false}) {
            remove(data.resolve("events"));
            if (!isWithSnapshots) {
                remove(data.resolve("snapshots"));
            }
            try (TestServer server = TestServer.start(data)) {
                assertThat(all(server.api(), "HoldExpired")).isEqualTo(told);
            }
        }
    }

    @Test
    void shouldNameSeatsAndSignIds() throws IOException {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            String show = house.smallShow();
            Answer hold = house.holdSeats(show, "ann", "Stalls-A-2", "Stalls-A-3");
            Answer booking = house.book(hold.text("holdId"), "ann").expect(201);

            List<Map<?, ?>> told = all(server.api(), "SeatsBooked");
            Map<?, ?> held = told.get(told.size() - 2);
            assertThat(held.get("type")).isEqualTo("SeatsHeld");
            assertThat(held.get("showId")).isEqualTo(show);
            assertThat(held.get("holdId")).isEqualTo(hold.text("holdId"));
            assertThat(held.get("customer")).isEqualTo("ann");
            assertThat(held.get("seats")).isEqualTo(List.of("Stalls-A-2", "Stalls-A-3"));
            assertThat(held.get("total")).isEqualTo(Map.of("amount", 2 * House.STANDARD_PRICE, "currency", "USD"));
            assertThat(held.get("expiresAt")).isEqualTo(hold.text("expiresAt"));
            Map<?, ?> booked = told.get(told.size() - 1);
            assertThat(booked.get("type")).isEqualTo("SeatsBooked");
            assertThat(booked.get("bookingId")).isEqualTo(booking.text("bookingId"));
            assertThat(booked.get("sequence")).isEqualTo(booking.number("sequence"));
        }
    }

    @Test
    void shouldTurnPagesAndSayWhatIsNotThere() throws IOException {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            house.smallShow();
            List<Map<?, ?>> told = all(server.api(), "ShowCreated");

            Answer page = events(server.api(), "?after=1&limit=1").expect(200);
            assertThat(page.list("items")).isEqualTo(told.subList(1, 2));
            assertThat(page.text("next")).isEqualTo("2");
            Answer end = events(server.api(), "?after=" + told.size()).expect(200);
            assertThat(end.list("items")).isEmpty();
            Answer gone = events(server.api(), "?after=" + (told.size() + 1)).expect(410);
            assertThat(gone.text("code")).isEqualTo("EVENTS_GONE");
            assertThat(gone.number("firstEventId")).isEqualTo(1);
            assertThat(gone.number("lastEventId")).isEqualTo(told.size());
            events(server.api(), "?after=-1").expect(400);
            events(server.api(), "?limit=1001").expect(400);
            server.api().get("/events").expect(403);
        }
    }

    @Test
    void shouldStreamFromAnyPositionOn() throws IOException {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            String show = house.smallShow();
            List<Map<?, ?>> told = all(server.api(), "ShowCreated");
            try (Events fromStart = stream(server, 0);
                    Events fromTwo = stream(server, 2)) {
                assertThat(fromStart.head()).contains("200 OK", "text/event-stream");
                for (Map<?, ?> event : told) {
                    assertThat(JsonValues.parse(fromStart.next().data().getBytes(StandardCharsets.UTF_8)))
                            .isEqualTo(event);
                }
                assertThat(fromTwo.next().id()).isEqualTo("3");
                house.hold(show, "ann", 1).expect(201);
                Events.Event held = fromStart.next();
                assertThat(held.at("type")).isEqualTo("SeatsHeld");
                assertThat(held.id()).isEqualTo(Integer.toString(told.size() + 1));
            }
            try (Events tooFar = stream(server, 1_000)) {
                assertThat(tooFar.head()).contains("410");
            }
        }
    }

    @Test
    void shouldLetAClientThatReadsSlowlyFallBehindAndMissNothing() throws IOException {
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            String show = house.smallShow();
            try (Events slow = stream(server, 0)) {
                for (int i = 0; i < 3_000; i++) {
                    house.release(house.hold(show, "ann", 4).expect(201).text("holdId"), "ann");
                }
                long last = 0;
                while (last < 6_000) {
                    Events.Event next = slow.next();
                    assertThat(next.name()).isEqualTo("event");
                    assertThat(Long.parseLong(next.id())).isEqualTo(++last);
                }
            }
        }
    }

    /** They are some seventeen times as long in JSON as in the queue, and together more than sockets have room for. */
    @Test
    void shouldNotCutOffASlowReaderOfLongEvents() throws Exception {
        int rounds = 150;
        try (TestServer server = TestServer.start(data)) {
            House house = new House(server.api());
            String section = "Far".repeat(20);
            String hall = server.api()
                    .create(
                            "/halls",
                            json(
                                    "{'cinemaId':'?','name':'Vast','sections':[{'name':'?','rows':["
                                            + "{'name':'A','category':'Standard','seats':500}]}]}",
                                    house.cinemaId(),
                                    section),
                            "hallId");
            String show = house.show(hall, "'Standard':1500", "");
            String[] seats = IntStream.rangeClosed(1, 500)
                    .mapToObj(number -> section + "-A-" + number)
                    .toArray(String[]::new);
            for (int i = 0; i < rounds; i++) {
                house.block(show, seats).expect(200);
                house.unblock(show, seats).expect(200);
            }
            try (Events slow = stream(server, 0)) {
                int unblocked = 0;
                while (unblocked < rounds) {
                    // The server is quick to send all that it may.
                    TimeUnit.MILLISECONDS.sleep(2);
                    Events.Event next = slow.next();
                    assertThat(next.name()).isEqualTo("event");
                    unblocked += next.at("type").equals("SeatsUnblocked") ? 1 : 0;
                }
            }
        }
    }

    private static Events stream(TestServer server, long after) throws IOException {
        return new Events(
                server.api().port(),
                "/events",
                Api.OPERATOR,
                "Accept: text/event-stream\r\nLast-Event-ID: " + after + "\r\n");
    }

    /** All events up to the last, of a type that no other has: whoever asks right after an answer may be ahead of the queue. */
    private static List<Map<?, ?>> all(Api api, String lastType) {
        List<Map<?, ?>> all = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    Answer page = events(api, "?limit=7&after=" + all.size()).expect(200);
                    page.list("items").forEach(item -> all.add((Map<?, ?>) item));
                    return !all.isEmpty()
                            && lastType.equals(all.get(all.size() - 1).get("type"));
                });
        assertThat(events(api, "?after=" + all.size()).expect(200).list("items"))
                .isEmpty();
        return all;
    }

    private static Answer events(Api api, String query) {
        return api.call("GET", "/events" + query).as(Api.OPERATOR).send();
    }

    private static Set<String> kinds(List<Map<?, ?>> events) {
        Set<String> kinds = new TreeSet<>();
        events.forEach(event -> kinds.add(String.valueOf(event.get("type"))));
        return kinds;
    }

    private static List<Long> ids(List<Map<?, ?>> events) {
        return events.stream().map(event -> (Long) event.get("eventId")).toList();
    }

    private static List<Long> ids(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static void remove(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Commands of which each kind of event comes. */
    private static void sellEverything(Api api) {
        House house = new House(api);
        String large = house.largeShow();
        house.release(house.hold(large, "ann", 2).expect(201).text("holdId"), "ann");
        String exchanged =
                house.holdSeats(large, "bob", "Stalls-A-1").expect(201).text("holdId");
        house.exchange(exchanged, "bob", "Stalls-A-2").expect(200);
        house.change("/shows/" + large, "{'prices':{'Premium':2600}}").expect(200);
        house.cancel(house.booked(large, "cat", 2), "cat").expect(200);
        house.change("/halls/" + house.largeHallId(), "{'name':'Grand'}").expect(200);
        house.block(large, "Balcony-A-6").expect(200);
        house.unblock(large, "Balcony-A-6").expect(200);
        String small = house.smallShow("'linePolicy':'FIRST_FIT'");
        String held = house.hold(small, "dan", 2).expect(201).text("holdId");
        house.hold(small, "eve", 1).expect(201);
        house.join(small, "fay", 3).expect(202);
        house.hold(small, "gil", 1).expect(201);
        house.leave(house.join(small, "hal", 2).expect(202).text("waiterId"), "hal");
        house.join(small, "ivy", 1).expect(202);
        house.release(held, "dan").expect(204);
        house.operate(large, "close").expect(200);
        house.operate(large, "open").expect(200);
        house.operate(small, "cancel", json("{'reason':'no film'}")).expect(200);
        house.operate(small, "archive").expect(200);
        String hasty = house.hastyShow();
        String ends = house.hold(hasty, "jon", 1).expect(201).text("holdId");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api.get("/holds/" + ends).text("state").equals("EXPIRED"));
    }
}
