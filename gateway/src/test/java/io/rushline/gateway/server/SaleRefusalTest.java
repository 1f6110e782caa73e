package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.engine.protocol.Code;
import io.rushline.gateway.server.Api.Answer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What is refused to operators, and to everybody once a sale is closed or a show is cancelled. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SaleRefusalTest {
    private static final Set<String> CODES = Set.of(
            "SHOW_NOT_FOUND",
            "SEAT_NOT_FOUND",
            "SEATS_UNAVAILABLE",
            "DUPLICATE_SEAT",
            "TOO_MANY_SEATS",
            "SALE_CLOSED",
            "SHOW_CANCELLED",
            "SHOW_ACTIVE",
            "MALFORMED",
            "IDEMPOTENCY_KEY_REQUIRED",
            "FORBIDDEN");
    private static final Set<Code> NO_REFUSALS_OF_ROUTES =
            EnumSet.of(Code.OK, Code.PLAN_NOT_FOUND, Code.CAPACITY, Code.NULL_VAL, Code.SBE_UNKNOWN);
    private static final String[] SALES = {"open", "close", "cancel", "archive"};
    private static final String[] BLOCKS = {"seats/block", "seats/unblock"};
    private static final String SEAT = json("{'seats':['Stalls-A-1']}");

    private static final Refusals refusals = new Refusals();

    @AutoClose
    private static TestServer server;

    private static Api api;
    private static House house;
    private static String idle;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        api = server.api();
        house = new House(api);
        idle = house.smallShow();
    }

    @Test
    void shouldRefuseWhenTheShowDoesNotExist() {
        for (String id : new String[] {"999999", "0", "-1", "abc", "99999999999999999999"}) {
            for (String sale : SALES) {
                refused(404, "SHOW_NOT_FOUND", house.operate(id, sale));
            }
            for (String block : BLOCKS) {
                refused(404, "SHOW_NOT_FOUND", house.operate(id, block, SEAT));
            }
        }
        house.operate(archived(), "open").expect(404);
    }

    @Test
    void shouldRefuseTheWebTierAndWhoHasNoIdempotencyKey() {
        for (String sale : SALES) {
            refused(403, "FORBIDDEN", api.post("/shows/" + idle + "/" + sale, ""));
            refused(400, "IDEMPOTENCY_KEY_REQUIRED", withoutKey(sale, ""));
        }
        for (String block : BLOCKS) {
            refused(403, "FORBIDDEN", api.post("/shows/" + idle + "/" + block, SEAT));
            refused(400, "IDEMPOTENCY_KEY_REQUIRED", withoutKey(block, SEAT));
        }
        assertThat(api.get("/shows/" + idle).text("status")).isEqualTo("Available");
    }

    @Test
    void shouldNameTheFieldsThatAreWrong() {
        String longest = "\u00e9".repeat(250);
        for (String block : BLOCKS) {
            malformed(block, "{'seats':[]}", "seats");
            malformed(block, "{'reason':'x'}", "seats");
            malformed(block, "{'seats':['Stalls-A-1'],'customer':'ann'}", "customer");
            malformed(block, "{'seats':['Stalls-A-1'],'reason':17}", "reason");
            malformed(block, "{'seats':['Stalls-A-1'],'reason':'" + longest + "x'}", "reason");
            malformed(block, "{'seats':['Stalls-A-1'],'reason':'" + "x".repeat(501) + "'}", "reason");
        }
        malformed("cancel", "{'reason':'" + longest + "x'}", "reason");
        malformed("cancel", "{'reason':'two\\nlines'}", "reason");
        malformed("open", "{'reason':'x'}", "reason");
        malformed("close", "{'at':'now'}", "at");
        malformed("archive", "{'force':true}", "force");
        refused(400, "MALFORMED", house.operate(idle, "close", "[]"));
        String show = house.smallShow();
        String body = json("{'seats':['Stalls-A-1'],'reason':'?'}", longest);
        assertThat(house.operate(show, "seats/block", body).status()).isEqualTo(200);
        assertThat(house.operate(show, "close", "{}").status()).isEqualTo(200);
    }

    @Test
    void shouldNameTheSeatsThatAreWrong() {
        Answer missing = refused(404, "SEAT_NOT_FOUND", house.block(idle, "Stalls-A-9", "Stalls-A-1", "Roof-A-1"));
        refused(404, "SEAT_NOT_FOUND", house.unblock(idle, "x"));
        Answer twice = refused(422, "DUPLICATE_SEAT", house.block(idle, "Stalls-A-1", "Stalls-A-1"));
        refused(422, "DUPLICATE_SEAT", house.unblock(idle, "Stalls-A-1", "Stalls-A-1"));

        assertThat(missing.each("errors", "field")).containsExactly("Stalls-A-9", "Roof-A-1");
        assertThat(twice.each("errors", "field")).containsExactly("Stalls-A-1");
    }

    @Test
    void shouldListAHundredMissingSeatsAtMost() {
        String many = String.join(",", Collections.nCopies(5_000, "'Roof-A-1'"));

        Answer answer =
                refused(404, "SEAT_NOT_FOUND", house.operate(idle, "seats/block", json("{'seats':[" + many + "]}")));

        assertThat(answer.list("errors")).hasSize(100);
    }

    @Test
    void shouldSayTheLimitWhenTooManySeatsAreBlockedAtOnce() {
        String many = String.join(",", Collections.nCopies(10_001, "'Stalls-A-1'"));

        Answer answer =
                refused(422, "TOO_MANY_SEATS", house.operate(idle, "seats/block", json("{'seats':[" + many + "]}")));

        assertThat(answer.number("limit")).isEqualTo(10_000);
    }

    @Test
    void shouldSayWhichSeatsAreNotFreeOrNotBlocked() {
        String show = house.smallShow();
        house.holdSeats(show, "ann", "Stalls-A-2").expect(201);
        house.block(show, "Stalls-A-3").expect(200);

        Answer block = refused(409, "SEATS_UNAVAILABLE", house.block(show, "Stalls-A-3", "Stalls-A-1", "Stalls-A-2"));
        Answer unblock = refused(409, "SEATS_UNAVAILABLE", house.unblock(show, "Stalls-A-3", "Stalls-A-1"));

        assertThat(block.each("errors", "field")).containsExactly("Stalls-A-2", "Stalls-A-3");
        assertThat(block.each("errors", "detail")).containsOnly("is not free");
        assertThat(block.text("detail")).contains("free seats");
        assertThat(unblock.each("errors", "field")).containsExactly("Stalls-A-1");
        assertThat(unblock.each("errors", "detail")).containsExactly("is not blocked");
        assertThat(house.letters(show, "sections/0/rows/0")).isEqualTo("FHXF");
    }

    @Test
    void shouldRefuseNewHoldsAndJoinsWhileTheSaleIsClosed() {
        String show = house.smallShow();
        String held = house.holdSeats(show, "ann", "Stalls-A-1").expect(201).text("holdId");
        house.operate(show, "close").expect(200);

        refused(409, "SALE_CLOSED", house.hold(show, "bob", 1));
        refused(409, "SALE_CLOSED", house.holdSeats(show, "bob", "Stalls-A-2"));
        refused(409, "SALE_CLOSED", house.join(show, "bob", 1));
        refused(409, "SALE_CLOSED", house.exchange(held, "ann", "Stalls-A-2"));
    }

    @Test
    void shouldRefuseEverythingOnceTheShowIsCancelled() {
        String show = house.smallShow();
        String held = house.hold(show, "ann", 1).expect(201).text("holdId");
        String booking = house.booked(show, "ann", 1);
        house.operate(show, "cancel").expect(200);

        refused(409, "SHOW_CANCELLED", house.hold(show, "bob", 1));
        refused(409, "SHOW_CANCELLED", house.holdSeats(show, "bob", "Stalls-A-2"));
        refused(409, "SHOW_CANCELLED", house.join(show, "bob", 1));
        refused(409, "SHOW_CANCELLED", house.release(held, "ann"));
        refused(409, "SHOW_CANCELLED", house.exchange(held, "ann", "Stalls-A-4"));
        refused(409, "SHOW_CANCELLED", house.book(held, "ann"));
        refused(409, "SHOW_CANCELLED", house.cancel(booking, "ann"));
        refused(409, "SHOW_CANCELLED", house.operate(show, "open"));
        refused(409, "SHOW_CANCELLED", house.operate(show, "close"));
        refused(409, "SHOW_CANCELLED", house.operate(show, "cancel"));
        refused(409, "SHOW_CANCELLED", house.block(show, "Stalls-A-1"));
        refused(409, "SHOW_CANCELLED", house.unblock(show, "Stalls-A-1"));
    }

    @Test
    void shouldRefuseToArchiveAShowThatIsNotOver() {
        String show = house.smallShow();

        refused(409, "SHOW_ACTIVE", house.operate(show, "archive"));
        String held = house.hold(show, "ann", 4).expect(201).text("holdId");
        String waiter = house.join(show, "bob", 1).expect(202).text("waiterId");
        house.operate(show, "close").expect(200);
        refused(409, "SHOW_ACTIVE", house.operate(show, "archive"));
        house.book(held, "ann").expect(201);

        // The booking made the wait hopeless, so nothing is left to wait for.
        assertThat(api.get("/waiters/" + waiter).text("state")).isEqualTo("SHOW_FULL");
        house.operate(show, "archive").expect(200);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void shouldHaveSeenEveryCode() {
        assertThat(refusals.seen()).containsExactlyInAnyOrderElementsOf(CODES);
    }

    @Test
    void shouldLeaveNoCodeOfTheEngineOut() {
        Set<String> ofTheEngine = EnumSet.complementOf(EnumSet.copyOf(NO_REFUSALS_OF_ROUTES)).stream()
                .map(Code::name)
                .collect(Collectors.toSet());
        Set<String> tested = new TreeSet<>(CODES);
        tested.addAll(RefusalTest.CODES);
        tested.addAll(RequestRefusalTest.CODES);

        assertThat(tested).containsAll(ofTheEngine);
    }

    private static String archived() {
        String show = house.smallShow();
        house.operate(show, "close").expect(200);
        house.operate(show, "archive").expect(200);
        return show;
    }

    private static Answer withoutKey(String action, String body) {
        return api.call("POST", "/shows/" + idle + "/" + action)
                .as(Api.OPERATOR)
                .json(body)
                .send();
    }

    private static void malformed(String action, String body, String field) {
        Answer answer = refused(400, "MALFORMED", house.operate(idle, action, json(body)));
        assertThat(answer.each("errors", "field")).as(body).containsExactly(field);
    }

    private static Answer refused(int status, String code, Answer answer) {
        return refusals.refused(status, code, answer);
    }
}
