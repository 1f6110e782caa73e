package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every refusal of the reservation routes; the last test finds out whether one was left out. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RefusalTest {
    private static final Set<String> CODES = Set.of(
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
            "NOT_ON_SALE",
            "MALFORMED",
            "IDEMPOTENCY_KEY_REQUIRED",
            "IDEMPOTENCY_KEY_REUSED",
            "UNAUTHORIZED",
            "FORBIDDEN",
            "NOT_FOUND",
            "METHOD_NOT_ALLOWED",
            "CONTENT_TOO_LARGE",
            "UNSUPPORTED_MEDIA_TYPE",
            "SEQUENCE_NOT_REACHED");
    private static final String ONE = json("{'customer':'ann','quantity':1}");

    private static final Set<String> seen = new TreeSet<>();
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

    @AfterAll
    static void stop() {
        server.close();
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
    void shouldNameTheFieldsThatAreWrong() {
        String holds = "/shows/" + idle + "/holds";

        malformed(holds, "{'customer':'ann','quantity':1,'colour':'red'}", "colour");
        malformed(holds, "{'customer':'ann','quantity':'1'}", "quantity");
        malformed(holds, "{'customer':'ann','quantity':1.5}", "quantity");
        malformed(holds, "{'customer':'ann','quantity':0}", "quantity");
        malformed(holds, "{'customer':'ann','quantity':-1}", "quantity");
        malformed(holds, "{'customer':'ann','quantity':2147483648}", "quantity");
        malformed(holds, "{'customer':17,'quantity':1}", "customer");
        malformed(holds, "{'quantity':1}", "customer");
        malformed(holds, "{'customer':'','quantity':1}", "customer");
        malformed(holds, "{'customer':'" + "x".repeat(65) + "','quantity':1}", "customer");
        malformed(holds, "{'customer':'j\\u00fcrgen','quantity':1}", "customer");
        malformed(holds, "{'customer':'ann'}", "seats");
        malformed(holds, "{'customer':'ann','seats':[]}", "seats");
        malformed(holds, "{'customer':'ann','seats':'Stalls-A-1'}", "seats");
        malformed(holds, "{'customer':'ann','seats':[1]}", "seats[0]");
        malformed(holds, "{'customer':'ann','seats':['Stalls-A-1'],'quantity':1}", "seats");
        malformed(holds, "{'customer':'ann','seats':['Stalls-A-1'],'adjacent':'required'}", "adjacent");
        malformed(holds, "{'customer':'ann','quantity':1,'adjacent':'maybe'}", "adjacent");
        malformed("/shows/" + idle + "/waiters", "{'customer':'ann','quantity':[]}", "quantity");
        malformed("/shows/" + idle + "/waiters", "{'customer':'ann','quantity':1,'seats':[]}", "seats");
    }

    @Test
    void shouldNameTheFieldsOfABookingThatAreWrong() {
        String holdId = house.hold(house.smallShow(), "ann", 1).expect(201).text("holdId");
        String book = "/holds/" + holdId + "/book";

        malformed(book, "{'customer':'ann'}", "paymentReference");
        malformed(book, "{'paymentReference':'p'}", "customer");
        malformed(book, "{'customer':'ann','paymentReference':''}", "paymentReference");
        malformed(book, "{'customer':'ann','paymentReference':'p','amount':'1500'}", "amount");
        malformed(book, "{'customer':'ann','paymentReference':'p','amount':-1}", "amount");
        malformed(book, "{'customer':'ann','paymentReference':'p','amount':{'amount':1500}}", "amount.currency");
        assertThat(refused(400, "MALFORMED", house.release(holdId, "")).each("errors", "field"))
                .containsExactly("customer");
        assertThat(refused(400, "MALFORMED", api.delete("/holds/" + holdId)).each("errors", "field"))
                .containsExactly("customer");
        refused(400, "MALFORMED", api.put("/holds/" + holdId + "/seats", json("{'customer':'ann','seats':[]}")));
    }

    @Test
    void shouldNameWhatThereIsWhenACategoryOrSectionIsUnknown() {
        String show = house.largeShow();
        String holds = "/shows/" + show + "/holds";

        Answer category = malformed(holds, "{'customer':'ann','quantity':1,'category':'Gold'}", "category");
        Answer section = malformed(holds, "{'customer':'ann','quantity':1,'section':'Roof'}", "section");
        malformed("/shows/" + show + "/waiters", "{'customer':'ann','quantity':1,'category':'gold'}", "category");

        assertThat(category.text("detail")).contains("Gold").contains("Premium, Standard, Standing");
        assertThat(section.text("detail")).contains("Roof").contains("Stalls, Balcony, Floor");
    }

    @Test
    void shouldRefuseQueriesThatNobodyAsksFor() {
        String seats = "/shows/" + idle + "/seats";

        refused(400, "MALFORMED", api.get(seats + "?minSequence=x"));
        refused(400, "MALFORMED", api.get(seats + "?minSequence=-1"));
        refused(400, "MALFORMED", api.get(seats + "?colour=red"));
        refused(400, "MALFORMED", api.get("/waiters/" + unknownWaiter + "?wait=61"));
        refused(400, "MALFORMED", api.post("/shows/" + idle + "/holds?quantity=1", ONE));
    }

    @Test
    void shouldRefuseBodiesThatAreNoObject() {
        for (String body :
                new String[] {"{", "[]", "null", "17", "{} {}", "{\"customer\":\"ann\",\"customer\":\"bob\"}"}) {
            refused(400, "MALFORMED", api.post("/shows/" + idle + "/holds", body));
        }
        Answer none = api.call("POST", "/shows/" + idle + "/holds")
                .idempotencyKey(Api.newKey())
                .send();
        refused(400, "MALFORMED", none);
    }

    @Test
    void shouldRequireAnIdempotencyKeyWhereSomethingIsMade() {
        for (String path : new String[] {
            "/shows/" + idle + "/holds",
            "/shows/" + idle + "/waiters",
            "/holds/" + unknownHold + "/book",
            "/bookings/" + unknownBooking + "/cancel"
        }) {
            refused(
                    400,
                    "IDEMPOTENCY_KEY_REQUIRED",
                    api.call("POST", path).json(ONE).send());
        }
        Answer tooLong = api.call("POST", "/shows/" + idle + "/holds")
                .idempotencyKey("x".repeat(65))
                .json(ONE)
                .send();
        refused(400, "MALFORMED", tooLong);
    }

    @Test
    void shouldRefuseAnotherRequestUnderAKeyThatWasUsed() {
        String key = Api.newKey();
        String show = house.smallShow();
        String path = "/shows/" + show + "/holds";
        String holdId = api.call("POST", path)
                .idempotencyKey(key)
                .json(ONE)
                .send()
                .expect(201)
                .text("holdId");

        Answer otherBody = api.call("POST", path)
                .idempotencyKey(key)
                .json(json("{'customer':'ann','quantity':2}"))
                .send();
        Answer otherRoute = api.call("POST", "/shows/" + show + "/waiters")
                .idempotencyKey(key)
                .json(ONE)
                .send();
        Answer otherShow = api.call("POST", "/shows/" + idle + "/holds")
                .idempotencyKey(key)
                .json(ONE)
                .send();
        Answer release = api.call("DELETE", "/holds/" + holdId + "?customer=ann")
                .idempotencyKey(key)
                .send();

        refused(422, "IDEMPOTENCY_KEY_REUSED", otherBody);
        refused(422, "IDEMPOTENCY_KEY_REUSED", otherRoute);
        refused(422, "IDEMPOTENCY_KEY_REUSED", otherShow);
        refused(422, "IDEMPOTENCY_KEY_REUSED", release);
        assertThat(api.get("/holds/" + holdId).text("state")).isEqualTo("HELD");
    }

    @Test
    void shouldRefuseWhoHasNoKeyOrAWrongOne() {
        String path = "/shows/" + idle + "/holds";

        Answer none = refused(
                401, "UNAUTHORIZED", api.call("POST", path).as("").json(ONE).send());
        refused(
                401,
                "UNAUTHORIZED",
                api.call("GET", "/shows/" + idle).as("wrong").send());
        refused(
                401,
                "UNAUTHORIZED",
                api.call("GET", "/shows/" + idle + "?api_dev_key=wrong").as("").send());

        assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void shouldRefuseTheWebTierWhatOnlyOperatorsMay() {
        for (String path : new String[] {"/cities", "/cinemas", "/halls", "/movies", "/shows"}) {
            refused(403, "FORBIDDEN", api.post(path, "{}"));
        }
    }

    @Test
    void shouldRefuseWrongPathsAndMethods() {
        refused(404, "NOT_FOUND", api.get("/nothing"));
        refused(404, "NOT_FOUND", api.callAnywhere("GET", "/").send());
        refused(404, "NOT_FOUND", api.post("/holds", ONE));
        Answer wrongMethod = refused(405, "METHOD_NOT_ALLOWED", api.delete("/shows/" + idle + "/holds"));
        refused(405, "METHOD_NOT_ALLOWED", api.get("/shows/" + idle + "/holds"));

        assertThat(wrongMethod.header("Allow")).contains("POST");
    }

    @Test
    void shouldRefuseBodiesThatAreTooLargeOrOfAnotherType() {
        String path = "/shows/" + idle + "/holds";
        String large = json("{'customer':'ann','quantity':1,'x':'?'}", "x".repeat(100_000));

        refused(413, "CONTENT_TOO_LARGE", api.post(path, large));
        Answer text = api.call("POST", path)
                .idempotencyKey(Api.newKey())
                .contentType("text/plain")
                .json(ONE)
                .send();
        refused(415, "UNSUPPORTED_MEDIA_TYPE", text);
    }

    @Test
    void shouldSayThatASequenceIsNotReached() {
        Answer answer = refused(
                503, "SEQUENCE_NOT_REACHED", api.get("/shows/" + idle + "/seats?minSequence=" + Long.MAX_VALUE));

        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void shouldHaveSeenEveryCode() {
        assertThat(seen).containsExactlyInAnyOrderElementsOf(CODES);
    }

    private static void awaitExpiry(String holdId) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> api.get("/holds/" + holdId).text("state").equals("EXPIRED"));
    }

    private static Answer malformed(String path, String body, String field) {
        Answer answer = refused(400, "MALFORMED", api.post(path, json(body)));
        assertThat(answer.each("errors", "field")).as(body).containsExactly(field);
        return answer;
    }

    /** Asserts what all refusals have in common. */
    private static Answer refused(int status, String code, Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("code")).as(answer.toString()).isEqualTo(code);
        assertThat(answer.number("status")).isEqualTo(status);
        assertThat(answer.text("type")).isNotEmpty();
        assertThat(answer.text("title")).isNotEmpty();
        assertThat(answer.text("detail")).isNotEmpty();
        assertThat(answer.text("requestId")).isNotEmpty();
        seen.add(code);
        return answer;
    }
}
