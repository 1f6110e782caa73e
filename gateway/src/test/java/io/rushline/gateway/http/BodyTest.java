package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakWatch.class)
class BodyTest {
    private static final int TEN_MEGABYTES = 10_000_000;
    private static final String JSON = "Content-Type: application/json\r\n";

    @RegisterExtension
    final Fixture fixture = Fixture.start();

    @Test
    void shouldRefuseAnnouncedBodyBeforeItIsSent() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send(
                    "POST /echo HTTP/1.1\r\n" + RawClient.KEY + JSON + "Content-Length: " + TEN_MEGABYTES + "\r\n\r\n");

            RawClient.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).contains("CONTENT_TOO_LARGE").contains("65536 bytes");
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldLetClientReadRefusalWhenItSendsAllTenMegabytes() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + fixture.server.port() + "/echo"))
                .header("Authorization", "Bearer demo-web")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[TEN_MEGABYTES]))
                .build();

        HttpResponse<String> response = client().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(413);
        try (RawClient next = fixture.connect()) {
            assertThat(next.get("/ping").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldTakeTheRestOfRefusedBodyWhenClientReadsOnlyAtItsEnd() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY + JSON + "Content-Length: " + TEN_MEGABYTES
                            + "\r\n\r\n")
                    .send(new byte[TEN_MEGABYTES]);

            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void shouldRefuseChunkedBodyWhenItGrowsTooLarge() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY + JSON + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
            int sent = 0;
            try {
                for (; sent < 10_000; sent++) {
                    client.send(chunk);
                }
            } catch (SocketException e) {
                assertThat(sent).isGreaterThanOrEqualTo(16);
            }
            assertThat(sent).as("chunks before the connection was cut").isLessThan(10_000);
        }
        try (RawClient client = fixture.connect()) {
            client.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY + JSON + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 17; i++) {
                client.send("1000\r\n" + "x".repeat(0x1000) + "\r\n");
            }
            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void shouldTakeChunkedBodyWhateverItsPieces() throws IOException {
        try (RawClient client = fixture.connect()) {
            String head = "POST /echo HTTP/1.1\r\n" + RawClient.KEY + JSON + "Transfer-Encoding: chunked\r\n\r\n";
            for (char c : (head + "6\r\n{\"name\r\n8;x=y\r\n\":\"ann\"}\r\n0\r\nTrailer: z\r\n\r\n").toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.answer().body()).isEqualTo("{\"name\":\"ann\"}");
            assertThat(client.get("/ping").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldTakeLargerBodyWhenRouteAllowsIt() throws IOException {
        try (RawClient client = fixture.connect()) {
            assertThat(client.post("/large", "x".repeat(1 << 20)).answer().body())
                    .isEqualTo("{\"length\":1048576}");
            assertThat(client.post("/large", "x".repeat((1 << 20) + 1)).answer().status())
                    .isEqualTo(413);
        }
    }

    @Test
    void shouldKeepConnectionWhenRefusedBodyIsShort() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.post("/nowhere", "{\"name\":\"ann\"}").post("/echo", "{\"name\":\"bob\"}");

            assertThat(client.answer().status()).isEqualTo(404);
            assertThat(client.answer().body()).isEqualTo("{\"name\":\"bob\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain\r\n",
                "Content-Type: application/jsonp\r\n",
                "Content-Type: application/json; charset=iso-8859-1\r\n",
                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
            })
    void shouldRefuseBodyWhenItIsNotJson(String headers) throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY + headers
                    + "Content-Length: 14\r\n\r\n{\"name\":\"ann\"}");

            RawClient.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.body()).contains("\"code\":\"UNSUPPORTED_MEDIA_TYPE\"");
            assertThat(client.get("/ping").answer().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "Application/JSON;charset=UTF-8", "application/json; charset=\"utf-8\""})
    void shouldTakeJsonHoweverItsTypeIsSpelled(String type) throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY + "Content-Type: " + type
                    + "\r\nContent-Length: 14\r\n\r\n{\"name\":\"ann\"}");

            assertThat(client.answer().status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                  | The body is missing",
                "{                                   | it ends too early",
                "[1]                                 | must be a JSON object",
                "{\"name\":5}                        | name must be a string, but is 5",
                "{\"name\":\"ann\",\"age\":5}        | age is not a field of this request",
                "{\"name\":\"ann\",\"name\":\"bob\"} | the field name is given twice",
                "{\"name\":\"ann\"} trailing         | it is not valid JSON",
                "{}                                  | name is missing",
            })
    void shouldSayWhatIsWrongWithBody(String body, String detail) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.post("/echo", body).answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("\"code\":\"MALFORMED\"").contains(detail);
            assertThat(client.get("/ping").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseDeepJsonAndBadUtf8() throws IOException {
        try (RawClient client = fixture.connect()) {
            assertThat(client.post("/echo", "{\"name\":" + "[".repeat(50_000))
                            .answer()
                            .body())
                    .contains("nested more than 16 deep");

            client.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY + JSON + "Content-Length: 12\r\n\r\n")
                    .send(new byte[] {'{', '"', 'n', 'a', 'm', 'e', '"', ':', '"', (byte) 0xff, '"', '}'});
            assertThat(client.answer().body()).contains("not valid UTF-8");
        }
    }

    @Test
    void shouldSayContinueWhenClientWaitsForIt() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY + JSON
                    + "Content-Length: 14\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.head().status()).isEqualTo(100);
            assertThat(client.send("{\"name\":\"ann\"}").answer().status()).isEqualTo(201);
        }
    }

    @Test
    void shouldSayContinueOnlyWhenEarlierAnswersHaveLeft() throws Exception {
        try (RawClient client = fixture.connect()) {
            client.get("/parked/first")
                    .send("POST /echo HTTP/1.1\r\n" + RawClient.KEY + JSON
                            + "Content-Length: 14\r\nExpect: 100-continue\r\n\r\n");

            fixture.nextParked().respond(200);

            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.head().status()).isEqualTo(100);
            assertThat(client.send("{\"name\":\"ann\"}").answer().status()).isEqualTo(201);
        }
    }

    @Test
    void shouldRefuseInsteadOfContinueWhenKeyIsWrong() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send(
                    "POST /echo HTTP/1.1\r\nHost: x\r\n" + JSON + "Content-Length: 14\r\nExpect: 100-continue\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(401);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldRefuseOtherExpectations() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send(
                    "POST /echo HTTP/1.1\r\n" + RawClient.KEY + JSON + "Content-Length: 14\r\nExpect: cake\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(417);
        }
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}
