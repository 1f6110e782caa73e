package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do to shows, and what the web tier sees of it. */
class SaleApiTest {
    private static final String LATER = "'onSaleAt':'2199-01-02T03:04:05.678Z'";
    private static final String ROW = "sections/0/rows/0";

    @AutoClose
    private static TestServer server;

    private static Api api;
    private static House house;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        api = server.api();
        house = new House(api);
    }

    @Test
    void shouldSellFromNowOnWhenTheSaleIsOpenedBeforeItsTime() {
        String show = house.smallShow(LATER);
        house.hold(show, "ann", 1).expect(425);

        Answer opened = house.operate(show, "open");

        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.text("showId")).isEqualTo(show);
        assertThat(opened.text("status")).isEqualTo("Open");
        assertThat(opened.header("Rushline-Sequence")).isEqualTo(opened.text("sequence"));
        assertThat(house.hold(show, "ann", 1).status()).isEqualTo(201);
        Instant onSaleAt = Instant.parse(api.get("/shows/" + show).text("onSaleAt"));
        assertThat(onSaleAt).isBetween(Instant.now().minusSeconds(300), Instant.now());
        Answer listed = api.get("/movies/" + house.movieId() + "/shows?limit=30");
        assertThat(listed.each("items", "onSaleAt")).contains(onSaleAtText(show));
    }

    @Test
    void shouldSellNothingNewWhileTheSaleIsClosed() {
        String show = house.smallShow();
        String held = house.hold(show, "ann", 1).expect(201).text("holdId");
        String released = house.hold(show, "ann", 1).expect(201).text("holdId");
        String before = api.get("/shows/" + show + "/seats").header("ETag");

        Answer closed = house.operate(show, "close");
        Answer seen = api.get("/shows/" + show + "?minSequence=" + closed.text("sequence"));

        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.text("status")).isEqualTo("Closed");
        assertThat(seen.text("status")).isEqualTo("Closed");
        assertThat(seen.each("categories", "status")).containsExactly("Available");
        assertThat(api.get("/shows/" + show + "/seats").header("ETag")).isNotEqualTo(before);
        house.hold(show, "bob", 1).expect(409);
        house.book(held, "ann").expect(201);
        house.release(released, "ann").expect(204);
        house.operate(show, "open").expect(200);
        assertThat(api.get("/shows/" + show).text("status")).isEqualTo("Available");
        house.hold(show, "bob", 1).expect(201);
    }

    @Test
    void shouldOfferWhatCameFreeMeanwhileWhenTheSaleIsOpenedAgain() {
        String show = house.smallShow();
        String held = house.hold(show, "ann", 4).expect(201).text("holdId");
        String waiter = "/waiters/" + house.join(show, "bob", 2).expect(202).text("waiterId");

        house.operate(show, "close").expect(200);
        house.release(held, "ann").expect(204);
        assertThat(api.get(waiter).text("state")).isEqualTo("WAITING");
        house.operate(show, "open").expect(200);

        assertThat(api.get(waiter).text("state")).isEqualTo("OFFERED");
    }

    @Test
    void shouldEndHoldsBookingsAndWaitsWhenTheShowIsCancelled() {
        String show = house.smallShow();
        String held = house.hold(show, "ann", 2).expect(201).text("holdId");
        String booking = house.booked(show, "bob", 2);
        String waiter = house.join(show, "cat", 2).expect(202).text("waiterId");
        var poll = api.call("GET", "/waiters/" + waiter + "?wait=60").sendLater();

        Answer cancelled = house.operate(show, "cancel", json("{'reason':'The roof leaks \\u2602'}"));
        Answer told = Api.within(Duration.ofSeconds(30), poll);

        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.text("status")).isEqualTo("Cancelled");
        assertThat(told.text("state")).isEqualTo("INSUFFICIENT");
        assertThat(api.get("/shows/" + show).text("status")).isEqualTo("Cancelled");
        awaitState("/holds/" + held, "RELEASED");
        awaitState("/bookings/" + booking, "CANCELLED");
        assertThat(house.letters(show, ROW)).isEqualTo("FFFF");
    }

    @Test
    void shouldBlockSeatsAndUnblockThem() {
        String show = house.largeShow();
        String before = api.get("/shows/" + show + "/seats").header("ETag");

        Answer blocked = house.operate(
                show,
                "seats/block",
                json("{'seats':['Stalls-A-6','Stalls-B-11','Floor-GA-2'],'reason':'for the director'}"));
        Answer map = api.get("/shows/" + show + "/seats").expect(200);
        Answer seen = api.get("/shows/" + show).expect(200);

        assertThat(blocked.status()).isEqualTo(200);
        assertThat(blocked.text("showId")).isEqualTo(show);
        assertThat(blocked.text("state")).isEqualTo("BLOCKED");
        assertThat(blocked.list("seats")).hasSize(3);
        assertThat(blocked.text("reason")).isEqualTo("for the director");
        assertThat(map.header("ETag")).isNotEqualTo(before);
        assertThat(map.text("sections/0/rows/0/seats")).isEqualTo("FFFFFX");
        assertThat(map.text("sections/0/rows/1/seats")).isEqualTo("XFFFFF");
        assertThat(map.number("sections/2/generalAdmission/free")).isEqualTo(4);
        assertThat(seen.each("categories", "free")).containsExactly("5", "11", "4");
        house.holdSeats(show, "ann", "Stalls-A-6").expect(409);
        assertThat(house.unblock(show, "Floor-GA-2", "Stalls-A-6").expect(200).text("state"))
                .isEqualTo("FREE");
        house.holdSeats(show, "ann", "Stalls-A-6").expect(201);
        assertThat(house.letters(show, "sections/0/rows/1")).isEqualTo("XFFFFF");
    }

    @Test
    void shouldOfferSeatsThatAreUnblockedToTheLine() {
        String show = house.smallShow();
        house.block(show, "Stalls-A-1", "Stalls-A-2").expect(200);
        house.hold(show, "ann", 2).expect(201);
        String waiter = house.join(show, "bob", 2).expect(202).text("waiterId");

        house.unblock(show, "Stalls-A-1", "Stalls-A-2").expect(200);

        Answer offered = api.get("/waiters/" + waiter);
        assertThat(offered.text("state")).isEqualTo("OFFERED");
        assertThat(offered.each("hold/seats", "seat")).containsExactly("Stalls-A-1", "Stalls-A-2");
    }

    @Test
    void shouldForgetAnArchivedShow() {
        String show = house.smallShow();
        String held = house.hold(show, "ann", 1).expect(201).text("holdId");
        String booking = house.booked(show, "bob", 1);
        house.operate(show, "close").expect(200);
        house.operate(show, "archive").expect(409);
        house.release(held, "ann").expect(204);

        Answer archived = house.operate(show, "archive");

        assertThat(archived.status()).isEqualTo(200);
        assertThat(archived.text("status")).isEqualTo("Archived");
        for (String path :
                new String[] {"/shows/" + show, "/shows/" + show + "/seats", "/holds/" + held, "/bookings/" + booking
                }) {
            assertThat(api.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(house.cancel(booking, "bob").text("code")).isEqualTo("BOOKING_NOT_FOUND");
        assertThat(house.release(held, "ann").text("code")).isEqualTo("HOLD_NOT_FOUND");
        assertThat(api.get("/movies/" + house.movieId() + "/shows?limit=30").each("items", "showId"))
                .doesNotContain(show);
    }

    @Test
    void shouldServeWhoeverFitsFirstWhenThePolicyIsFirstFit() {
        String show = house.smallShow("'linePolicy':'FIRST_FIT'");
        house.holdSeats(show, "ann", "Stalls-A-1", "Stalls-A-2", "Stalls-A-3").expect(201);
        String fourth = house.holdSeats(show, "ann", "Stalls-A-4").expect(201).text("holdId");
        String large = house.join(show, "bob", 3).expect(202).text("waiterId");
        String small = house.join(show, "cat", 1).expect(202).text("waiterId");
        String last = house.join(show, "dan", 2).expect(202).text("waiterId");

        house.release(fourth, "ann").expect(204);
        Answer offered = api.get("/waiters/" + small);
        String offer = offered.text("hold/holdId");
        Answer behind = api.get("/waiters/" + last);
        house.release(offer, "cat").expect(204);

        assertThat(api.get("/shows/" + show).text("linePolicy")).isEqualTo("FIRST_FIT");
        assertThat(offered.text("state")).isEqualTo("OFFERED");
        assertThat(api.get("/waiters/" + large).number("ahead")).isZero();
        assertThat(behind.number("ahead")).isEqualTo(1);
        // Nobody who waits fits the seat that is free now, so a newcomer may have it.
        assertThat(house.hold(show, "eve", 1).status()).isEqualTo(201);
        assertThat(api.get("/waiters/" + large).text("state")).isEqualTo("WAITING");
    }

    private static String onSaleAtText(String show) {
        return api.get("/shows/" + show).text("onSaleAt");
    }

    /** A show is wound up in steps, which may end after the answer. */
    private static void awaitState(String path, String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get(path).text("state").equals(state));
    }
}
