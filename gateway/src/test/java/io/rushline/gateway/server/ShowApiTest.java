package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows and seat maps as readers see them. */
class ShowApiTest {
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
    void shouldWriteEachSeatWhereItIs() {
        String show = house.largeShow();
        house.holdSeats(show, "ann", "Stalls-A-1", "Stalls-B-16", "Balcony-A-1", "Floor-GA-3")
                .expect(201);

        Answer map = api.get("/shows/" + show + "/seats").expect(200);

        assertThat(new String(map.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(House.json(
                        "{'showId':'?','sequence':?,'sections':["
                                + "{'name':'Stalls','rows':["
                                + "{'name':'A','category':'Premium','firstNumber':1,'seats':'HFFFFF'},"
                                + "{'name':'B','category':'Standard','firstNumber':11,'seats':'FFFFFH',"
                                + "'accessible':[11],'companion':[12]}]},"
                                + "{'name':'Balcony','rows':["
                                + "{'name':'A','category':'Standard','firstNumber':1,'seats':'HFFFFF'}]},"
                                + "{'name':'Floor','rows':[],"
                                + "'generalAdmission':{'category':'Standing','capacity':5,'free':4}}]}",
                        show,
                        map.number("sequence")));
    }

    @Test
    void shouldSayThatItIsAliveAndReadyWithoutAKey() {
        Answer alive = api.callAnywhere("GET", "/healthz").as("").send();
        Answer ready = api.callAnywhere("GET", "/readyz").as("").send();

        assertThat(alive.status()).isEqualTo(200);
        assertThat(ready.status()).isEqualTo(200);
    }
}
