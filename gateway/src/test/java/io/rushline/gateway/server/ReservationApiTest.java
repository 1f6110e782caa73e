package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds and bookings. */
class ReservationApiTest {
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
    void shouldHoldChosenSeatsWhenTheyAreFree() {
        String show = house.largeShow();

        Answer hold = house.holdSeats(show, "ann", "Stalls-A-3", "Stalls-A-4", "Stalls-B-11");

        assertThat(hold.status()).isEqualTo(201);
        assertThat(hold.header("Content-Type")).isEqualTo("application/json");
        assertThat(hold.text("holdId")).startsWith("h_");
        assertThat(hold.text("showId")).isEqualTo(show);
        assertThat(hold.text("customer")).isEqualTo("ann");
        assertThat(hold.text("state")).isEqualTo("HELD");
        assertThat(hold.each("seats", "seat")).containsExactly("Stalls-A-3", "Stalls-A-4", "Stalls-B-11");
        assertThat(hold.each("seats", "category")).containsExactly("Premium", "Premium", "Standard");
        assertThat(hold.number("seats/0/price/amount")).isEqualTo(2_500);
        assertThat(hold.number("total/amount")).isEqualTo(6_500);
        assertThat(hold.text("total/currency")).isEqualTo("USD");
        assertThat(hold.number("expiresInSeconds")).isEqualTo(300);
        assertThat(hold.at("adjacent")).isEqualTo(false);
        assertThat(hold.header("Rushline-Sequence")).isEqualTo(hold.text("sequence"));
        assertThat(Instant.parse(hold.text("expiresAt")))
                .isBetween(Instant.now().plusSeconds(200), Instant.now().plusSeconds(301));
        assertThat(house.letters(show, "sections/0/rows/0")).isEqualTo("FFHHFF");
        assertThat(house.letters(show, "sections/0/rows/1")).isEqualTo("HFFFFF");
    }

    @Test
    void shouldHoldTheBestSeatsWhenAQuantityIsAsked() {
        String show = house.largeShow();

        Answer best = house.hold(show, "ann", 2).expect(201);

        assertThat(best.each("seats", "seat")).containsExactly("Stalls-A-3", "Stalls-A-4");
        assertThat(best.at("adjacent")).isEqualTo(true);
    }

    @Test
    void shouldHoldWithinCategoryOrSectionWhenAsked() {
        String show = house.largeShow();

        Answer standard = house.holdBest(show, "'quantity':4,'category':'Standard'");
        Answer balcony = house.holdBest(show, "'quantity':2,'section':'Balcony'");
        Answer standing = house.holdBest(show, "'quantity':2,'category':'Standing'");
        Answer both = house.holdBest(show, "'quantity':1,'category':'Premium','section':'Stalls'");

        assertThat(standard.each("seats", "seat"))
                .containsExactly("Stalls-B-13", "Stalls-B-14", "Stalls-B-15", "Stalls-B-16");
        assertThat(balcony.each("seats", "seat")).allMatch(seat -> seat.startsWith("Balcony-A-"));
        assertThat(standing.each("seats", "seat")).containsExactly("Floor-GA-1", "Floor-GA-2");
        assertThat(both.each("seats", "category")).containsExactly("Premium");
    }

    @Test
    void shouldHoldSideBySideOrSplitAsAsked() {
        String show = house.smallShow();
        house.holdSeats(show, "bob", "Stalls-A-2").expect(201);

        Answer adjacent = house.holdBest(show, "'quantity':2,'adjacent':'required'");
        house.release(adjacent.text("holdId"), "ann").expect(204);
        Answer split = house.holdBest(show, "'quantity':3,'adjacent':'preferred'");

        assertThat(adjacent.each("seats", "seat")).containsExactly("Stalls-A-3", "Stalls-A-4");
        assertThat(adjacent.at("adjacent")).isEqualTo(true);
        assertThat(split.each("seats", "seat")).containsExactly("Stalls-A-1", "Stalls-A-3", "Stalls-A-4");
        assertThat(split.at("adjacent")).isEqualTo(false);
    }

    @Test
    void shouldShowAHoldAsItIsNow() {
        String show = house.largeShow();
        Answer made = house.hold(show, "ann", 2).expect(201);
        String path = "/holds/" + made.text("holdId");

        Answer held = api.get(path + "?minSequence=" + made.text("sequence")).expect(200);
        house.release(made.text("holdId"), "ann").expect(204);
        Answer released = api.get(path).expect(200);

        for (String field : new String[] {"holdId", "showId", "customer", "seats", "total", "expiresAt", "adjacent"}) {
            assertThat(held.at(field)).as(field).isEqualTo(made.at(field));
            assertThat(released.at(field)).as(field).isEqualTo(made.at(field));
        }
        assertThat(held.text("state")).isEqualTo("HELD");
        assertThat(held.number("expiresInSeconds")).isBetween(200L, 300L);
        assertThat(released.text("state")).isEqualTo("RELEASED");
        assertThat(released.number("expiresInSeconds")).isZero();
    }

    @Test
    void shouldFreeSeatsWhenAHoldIsReleased() {
        String show = house.smallShow();
        Answer hold = house.hold(show, "ann", 4).expect(201);

        Answer released = house.release(hold.text("holdId"), "ann");

        assertThat(released.status()).isEqualTo(204);
        assertThat(released.bytes()).isEmpty();
        assertThat(Long.parseLong(released.header("Rushline-Sequence"))).isGreaterThan(hold.number("sequence"));
        assertThat(house.letters(show, "sections/0/rows/0")).isEqualTo("FFFF");
    }

    @Test
    void shouldExchangeSeatsAndLeaveTheExpiryUnmoved() {
        String show = house.largeShow();
        Answer hold = house.holdSeats(show, "ann", "Stalls-A-1", "Stalls-A-2").expect(201);

        Answer exchanged = house.exchange(hold.text("holdId"), "ann", "Stalls-A-2", "Stalls-A-3", "Balcony-A-1");

        assertThat(exchanged.status()).isEqualTo(200);
        assertThat(exchanged.at("holdId")).isEqualTo(hold.at("holdId"));
        assertThat(exchanged.at("expiresAt")).isEqualTo(hold.at("expiresAt"));
        assertThat(exchanged.text("state")).isEqualTo("HELD");
        assertThat(exchanged.each("seats", "seat"))
                .containsExactlyInAnyOrder("Stalls-A-2", "Stalls-A-3", "Balcony-A-1");
        assertThat(exchanged.number("total/amount")).isEqualTo(6_500);
        assertThat(house.letters(show, "sections/0/rows/0")).isEqualTo("FHHFFF");
    }

    @Test
    void shouldBookAHoldWithAndWithoutAnAmount() {
        String show = house.smallShow();
        String first = house.hold(show, "ann", 1).expect(201).text("holdId");
        String second = house.hold(show, "ann", 1).expect(201).text("holdId");
        String third = house.hold(show, "ann", 1).expect(201).text("holdId");

        Answer without = house.book(first, "ann");
        Answer with = book(second, ",'amount':{'amount':1500,'currency':'USD'}");
        Answer bare = book(third, ",'amount':1500");

        assertThat(without.status()).isEqualTo(201);
        assertThat(without.text("bookingId")).startsWith("b_");
        assertThat(without.text("holdId")).isEqualTo(first);
        assertThat(without.text("state")).isEqualTo("BOOKED");
        assertThat(without.number("total/amount")).isEqualTo(House.STANDARD_PRICE);
        assertThat(without.list("seats")).hasSize(1);
        assertThat(without.header("Rushline-Sequence")).isEqualTo(without.text("sequence"));
        assertThat(with.status()).isEqualTo(201);
        assertThat(bare.status()).isEqualTo(201);
        assertThat(house.letters(show, "sections/0/rows/0").chars().filter(c -> c == 'B'))
                .hasSize(3);
    }

    @Test
    void shouldBookLateWhenTheHoldHasExpiredAndItsSeatsAreFree() {
        String show = house.hastyShow();
        String holdId = house.hold(show, "ann", 2).expect(201).text("holdId");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get("/holds/" + holdId).text("state").equals("EXPIRED"));

        Answer booking = house.book(holdId, "ann");

        assertThat(booking.status()).isEqualTo(201);
        assertThat(booking.text("state")).isEqualTo("BOOKED_LATE");
        assertThat(api.get("/holds/" + holdId).text("state")).isEqualTo("BOOKED");
        assertThat(api.get("/bookings/" + booking.text("bookingId")).text("state"))
                .isEqualTo("BOOKED_LATE");
        assertThat(house.letters(show, "sections/0/rows/0").chars().filter(c -> c == 'B'))
                .hasSize(2);
    }

    @Test
    void shouldShowAndCancelABooking() {
        String show = house.smallShow();
        String bookingId = house.booked(show, "ann", 2);

        Answer before = api.get("/bookings/" + bookingId);
        Answer cancelled = house.cancel(bookingId, "ann");
        Answer after = api.get("/bookings/" + bookingId + "?minSequence=" + cancelled.text("sequence"));

        assertThat(before.status()).isEqualTo(200);
        assertThat(before.text("state")).isEqualTo("BOOKED");
        assertThat(before.text("paymentReference")).isEqualTo("pay-1");
        assertThat(before.text("customer")).isEqualTo("ann");
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.text("state")).isEqualTo("CANCELLED");
        assertThat(cancelled.text("bookingId")).isEqualTo(bookingId);
        assertThat(after.text("state")).isEqualTo("CANCELLED");
        assertThat(house.letters(show, "sections/0/rows/0")).isEqualTo("FFFF");
    }

    @Test
    void shouldTakeNoIdOfOneKindForAnother() {
        String show = house.smallShow();
        String holdId = house.hold(show, "ann", 1).expect(201).text("holdId");
        String bookingId = house.booked(show, "ann", 1);
        house.hold(show, "ann", 2).expect(201);
        String waiterId = house.join(show, "bob", 1).expect(202).text("waiterId");
        house.release(holdId, "ann").expect(204);

        // The waiter's offer is a hold under the same number, and only its own signature opens it.
        assertThat(api.get("/waiters/" + waiterId).text("state")).isEqualTo("OFFERED");
        assertThat(api.get("/holds/" + waiterId).status()).isEqualTo(404);
        assertThat(api.get("/holds/h" + waiterId.substring(1)).status()).isEqualTo(404);
        assertThat(api.get("/holds/" + bookingId).status()).isEqualTo(404);
        assertThat(api.get("/bookings/" + holdId).status()).isEqualTo(404);
        assertThat(api.get("/bookings/b" + holdId.substring(1)).status()).isEqualTo(404);
        assertThat(api.get("/waiters/" + holdId).status()).isEqualTo(404);
        assertThat(house.release(waiterId, "bob").text("code")).isEqualTo("HOLD_NOT_FOUND");
        assertThat(house.cancel(holdId, "ann").text("code")).isEqualTo("BOOKING_NOT_FOUND");
        assertThat(house.leave(bookingId, "ann").text("code")).isEqualTo("WAITER_NOT_FOUND");
        assertThat(api.get("/holds/1").status()).isEqualTo(404);
    }

    @Test
    void shouldSellEachSeatOnceWhenManyAskAtOnce() {
        String show = house.smallShow();
        var calls = IntStream.range(0, 20)
                .mapToObj(i -> api.call("POST", "/shows/" + show + "/holds")
                        .idempotencyKey(Api.newKey())
                        .json(json("{'customer':'c?','quantity':1}", i))
                        .sendLater())
                .toList();

        var won = calls.stream()
                .map(call -> Api.within(Duration.ofSeconds(60), call))
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.text("seats/0/seat"))
                .toList();

        assertThat(won).containsExactlyInAnyOrder("Stalls-A-1", "Stalls-A-2", "Stalls-A-3", "Stalls-A-4");
    }

    @Test
    void shouldTakeTheKeyAsAQueryParameterAndTheOtherIdempotencyHeader() {
        String show = house.smallShow();
        String path = "/shows/" + show + "/holds?api_dev_key=demo-web";

        Answer hold = api.call("POST", path)
                .as("")
                .header("X-Idempotency-Key", Api.newKey())
                .json(json("{'customer':'ann','quantity':1}"))
                .send();

        assertThat(hold.status()).isEqualTo(201);
    }

    private static Answer book(String holdId, String more) {
        return api.post("/holds/" + holdId + "/book", json("{'customer':'ann','paymentReference':'pay'" + more + "}"));
    }
}
