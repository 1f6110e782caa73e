package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are refused for their form, or for who sends them, before the engine is asked. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RequestRefusalTest {
    static final Set<String> CODES = Set.of(
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
        assertThat(refusals.seen()).containsExactlyInAnyOrderElementsOf(CODES);
    }

    private static Answer refused(int status, String code, Answer answer) {
        return refusals.refused(status, code, answer);
    }

    private static Answer malformed(String path, String body, String field) {
        Answer answer = refused(400, "MALFORMED", api.post(path, json(body)));
        assertThat(answer.each("errors", "field")).as(body).containsExactly(field);
        return answer;
    }
}
