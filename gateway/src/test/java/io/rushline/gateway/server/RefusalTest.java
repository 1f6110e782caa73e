package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What the engine refuses about holds, bookings and lines; the last test finds out whether a code was left out. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusalTest {
    static final Set<String> CODES = Set.of(
            "SHOW_NOT_FOUND",
            "HOLD_NOT_FOUND",
            "BOOKING_NOT_FOUND",
            "WAITER_NOT_FOUND",
            "SEAT_NOT_FOUND",
            "SHOW_FULL",
            "SEATS_UNAVAILABLE",
            "JOIN_LINE",
            "SEATS_AVAILABLE",
            "NO_ADJACENT_SEATS",
            "ALREADY_WAITING",
            "HOLD_NOT_ACTIVE",
            "BOOKING_NOT_ACTIVE",
            "HOLD_EXPIRED",
            "REFUND_REQUIRED",
            "NOT_OWNER",
            "TOO_MANY_SEATS",
            "CUSTOMER_LIMIT",
            "DUPLICATE_SEAT",
            "AMOUNT_MISMATCH",
            "NOT_ON_SALE");
    private static final String ONE = json("{'customer':'ann','quantity':1}");

    private static final Refusals refusals = new Refusals();

    @AutoClose
    private static TestServer server;

    private static Api api;
    private static House house;
    private static String idle;
    private static String unknownHold;
    private static String unknownBooking;
    private static String unknownWaiter;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        api = server.api();
        house = new House(api);
        idle = house.smallShow("'maxPerHold':2", "'maxPerCustomer':3");
        unknownHold = "h_" + "A".repeat(32);
        unknownBooking = "b_" + "A".repeat(32);
        unknownWaiter = "w_" + "A".repeat(32);
    }

    @Test
    void shouldRefuseWhenTheShowDoesNotExist() {
        for (String id : new String[] {"999999", "0", "-1", "abc", "99999999999999999999"}) {
            refused(404, "SHOW_NOT_FOUND", api.get("/shows/" + id));
            refused(404, "SHOW_NOT_FOUND", api.get("/shows/" + id + "/seats"));
            refused(404, "SHOW_NOT_FOUND", api.post("/shows/" + id + "/holds", ONE));
            refused(404, "SHOW_NOT_FOUND", api.post("/shows/" + id + "/waiters", ONE));
        }
    }

    @Test
    void shouldRefuseWhenTheHoldDoesNotExist() {
        refused(404, "HOLD_NOT_FOUND", api.get("/holds/" + unknownHold));
        refused(404, "HOLD_NOT_FOUND", api.get("/holds/17"));
        refused(404, "HOLD_NOT_FOUND", house.release(unknownHold, "ann"));
        refused(404, "HOLD_NOT_FOUND", house.exchange(unknownHold, "ann", "Stalls-A-1"));
        refused(404, "HOLD_NOT_FOUND", house.book(unknownHold, "ann"));
    }

    @Test
    void shouldRefuseWhenTheBookingDoesNotExist() {
        refused(404, "BOOKING_NOT_FOUND", api.get("/bookings/" + unknownBooking));
        refused(404, "BOOKING_NOT_FOUND", house.cancel(unknownBooking, "ann"));
    }

    @Test
    void shouldRefuseWhenTheWaiterDoesNotExist() {
        refused(404, "WAITER_NOT_FOUND", api.get("/waiters/" + unknownWaiter));
        refused(404, "WAITER_NOT_FOUND", house.leave(unknownWaiter, "ann"));
    }

    @Test
    void shouldNameTheSeatsWhenTheyDoNotExist() {
        String holdId = house.hold(house.smallShow(), "ann", 1).expect(201).text("holdId");

        Answer hold = refused(
                404, "SEAT_NOT_FOUND", house.holdSeats(idle, "ann", "Stalls-A-5", "Stalls-A-1", "Balcony-A-1", "x"));
        refused(404, "SEAT_NOT_FOUND", house.holdSeats(idle, "ann", "Stalls-A-01"));
        refused(404, "SEAT_NOT_FOUND", house.exchange(holdId, "ann", "Stalls-Z-1"));

        assertThat(hold.each("errors", "field")).containsExactly("Stalls-A-5", "Balcony-A-1", "x");
    }

    @Test
    void shouldRefuseWhenTheShowIsFull() {
        String show = house.smallShow();
        house.booked(show, "ann", 4);

        refused(409, "SHOW_FULL", house.hold(show, "bob", 1));
        refused(409, "SHOW_FULL", house.holdSeats(show, "bob", "Stalls-A-1"));
        refused(409, "SHOW_FULL", house.join(show, "bob", 1));
    }

    @Test
    void shouldNameEachSeatThatIsGoneWhenOthersAreFree() {
        String show = house.smallShow();
        house.holdSeats(show, "ann", "Stalls-A-1", "Stalls-A-2").expect(201);
        String holdId = house.holdSeats(show, "bob", "Stalls-A-3").expect(201).text("holdId");

        Answer one = refused(409, "SEATS_UNAVAILABLE", house.holdSeats(show, "cat", "Stalls-A-1"));
        Answer exchange = refused(
                409, "SEATS_UNAVAILABLE", house.exchange(holdId, "bob", "Stalls-A-3", "Stalls-A-2", "Stalls-A-1"));

        assertThat(one.each("errors", "field")).containsExactly("Stalls-A-1");
        assertThat(exchange.each("errors", "field")).containsExactlyInAnyOrder("Stalls-A-2", "Stalls-A-1");
        assertThat(api.get("/holds/" + holdId).each("seats", "seat")).containsExactly("Stalls-A-3");
    }

    @Test
    void shouldSendToTheLineWhenHeldSeatsMayComeBack() {
        String show = house.smallShow();
        house.hold(show, "ann", 3).expect(201);

        refused(409, "JOIN_LINE", house.hold(show, "bob", 2));
        refused(409, "JOIN_LINE", house.holdSeats(show, "bob", "Stalls-A-1", "Stalls-A-2"));
    }

    @Test
    void shouldSendToTheLineWhenOthersWaitAlready() {
        String show = house.smallShow();
        String held = house.holdSeats(show, "ann", "Stalls-A-1", "Stalls-A-2", "Stalls-A-3")
                .expect(201)
                .text("holdId");
        house.join(show, "bob", 2).expect(202);

        refused(409, "JOIN_LINE", house.hold(show, "cat", 1));
        refused(409, "JOIN_LINE", house.holdSeats(show, "cat", "Stalls-A-4"));
        refused(409, "JOIN_LINE", house.exchange(held, "ann", "Stalls-A-1", "Stalls-A-2", "Stalls-A-3", "Stalls-A-4"));
    }

    @Test
    void shouldRefuseToJoinTheLineWhenSeatsAreFree() {
        refused(409, "SEATS_AVAILABLE", house.join(idle, "ann", 1));
    }

    @Test
    void shouldRefuseWhenSeatsSideBySideAreGone() {
        String show = house.smallShow();
        house.holdSeats(show, "ann", "Stalls-A-2").expect(201);

        refused(
                409,
                "NO_ADJACENT_SEATS",
                api.post("/shows/" + show + "/holds", json("{'customer':'bob','quantity':3,'adjacent':'required'}")));
    }

    @Test
    void shouldRefuseToWaitTwice() {
        String show = house.smallShow();
        house.hold(show, "ann", 4).expect(201);
        house.join(show, "bob", 1).expect(202);

        refused(409, "ALREADY_WAITING", house.join(show, "bob", 2));
    }

    @Test
    void shouldRefuseWhenTheHoldIsReleasedOrBooked() {
        String show = house.smallShow();
        String released = house.hold(show, "ann", 1).expect(201).text("holdId");
        house.release(released, "ann").expect(204);
        String booked = house.hold(show, "ann", 1).expect(201).text("holdId");
        house.book(booked, "ann").expect(201);

        for (String holdId : new String[] {released, booked}) {
            refused(409, "HOLD_NOT_ACTIVE", house.release(holdId, "ann"));
            refused(409, "HOLD_NOT_ACTIVE", house.exchange(holdId, "ann", "Stalls-A-4"));
            refused(409, "HOLD_NOT_ACTIVE", house.book(holdId, "ann"));
        }
    }

    @Test
    void shouldRefuseToCancelTwice() {
        String bookingId = house.booked(house.smallShow(), "ann", 1);
        house.cancel(bookingId, "ann").expect(200);

        refused(409, "BOOKING_NOT_ACTIVE", house.cancel(bookingId, "ann"));
    }

    @Test
    void shouldRefuseWhenTheHoldHasExpired() {
        String show = house.hastyShow();
        String holdId = house.holdSeats(show, "ann", "Stalls-A-1").expect(201).text("holdId");
        awaitExpiry(holdId);

        refused(410, "HOLD_EXPIRED", house.release(holdId, "ann"));
        refused(410, "HOLD_EXPIRED", house.exchange(holdId, "ann", "Stalls-A-2"));
    }

    @Test
    void shouldAskForARefundWhenTheSeatsOfAnExpiredHoldAreGone() {
        String show = house.hastyShow();
        String holdId = house.holdSeats(show, "ann", "Stalls-A-1").expect(201).text("holdId");
        awaitExpiry(holdId);
        String other = house.holdSeats(show, "bob", "Stalls-A-1").expect(201).text("holdId");
        house.book(other, "bob").expect(201);

        refused(410, "REFUND_REQUIRED", house.book(holdId, "ann"));
    }

    @Test
    void shouldRefuseWhatBelongsToSomebodyElse() {
        String show = house.smallShow();
        String holdId = house.hold(show, "ann", 2).expect(201).text("holdId");
        String bookingId = house.booked(show, "ann", 2);
        String waiterId = house.join(show, "ann", 1).expect(202).text("waiterId");

        refused(403, "NOT_OWNER", house.release(holdId, "eve"));
        refused(403, "NOT_OWNER", house.exchange(holdId, "eve", "Stalls-A-1"));
        refused(403, "NOT_OWNER", house.book(holdId, "eve"));
        refused(403, "NOT_OWNER", house.cancel(bookingId, "eve"));
        refused(403, "NOT_OWNER", house.leave(waiterId, "eve"));
        assertThat(api.get("/holds/" + holdId).text("state")).isEqualTo("HELD");
        assertThat(api.get("/bookings/" + bookingId).text("state")).isEqualTo("BOOKED");
        assertThat(api.get("/waiters/" + waiterId).text("state")).isEqualTo("WAITING");
    }

    @Test
    void shouldSayTheLimitWhenTooManySeatsAreAsked() {
        Answer best = refused(422, "TOO_MANY_SEATS", house.hold(idle, "ann", 3));
        Answer chosen =
                refused(422, "TOO_MANY_SEATS", house.holdSeats(idle, "ann", "Stalls-A-1", "Stalls-A-2", "Stalls-A-3"));
        Answer joined = refused(422, "TOO_MANY_SEATS", house.join(idle, "ann", 3));

        assertThat(best.number("limit")).isEqualTo(2);
        assertThat(chosen.number("limit")).isEqualTo(2);
        assertThat(joined.number("limit")).isEqualTo(2);
    }

    @Test
    void shouldSayTheLimitWhenACustomerWantsMoreThanItMayHave() {
        String show = house.smallShow("'maxPerCustomer':2");
        house.booked(show, "ann", 1);
        String holdId = house.hold(show, "ann", 1).expect(201).text("holdId");

        Answer hold = refused(422, "CUSTOMER_LIMIT", house.hold(show, "ann", 1));
        refused(422, "CUSTOMER_LIMIT", house.holdSeats(show, "ann", "Stalls-A-4"));
        refused(422, "CUSTOMER_LIMIT", house.exchange(holdId, "ann", "Stalls-A-1", "Stalls-A-4"));
        refused(422, "CUSTOMER_LIMIT", house.join(show, "ann", 1));

        assertThat(hold.number("limit")).isEqualTo(2);
    }

    @Test
    void shouldNameTheSeatThatIsAskedTwice() {
        Answer answer = refused(422, "DUPLICATE_SEAT", house.holdSeats(idle, "ann", "Stalls-A-1", "Stalls-A-1"));

        assertThat(answer.each("errors", "field")).containsExactly("Stalls-A-1");
    }

    @Test
    void shouldRefuseAnotherAmountOrCurrency() {
        String holdId = house.hold(house.smallShow(), "ann", 2).expect(201).text("holdId");
        String path = "/holds/" + holdId + "/book";
        String body = "{'customer':'ann','paymentReference':'p','amount':?}";

        Answer amount = refused(422, "AMOUNT_MISMATCH", api.post(path, json(body, 2_999)));
        refused(422, "AMOUNT_MISMATCH", api.post(path, json(body, 0)));
        refused(422, "AMOUNT_MISMATCH", api.post(path, json(body, json("{'amount':3000,'currency':'EUR'}"))));

        assertThat(amount.number("expectedAmount")).isEqualTo(3_000);
        assertThat(api.get("/holds/" + holdId).text("state")).isEqualTo("HELD");
    }

    @Test
    void shouldSayWhenSalesOpen() {
        Instant onSaleAt = Instant.parse("2199-01-02T03:04:05.678Z");
        String show = house.smallShow("'onSaleAt':'" + onSaleAt + "'");

        Answer best = refused(425, "NOT_ON_SALE", house.hold(show, "ann", 1));
        Answer chosen = refused(425, "NOT_ON_SALE", house.holdSeats(show, "ann", "Stalls-A-1"));
        refused(425, "NOT_ON_SALE", house.join(show, "ann", 1));

        assertThat(best.text("onSaleAt")).isEqualTo("2199-01-02T03:04:05.678Z");
        assertThat(chosen.text("onSaleAt")).isEqualTo("2199-01-02T03:04:05.678Z");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void shouldHaveSeenEveryCode() {
        assertThat(refusals.seen()).containsExactlyInAnyOrderElementsOf(CODES);
    }

    private static Answer refused(int status, String code, Answer answer) {
        return refusals.refused(status, code, answer);
    }

    private static void awaitExpiry(String holdId) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get("/holds/" + holdId).text("state").equals("EXPIRED"));
    }
}
