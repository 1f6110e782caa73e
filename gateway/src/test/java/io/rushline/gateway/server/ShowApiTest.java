package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows and seat maps as readers see them. */
class ShowApiTest {
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
        String hall = api.create(
                "/halls",
                House.json(
                        "{'cinemaId':'?','name':'Mixed','sections':["
                                + "{'name':'Stalls','rows':[{'name':'A','category':'Gold','seats':3},"
                                + "{'name':'\u00c4','category':'Silver','seats':2,'firstNumber':11,"
                                + "'accessible':[11],'companion':[12]}]},"
                                + "{'name':'Balcony','rows':[{'name':'A','category':'Silver','seats':4}]}],"
                                + "'areas':[{'name':'Floor','category':'Standing','capacity':101},"
                                + "{'name':'Lawn','category':'Standing','capacity':1}]}",
                        house.cinemaId()),
                "hallId");
        String first = house.show(hall, "'Gold':3000,'Silver':2000,'Standing':900", "");
        String second = house.show(hall, "'Gold':3000,'Silver':2000,'Standing':900", "");

        String before = seatMap(first);
        house.holdSeats(first, "ann", "Stalls-A-1", "Stalls-\u00c4-12", "Balcony-A-4", "Lawn-GA-1")
                .expect(201);
        house.holdSeats(first, "bob", "Floor-GA-1", "Floor-GA-101").expect(201);

        assertThat(before).isEqualTo(mixed(first, "FFF", "FF", "FFFF", 101, 1));
        assertThat(seatMap(first)).isEqualTo(mixed(first, "HFF", "FH", "FFFH", 99, 0));
        assertThat(seatMap(second)).isEqualTo(mixed(second, "FFF", "FF", "FFFF", 101, 1));
    }

    /** Without the sequence, which is another one each time. */
    private static String seatMap(String show) {
        Answer map = api.get("/shows/" + show + "/seats").expect(200);
        String text = new String(map.bytes(), StandardCharsets.UTF_8);
        return text.replace("\"sequence\":" + map.number("sequence"), "\"sequence\":0");
    }

    private static String mixed(String show, String rowA, String rowB, String balcony, int floor, int lawn) {
        return House.json(
                "{'showId':'?','sequence':0,'sections':["
                        + "{'name':'Stalls','rows':["
                        + "{'name':'A','category':'Gold','firstNumber':1,'seats':'?'},"
                        + "{'name':'\u00c4','category':'Silver','firstNumber':11,'seats':'?',"
                        + "'accessible':[11],'companion':[12]}]},"
                        + "{'name':'Balcony','rows':["
                        + "{'name':'A','category':'Silver','firstNumber':1,'seats':'?'}]},"
                        + "{'name':'Floor','rows':[],"
                        + "'generalAdmission':{'category':'Standing','capacity':101,'free':?}},"
                        + "{'name':'Lawn','rows':[],"
                        + "'generalAdmission':{'category':'Standing','capacity':1,'free':?}}]}",
                show,
                rowA,
                rowB,
                balcony,
                floor,
                lawn);
    }

    @Test
    void shouldSayThatItIsAliveAndReadyWithoutAKey() {
        Answer alive = api.callAnywhere("GET", "/healthz").as("").send();
        Answer ready = api.callAnywhere("GET", "/readyz").as("").send();

        assertThat(alive.status()).isEqualTo(200);
        assertThat(ready.status()).isEqualTo(200);
    }
}
