package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReservationApiTest {
    private static TestServer server;
    private static Api api;
    private static House house;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        api = server.api();
        house = new House(api);
    }

    @AfterAll
    static void stop() {
        server.close();
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
        assertThat(letters(show, "sections/0/rows/0")).isEqualTo("FFHHFF");
        assertThat(letters(show, "sections/0/rows/1")).isEqualTo("HFFFFF");
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

        Answer standard = holdBest(show, "'quantity':4,'category':'Standard'");
        Answer balcony = holdBest(show, "'quantity':2,'section':'Balcony'");
        Answer standing = holdBest(show, "'quantity':2,'category':'Standing'");
        Answer both = holdBest(show, "'quantity':1,'category':'Premium','section':'Stalls'");

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

        Answer adjacent = holdBest(show, "'quantity':2,'adjacent':'required'");
        house.release(adjacent.text("holdId"), "ann").expect(204);
        Answer split = holdBest(show, "'quantity':3,'adjacent':'preferred'");

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
        assertThat(letters(show, "sections/0/rows/0")).isEqualTo("FFFF");
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
        assertThat(letters(show, "sections/0/rows/0")).isEqualTo("FHHFFF");
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
        assertThat(letters(show, "sections/0/rows/0").chars().filter(c -> c == 'B'))
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
        assertThat(letters(show, "sections/0/rows/0").chars().filter(c -> c == 'B'))
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
        assertThat(letters(show, "sections/0/rows/0")).isEqualTo("FFFF");
    }

    @Test
    void shouldJoinTheLineAndLeaveItAgain() {
        String show = house.smallShow();
        house.hold(show, "ann", 4).expect(201);

        Answer first = house.join(show, "bob", 2);
        Answer second = house.join(show, "cat", 1).expect(202);
        Answer left = house.leave(first.text("waiterId"), "bob");

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.text("waiterId")).startsWith("w_");
        assertThat(first.text("state")).isEqualTo("WAITING");
        assertThat(first.number("position")).isEqualTo(1);
        assertThat(first.number("ahead")).isZero();
        assertThat(Instant.parse(first.text("expiresAt"))).isAfter(Instant.now().plusSeconds(3_000));
        assertThat(second.number("position")).isEqualTo(2);
        assertThat(second.number("ahead")).isEqualTo(1);
        assertThat(left.status()).isEqualTo(204);
        assertThat(api.get("/waiters/" + first.text("waiterId")).text("state")).isEqualTo("LEFT");
        assertThat(api.get("/waiters/" + second.text("waiterId")).number("position"))
                .isEqualTo(1);
    }

    @Test
    void shouldAnswerALongPollAtOnceWhenSeatsAreOffered() {
        String show = house.smallShow();
        String held = house.hold(show, "ann", 4).expect(201).text("holdId");
        Answer joined = house.join(show, "bob", 2).expect(202);
        String path = "/waiters/" + joined.text("waiterId");
        String known = api.get(path).header("ETag");

        var poll = api.call("GET", path + "?wait=60")
                .header("If-None-Match", known)
                .sendLater();
        house.release(held, "ann").expect(204);
        Answer offered = within(Duration.ofSeconds(30), poll);

        assertThat(offered.text("state")).isEqualTo("OFFERED");
        assertThat(offered.text("hold/state")).isEqualTo("HELD");
        assertThat(offered.text("hold/customer")).isEqualTo("bob");
        assertThat(offered.list("hold/seats")).hasSize(2);
        assertThat(offered.has("position")).isFalse();
        assertThat(house.book(offered.text("hold/holdId"), "bob").status()).isEqualTo(201);
    }

    @Test
    void shouldAnswerALongPollAtOnceWhenThePositionChanges() {
        String show = house.smallShow();
        house.hold(show, "ann", 4).expect(201);
        Deque<String> ahead = new ArrayDeque<>();
        for (int i = 0; i < 10; i++) {
            ahead.add(house.join(show, "c" + i, 1).expect(202).text("waiterId"));
        }
        String waiterId = house.join(show, "zoe", 1).expect(202).text("waiterId");

        var poll = api.call("GET", "/waiters/" + waiterId + "?wait=60").sendLater();
        // The first to leave may be gone before the poll has arrived, but not all of them.
        int[] gone = new int[1];
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            if (!ahead.isEmpty()) {
                house.leave(ahead.remove(), "c" + gone[0]++).expect(204);
            }
            return poll.isDone();
        });

        Answer moved = poll.join();
        assertThat(moved.text("state")).isEqualTo("WAITING");
        assertThat(moved.number("ahead")).isLessThan(10);
        assertThat(moved.number("position")).isEqualTo(moved.number("ahead") + 1);
    }

    @Test
    void shouldAnswerALongPollWhenItsTimeIsUp() {
        String show = house.smallShow();
        house.hold(show, "ann", 4).expect(201);
        String waiterId = house.join(show, "bob", 2).expect(202).text("waiterId");

        long startedNanos = System.nanoTime();
        Answer unchanged = api.get("/waiters/" + waiterId + "?wait=1").expect(200);

        assertThat(Duration.ofNanos(System.nanoTime() - startedNanos)).isGreaterThanOrEqualTo(Duration.ofMillis(990));
        assertThat(unchanged.text("state")).isEqualTo("WAITING");
    }

    @Test
    void shouldTellWaitersWhenTheirWaitBecomesHopelessOrTimesOut() {
        String show = house.smallShow("'waitSeconds':1");
        String other = house.smallShow();
        String held = house.hold(other, "ann", 3).expect(201).text("holdId");
        String fourth = house.hold(other, "ann", 1).expect(201).text("holdId");
        String big = house.join(other, "bob", 4).expect(202).text("waiterId");
        String small = house.join(other, "cat", 1).expect(202).text("waiterId");
        house.hold(show, "ann", 4).expect(201);
        String impatient = house.join(show, "dan", 1).expect(202).text("waiterId");

        house.book(held, "ann").expect(201);
        Answer insufficient = api.get("/waiters/" + big + "?wait=30");
        house.book(fourth, "ann").expect(201);
        Answer full = api.get("/waiters/" + small + "?wait=30");
        Answer timedOut = api.get("/waiters/" + impatient + "?wait=30");

        assertThat(insufficient.text("state")).isEqualTo("INSUFFICIENT");
        assertThat(full.text("state")).isEqualTo("SHOW_FULL");
        assertThat(timedOut.text("state")).isEqualTo("TIMED_OUT");
    }

    @Test
    void shouldShowTheShowWithWhatIsFree() {
        String show = house.largeShow();
        String sequence = house.hold(show, "ann", 6).expect(201).text("sequence");

        Answer answer = api.get("/shows/" + show + "?minSequence=" + sequence).expect(200);

        assertThat(answer.text("showId")).isEqualTo(show);
        assertThat(answer.text("movie/title")).isEqualTo("The Long Queue");
        assertThat(answer.text("cinema/name")).isEqualTo("Odeon");
        assertThat(answer.text("hall/name")).isEqualTo("Large");
        assertThat(answer.each("categories", "name")).containsExactly("Premium", "Standard", "Standing");
        assertThat(answer.each("categories", "status")).containsExactly("Full", "Available", "Available");
        assertThat(answer.each("categories", "free")).containsExactly("0", "12", "5");
        assertThat(answer.number("categories/1/price/amount")).isEqualTo(1_500);
        assertThat(answer.number("maxPerHold")).isEqualTo(10);
        assertThat(answer.number("maxPerCustomer")).isZero();
        assertThat(answer.text("linePolicy")).isEqualTo("STRICT_FIFO");
        assertThat(answer.text("status")).isEqualTo("Available");
        assertThat(Instant.parse(answer.text("endsAt")))
                .isEqualTo(Instant.parse(answer.text("startsAt")).plusSeconds(6_000));
    }

    @Test
    void shouldShowTheSeatMapAndSayWhenItIsUnchanged() {
        String show = house.largeShow();
        String path = "/shows/" + show + "/seats";
        house.holdSeats(show, "ann", "Floor-GA-2", "Balcony-A-6").expect(201);
        Answer map = api.get(path).expect(200);
        String tag = map.header("ETag");

        Answer same = api.call("GET", path).header("If-None-Match", tag).send();
        Answer weak =
                api.call("GET", path).header("If-None-Match", "\"x\", W/" + tag).send();
        house.holdSeats(show, "ann", "Floor-GA-1").expect(201);
        Answer changed = api.call("GET", path).header("If-None-Match", tag).send();

        assertThat(map.each("sections", "name")).containsExactly("Stalls", "Balcony", "Floor");
        assertThat(map.text("sections/0/rows/0/category")).isEqualTo("Premium");
        assertThat(map.text("sections/1/rows/0/seats")).isEqualTo("FFFFFH");
        assertThat(map.text("sections/0/rows/1/accessible/0")).isEqualTo("11");
        assertThat(map.number("sections/2/generalAdmission/capacity")).isEqualTo(5);
        assertThat(map.number("sections/2/generalAdmission/free")).isEqualTo(4);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.bytes()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(tag);
        assertThat(weak.status()).isEqualTo(304);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
        assertThat(changed.number("sections/2/generalAdmission/free")).isEqualTo(3);
        assertThat(changed.number("sequence")).isGreaterThan(map.number("sequence"));
    }

    @Test
    void shouldRepeatEveryAnswerToTheByteWhenTheKeyIsRepeated() {
        String show = house.smallShow();
        String holds = "/shows/" + show + "/holds";
        Answer hold = repeated("POST", holds, json("{'customer':'ann','quantity':3}"), 201);
        String holdId = hold.text("holdId");
        repeated(
                "PUT",
                "/holds/" + holdId + "/seats",
                json("{'customer':'ann','seats':['Stalls-A-1','Stalls-A-2']}"),
                200);
        String gone = house.hold(show, "eve", 1).expect(201).text("holdId");
        repeated("DELETE", "/holds/" + gone + "?customer=eve", "", 204);
        Answer booking =
                repeated("POST", "/holds/" + holdId + "/book", json("{'customer':'ann','paymentReference':'p'}"), 201);
        house.hold(show, "bob", 2).expect(201);
        Answer waiter = repeated("POST", "/shows/" + show + "/waiters", json("{'customer':'cat','quantity':1}"), 202);
        repeated("DELETE", "/waiters/" + waiter.text("waiterId") + "?customer=cat", "", 204);
        repeated("POST", "/bookings/" + booking.text("bookingId") + "/cancel", json("{'customer':'ann'}"), 200);
    }

    @Test
    void shouldRepeatARefusalToTheByteWhenTheKeyIsRepeated() {
        String show = house.smallShow("'maxPerHold':2");
        String holds = "/shows/" + show + "/holds";
        Answer held = house.holdSeats(show, "ann", "Stalls-A-1").expect(201);

        Answer gone = repeated("POST", holds, json("{'customer':'bob','seats':['Stalls-A-1','Stalls-A-2']}"), 409);
        repeated("POST", holds, json("{'customer':'bob','quantity':3}"), 422);
        repeated("POST", holds, json("{'customer':'bob','seats':['Stalls-A-2','Stalls-A-2']}"), 422);
        repeated("POST", "/shows/" + show + "/waiters", json("{'customer':'bob','quantity':1}"), 409);
        repeated("DELETE", "/holds/" + held.text("holdId") + "?customer=bob", "", 403);

        assertThat(gone.text("code")).isEqualTo("SEATS_UNAVAILABLE");
    }

    @Test
    void shouldRepeatTheRefusalEvenWhenItWouldNoLongerBeRefused() {
        String show = house.smallShow();
        String body = json("{'customer':'bob','seats':['Stalls-A-1']}");
        String held = house.holdSeats(show, "ann", "Stalls-A-1").expect(201).text("holdId");
        String key = Api.newKey();
        Answer refused = withKey("POST", "/shows/" + show + "/holds", key, body);
        house.release(held, "ann").expect(204);

        Answer again = withKey("POST", "/shows/" + show + "/holds", key, body);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.bytes()).isEqualTo(refused.bytes());
        assertThat(letters(show, "sections/0/rows/0")).isEqualTo("FFFF");
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
                .map(call -> within(Duration.ofSeconds(60), call))
                .filter(answer -> answer.status() == 201)
                .map(answer -> answer.text("seats/0/seat"))
                .toList();

        assertThat(won).containsExactlyInAnyOrder("Stalls-A-1", "Stalls-A-2", "Stalls-A-3", "Stalls-A-4");
    }

    @Test
    void shouldSayThatItIsAliveAndReadyWithoutAKey() {
        Answer alive = api.callAnywhere("GET", "/healthz").as("").send();
        Answer ready = api.callAnywhere("GET", "/readyz").as("").send();

        assertThat(alive.status()).isEqualTo(200);
        assertThat(ready.status()).isEqualTo(200);
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

    private static Answer within(Duration patience, CompletableFuture<Answer> answer) {
        await().atMost(patience).until(answer::isDone);
        return answer.join();
    }

    private static String letters(String show, String row) {
        return api.get("/shows/" + show + "/seats").expect(200).text(row + "/seats");
    }

    private static Answer holdBest(String show, String what) {
        return api.post("/shows/" + show + "/holds", json("{'customer':'ann'," + what + "}"))
                .expect(201);
    }

    private static Answer book(String holdId, String more) {
        return api.post("/holds/" + holdId + "/book", json("{'customer':'ann','paymentReference':'pay'" + more + "}"));
    }

    private static Answer withKey(String method, String path, String key, String body) {
        return api.call(method, path).idempotencyKey(key).json(body).send();
    }

    /** Sends a request twice under one key, and compares everything that must be the same. */
    private static Answer repeated(String method, String path, String body, int status) {
        String key = Api.newKey();
        Answer first = withKey(method, path, key, body).expect(status);
        Answer second = withKey(method, path, key, body).expect(status);
        assertThat(second.bytes()).as(path).isEqualTo(first.bytes());
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(second.header("Rushline-Sequence")).as(path).isEqualTo(first.header("Rushline-Sequence"));
        assertThat(first.header("Idempotency-Replayed")).isEqualTo("(none)");
        assertThat(second.header("Idempotency-Replayed")).as(path).isEqualTo("true");
        return first;
    }
}
