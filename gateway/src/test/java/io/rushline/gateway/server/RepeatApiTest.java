package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.Api.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are sent again under the same idempotency key. */
class RepeatApiTest {
    private static final int RACERS = 32;
    private static final int ROUNDS = 8;
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

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
    void shouldRepeatWhatOperatorsAreAnsweredWhenTheKeyIsRepeated() {
        String show = "/shows/" + house.smallShow();
        String seats = json("{'seats':['Stalls-A-4','Stalls-A-1'],'reason':'broken'}");

        repeatedAs(Api.OPERATOR, "POST", show + "/seats/block", seats, 200);
        repeatedAs(Api.OPERATOR, "POST", show + "/seats/unblock", seats, 200);
        repeatedAs(Api.OPERATOR, "POST", show + "/seats/unblock", seats, 409);
        repeatedAs(Api.OPERATOR, "POST", show + "/open", "", 200);
        repeatedAs(Api.OPERATOR, "POST", show + "/archive", "", 409);
        repeatedAs(Api.OPERATOR, "POST", show + "/close", "", 200);
        repeatedAs(Api.OPERATOR, "POST", show + "/cancel", json("{'reason':'rain'}"), 200);
        repeatedAs(Api.OPERATOR, "POST", show + "/cancel", "", 409);
        repeatedAs(Api.OPERATOR, "POST", show + "/archive", "", 200);
        repeatedAs(Api.OPERATOR, "POST", show + "/open", "", 404);
    }

    @Test
    void shouldSayNotFoundWhenWhatIsRepeatedWasAboutAnArchivedShow() {
        String show = house.smallShow();
        String path = "/shows/" + show;
        String held = house.hold(show, "ann", 1).expect(201).text("holdId");
        String key = Api.newKey();
        String pay = json("{'customer':'ann','paymentReference':'p'}");
        withKey("POST", "/holds/" + held + "/book", key, pay).expect(201);
        house.operate(show, "close").expect(200);
        house.operate(show, "archive").expect(200);

        Answer again = withKey("POST", "/holds/" + held + "/book", key, pay);

        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text("code")).isEqualTo("SHOW_NOT_FOUND");
        assertThat(api.get(path).status()).isEqualTo(404);
    }

    @Test
    void shouldGiveOneAnswerToAKeyThatRacesWithItselfOn32Connections() throws Exception {
        String showId = house.largeShow();
        List<Socket> connections = new ArrayList<>();
        try {
            for (int i = 0; i < RACERS; i++) {
                connections.add(new Socket(
                        InetAddress.getLoopbackAddress(), server.api().port()));
            }
            for (int round = 0; round < ROUNDS; round++) {
                race(connections, showId, round);
            }
        } finally {
            for (Socket connection : connections) {
                connection.close();
            }
        }
        long held = api.get("/shows/" + showId + "/seats").expect(200).list("sections").stream()
                .flatMapToInt(section -> section.toString().chars())
                .filter(letter -> letter == 'H')
                .count();
        assertThat(held).as("one effect each").isEqualTo(ROUNDS * 2L);
    }

    /** All send before any reads. */
    private static void race(List<Socket> connections, String showId, int round) throws IOException {
        byte[] request = ("POST /api/v1/shows/" + showId + "/holds HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + Api.WEB + "\r\nIdempotency-Key: race-" + round + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 31\r\n\r\n{\"customer\":\"ann\",\"quantity\":2}")
                .getBytes(StandardCharsets.US_ASCII);
        for (Socket connection : connections) {
            connection.getOutputStream().write(request);
        }
        Set<String> bodies = new HashSet<>();
        int replayed = 0;
        for (Socket connection : connections) {
            String head = head(connection.getInputStream());
            assertThat(head).startsWith("HTTP/1.1 201 ");
            replayed += head.contains("Idempotency-Replayed: true") ? 1 : 0;
            Matcher length = LENGTH.matcher(head);
            assertThat(length.find()).isTrue();
            bodies.add(new String(
                    connection.getInputStream().readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8));
        }
        assertThat(bodies).as("one answer in round %d", round).hasSize(1);
        assertThat(replayed).as("one effect in round %d", round).isEqualTo(RACERS - 1);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("ended after %s", head).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
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
        assertThat(house.letters(show, "sections/0/rows/0")).isEqualTo("FFFF");
    }

    private static Answer withKey(String method, String path, String key, String body) {
        return withKey(Api.WEB, method, path, key, body);
    }

    private static Answer withKey(String role, String method, String path, String key, String body) {
        return api.call(method, path).as(role).idempotencyKey(key).json(body).send();
    }

    private static Answer repeated(String method, String path, String body, int status) {
        return repeatedAs(Api.WEB, method, path, body, status);
    }

    /** Sends a request twice under one key, and compares everything that must be the same. */
    private static Answer repeatedAs(String role, String method, String path, String body, int status) {
        String key = Api.newKey();
        Answer first = withKey(role, method, path, key, body).expect(status);
        Answer second = withKey(role, method, path, key, body).expect(status);
        assertThat(second.bytes()).as(path).isEqualTo(first.bytes());
        assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(second.header("Rushline-Sequence")).as(path).isEqualTo(first.header("Rushline-Sequence"));
        assertThat(first.header("Idempotency-Replayed")).isEqualTo("(none)");
        assertThat(second.header("Idempotency-Replayed")).as(path).isEqualTo("true");
        return first;
    }
}
