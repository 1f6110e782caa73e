package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators change of shows and halls that are there, and what everybody sees of it. */
class ChangeApiTest {
    private static final int BUYERS = 2;
    private static final int CHANGES = 10;

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
    void shouldAnswerTheWholeShowAndKeepWhatIsNotGiven() {
        String show = house.largeShow();

        Answer changed = house.change(
                "/shows/" + show,
                "{'startsAt':'2199-03-04T20:00:00Z','prices':{'Standing':1000},'holdSeconds':120,'waitSeconds':60,"
                        + "'maxPerHold':4,'maxPerCustomer':8}");
        Answer same = house.change("/shows/" + show, "{}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("showId")).isEqualTo(show);
        assertThat(changed.text("startsAt")).isEqualTo("2199-03-04T20:00:00.000Z");
        assertThat(changed.text("endsAt")).isEqualTo("2199-03-04T21:40:00.000Z");
        assertThat(changed.at("prices")).isEqualTo(Map.of("Premium", 2500L, "Standard", 1500L, "Standing", 1000L));
        assertThat(changed.number("holdSeconds")).isEqualTo(120);
        assertThat(changed.number("graceSeconds")).isEqualTo(5);
        assertThat(changed.number("waitSeconds")).isEqualTo(60);
        assertThat(changed.number("maxPerHold")).isEqualTo(4);
        assertThat(changed.number("maxPerCustomer")).isEqualTo(8);
        assertThat(changed.text("linePolicy")).isEqualTo("STRICT_FIFO");
        assertThat(changed.header("Rushline-Sequence")).isEqualTo(changed.text("sequence"));
        for (String field : List.of("startsAt", "endsAt", "onSaleAt", "prices", "holdSeconds", "maxPerCustomer")) {
            assertThat(same.at(field)).as(field).isEqualTo(changed.at(field));
        }
    }

    @Test
    void shouldShowReadersTheNewTerms() {
        String show = house.smallShow();
        String tag = api.get("/shows/" + show + "/seats").header("ETag");

        String sequence = house.change(
                        "/shows/" + show,
                        "{'startsAt':'2199-03-04T20:00:00Z','onSaleAt':'2001-02-03T04:05:06.007Z',"
                                + "'prices':{'Standard':1700},'maxPerHold':3,'maxPerCustomer':3}")
                .expect(200)
                .text("sequence");

        Answer seen = api.get("/shows/" + show + "?minSequence=" + sequence).expect(200);
        assertThat(seen.text("startsAt")).isEqualTo("2199-03-04T20:00:00.000Z");
        assertThat(seen.text("onSaleAt")).isEqualTo("2001-02-03T04:05:06.007Z");
        assertThat(seen.number("categories/0/price/amount")).isEqualTo(1700);
        assertThat(seen.number("maxPerHold")).isEqualTo(3);
        assertThat(seen.number("maxPerCustomer")).isEqualTo(3);
        assertThat(api.get("/shows/" + show + "/seats").header("ETag")).isNotEqualTo(tag);
        Answer listed = api.get("/movies/" + house.movieId() + "/shows?from=2199-01-01T00:00:00Z&limit=30");
        assertThat(listed.each("items", "showId")).contains(show);
        house.hold(show, "ann", 4).expect(422);
        house.hold(show, "ann", 3).expect(201);
        house.hold(show, "ann", 1).expect(422);
    }

    @Test
    void shouldKeepThePriceAndTheEndOfWhatIsHeld() {
        String show = house.largeShow();
        Answer held = house.holdSeats(show, "ann", "Stalls-A-1", "Stalls-B-13").expect(201);
        String hold = held.text("holdId");
        String exchanged =
                house.holdSeats(show, "bob", "Balcony-A-1").expect(201).text("holdId");

        house.change("/shows/" + show, "{'prices':{'Premium':3000},'holdSeconds':9}")
                .expect(200);
        house.change("/shows/" + show, "{'prices':{'Standard':2000}}").expect(200);

        Answer seen = api.get("/holds/" + hold).expect(200);
        assertThat(seen.at("seats")).isEqualTo(held.at("seats"));
        assertThat(seen.at("total")).isEqualTo(held.at("total"));
        assertThat(seen.at("expiresAt")).isEqualTo(held.at("expiresAt"));
        Answer other =
                house.exchange(exchanged, "bob", "Balcony-A-1", "Stalls-A-2").expect(200);
        assertThat(other.number("total/amount")).isEqualTo(5000);
        assertThat(prices(other)).containsExactly(3000L, 2000L);
        assertThat(api.get("/holds/" + exchanged).at("seats")).isEqualTo(other.at("seats"));
        pay(hold, 5000).expect(422);
        Answer booked = pay(hold, 4000).expect(201);
        assertThat(booked.number("total/amount")).isEqualTo(4000);
        assertThat(prices(booked)).containsExactly(2500L, 1500L);
        assertThat(api.get("/bookings/" + booked.text("bookingId")).at("seats")).isEqualTo(booked.at("seats"));
        assertThat(house.cancel(booked.text("bookingId"), "ann").number("total/amount"))
                .isEqualTo(4000);
    }

    /** Their total does not tell which prices they were. */
    @Test
    void shouldTellThePricesOfSeatsThatCostTheSameTogetherBefore() {
        String show = house.largeShow();
        String hold = house.holdSeats(show, "ann", "Stalls-A-1", "Stalls-B-13")
                .expect(201)
                .text("holdId");
        house.change("/shows/" + show, "{'prices':{'Premium':1500,'Standard':2500}}")
                .expect(200);

        Answer exchanged =
                house.exchange(hold, "ann", "Stalls-A-2", "Stalls-B-13").expect(200);
        house.change("/shows/" + show, "{'prices':{'Premium':2500,'Standard':1500}}")
                .expect(200);
        Answer booked = house.book(hold, "ann").expect(201);

        assertThat(exchanged.number("total/amount")).isEqualTo(4000);
        assertThat(exchanged.number("seats/0/price/amount")).isEqualTo(1500);
        assertThat(exchanged.number("seats/1/price/amount")).isEqualTo(2500);
        assertThat(booked.at("seats")).isEqualTo(exchanged.at("seats"));
        assertThat(api.get("/holds/" + hold).at("seats")).isEqualTo(exchanged.at("seats"));
        assertThat(api.get("/bookings/" + booked.text("bookingId")).at("seats")).isEqualTo(exchanged.at("seats"));
    }

    @Test
    void shouldGiveRepeatedRequestsTheAnswerOfThen() {
        String hallKey = Api.newKey();
        String hallBody = json(
                "{'cinemaId':'?','name':'Blue','sections':[{'name':'S','rows':[{'name':'A','category':'c','seats':2}]}]}",
                house.cinemaId());
        Answer hall = create("/halls", hallKey, hallBody);
        String showKey = Api.newKey();
        String showBody = json(
                "{'movieId':'?','hallId':'?','startsAt':'2199-03-04T20:00:00Z','prices':{'c':100}}",
                house.movieId(),
                hall.text("hallId"));
        Answer show = create("/shows", showKey, showBody);
        String holdKey = Api.newKey();
        Answer held = hold(show.text("showId"), holdKey);

        house.change("/halls/" + hall.text("hallId"), "{'name':'Red'}").expect(200);
        house.change(
                        "/shows/" + show.text("showId"),
                        "{'startsAt':'2199-05-05T20:00:00Z','prices':{'c':200},'holdSeconds':7,'waitSeconds':8,"
                                + "'maxPerHold':1,'onSaleAt':'2001-01-01T00:00:00Z'}")
                .expect(200);

        assertThat(create("/halls", hallKey, hallBody).bytes()).isEqualTo(hall.bytes());
        assertThat(create("/shows", showKey, showBody).bytes()).isEqualTo(show.bytes());
        assertThat(hold(show.text("showId"), holdKey).bytes()).isEqualTo(held.bytes());
        assertThat(api.get("/shows/" + show.text("showId")).text("hall/name")).isEqualTo("Red");
    }

    @Test
    void shouldRefuseWhatCannotChange() {
        String show = "/shows/" + house.largeShow();
        for (String field : List.of("movieId", "hallId", "currency", "linePolicy", "endsAt")) {
            malformed(show, "{'" + field + "':'x'}", field);
            malformed(show, "{'" + field + "':null}", field);
        }
        malformed(show, "{'graceSeconds':7}", "graceSeconds");
        malformed(show, "{'startsAt':null}", "startsAt");
        malformed(show, "{'prices':null}", "prices");
        malformed(show, "{'startsAt':'tomorrow'}", "startsAt");
        malformed(show, "{'onSaleAt':'1970-01-01T00:00:00Z'}", "onSaleAt");
        malformed(show, "{'prices':{'Premium':-1}}", "prices.Premium");
        malformed(show, "{'prices':{'Premium':null}}", "prices.Premium");
        malformed(show, "{'prices':{'Stalls':1}}", "prices");
        malformed(show, "{'holdSeconds':0}", "holdSeconds");
        malformed(show, "{'waitSeconds':86401}", "waitSeconds");
        malformed(show, "{'maxPerHold':11}", "maxPerHold");
        malformed(show, "{'maxPerCustomer':65535}", "maxPerCustomer");
        malformed(show, "{'price':1}", "price");
        house.change(show, "[]").expect(400);
        house.change(show + "?force=true", "{}").expect(400);
        house.change("/shows/999999", "{'holdSeconds':0}").expect(404);
        api.call("PATCH", show).json("{}").send().expect(403);
        String hall = "/halls/" + house.smallHallId();
        for (String field : List.of("cinemaId", "sections", "areas")) {
            malformed(hall, "{'" + field + "':[]}", field);
        }
        malformed(hall, "{'name':null}", "name");
        malformed(hall, "{'name':''}", "name");
        malformed(hall, "{'name':' x'}", "name");
        malformed(hall, "{'name':'" + "x".repeat(101) + "'}", "name");
        malformed(hall, "{'capacity':9}", "capacity");
        house.change("/halls/999999", "{'name':'x'}").expect(404);
        api.call("PATCH", hall).json("{}").send().expect(403);
    }

    @Test
    void shouldRefuseWhatWouldTouchThoseWhoHaveSeats() {
        String show = house.smallShow();
        String path = "/shows/" + show;
        String booking = house.booked(show, "ann", 1);

        Answer later = house.change(path, "{'onSaleAt':'2199-01-01T00:00:00Z'}");
        Answer limit = house.change(path, "{'maxPerCustomer':2,'prices':{'Standard':1}}");

        assertThat(later.status()).isEqualTo(409);
        assertThat(later.text("code")).isEqualTo("SHOW_ACTIVE");
        assertThat(later.each("errors", "field")).containsExactly("onSaleAt");
        assertThat(limit.text("code")).isEqualTo("SHOW_ACTIVE");
        assertThat(limit.each("errors", "field")).containsExactly("maxPerCustomer");
        assertThat(house.change(path, "{'onSaleAt':'2199-01-01T00:00:00Z','maxPerCustomer':0}")
                        .each("errors", "field"))
                .containsExactly("onSaleAt");
        assertThat(house.change(path, "{'onSaleAt':'2001-01-01T00:00:00Z','maxPerCustomer':2}")
                        .each("errors", "field"))
                .containsExactly("maxPerCustomer");
        assertThat(api.get(path).number("categories/0/price/amount")).isEqualTo(House.STANDARD_PRICE);
        house.cancel(booking, "ann").expect(200);
        house.change(path, "{'onSaleAt':'2199-01-01T00:00:00Z','maxPerCustomer':2}")
                .expect(200);
        assertThat(house.hold(show, "ann", 1).text("code")).isEqualTo("NOT_ON_SALE");
        house.operate(show, "cancel").expect(200);
        assertThat(house.change(path, "{'holdSeconds':9}").text("code")).isEqualTo("SHOW_CANCELLED");
    }

    /** Whatever a hold is told in the middle of changes: it is one price list, and the engine's total. */
    @Test
    void shouldTellEachHoldOnePriceListWhilePricesChange() throws Exception {
        String show = house.largeShow();
        Map<Long, Long> standardByPremium = new ConcurrentHashMap<>();
        standardByPremium.put(2500L, 1500L);
        AtomicBoolean isOver = new AtomicBoolean();
        CountDownLatch allBuy = new CountDownLatch(BUYERS);
        ExecutorService buyers = Executors.newFixedThreadPool(BUYERS);
        try {
            List<Future<?>> told = new ArrayList<>();
            for (int buyer = 0; buyer < BUYERS; buyer++) {
                String name = "buyer-" + buyer;
                String[] seats = {"Stalls-A-" + (buyer + 1), "Balcony-A-" + (buyer + 1)};
                told.add(buyers.submit(() -> {
                    for (int holds = 0; !isOver.get(); holds++) {
                        Answer held = house.holdSeats(show, name, seats).expect(201);
                        requireOneList(held, standardByPremium);
                        Answer seen = api.get("/holds/" + held.text("holdId")).expect(200);
                        assertThat(seen.at("seats")).isEqualTo(held.at("seats"));
                        house.release(held.text("holdId"), name).expect(204);
                        if (holds == 0) {
                            allBuy.countDown();
                        }
                    }
                    return name;
                }));
            }
            assertThat(allBuy.await(60, TimeUnit.SECONDS)).isTrue();
            for (long price = 1; price <= CHANGES; price++) {
                standardByPremium.put(10_000 + price, 20_000 - 2 * price);
                house.change(
                                "/shows/" + show,
                                "{'prices':{'Premium':" + (10_000 + price) + ",'Standard':" + (20_000 - 2 * price)
                                        + "}}")
                        .expect(200);
            }
            isOver.set(true);
            for (Future<?> buyer : told) {
                buyer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            isOver.set(true);
            buyers.shutdown();
        }
    }

    private static void requireOneList(Answer held, Map<Long, Long> standardByPremium) {
        List<Long> prices = prices(held);
        assertThat(standardByPremium.get(prices.get(0))).as("%s", held).isEqualTo(prices.get(1));
        assertThat(held.number("total/amount")).isEqualTo(prices.get(0) + prices.get(1));
    }

    @Test
    void shouldRenameAHallWhereverItIsNamed() {
        String show = house.largeShow();
        String hall = "/halls/" + house.largeHallId();

        Answer renamed = house.change(hall, "{'name':'Gro\u00dfer Saal'}");
        Answer same = house.change(hall, "{}");

        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("name")).isEqualTo("Gro\u00dfer Saal");
        assertThat(same.bytes()).isEqualTo(renamed.bytes());
        assertThat(api.call("GET", hall).as(Api.OPERATOR).send().bytes()).isEqualTo(renamed.bytes());
        assertThat(api.get("/shows/" + show).text("hall/name")).isEqualTo("Gro\u00dfer Saal");
        assertThat(api.get("/cinemas/" + house.cinemaId()).each("halls", "name"))
                .contains("Gro\u00dfer Saal")
                .doesNotContain("Large");
        assertThat(house.holdSeats(show, "ann", "Stalls-A-1").status()).isEqualTo(201);
    }

    private static List<Long> prices(Answer answer) {
        return answer.list("seats").stream()
                .map(seat -> (Map<?, ?>) ((Map<?, ?>) seat).get("price"))
                .map(price -> (Long) price.get("amount"))
                .toList();
    }

    private static Answer pay(String hold, long amount) {
        return api.post(
                "/holds/" + hold + "/book",
                json("{'customer':'ann','paymentReference':'p','amount':{'amount':?,'currency':'USD'}}", amount));
    }

    private static Answer create(String path, String key, String body) {
        return api.call("POST", path)
                .as(Api.OPERATOR)
                .idempotencyKey(key)
                .json(body)
                .send()
                .expect(201);
    }

    private static Answer hold(String show, String key) {
        return api.call("POST", "/shows/" + show + "/holds")
                .idempotencyKey(key)
                .json(json("{'customer':'ann','quantity':2}"))
                .send()
                .expect(201);
    }

    private static void malformed(String path, String body, String field) {
        Answer answer = house.change(path, body);
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("MALFORMED");
        assertThat(answer.each("errors", "field")).as("%s", answer).containsExactly(field);
    }
}
