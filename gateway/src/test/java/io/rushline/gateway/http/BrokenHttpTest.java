package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakWatch.class)
class BrokenHttpTest {
    private static final int FUZZ_ROUNDS = Fuzz.rounds(400);

    @RegisterExtension
    final Fixture fixture = Fixture.start();

    @AfterEach
    void answerOneMoreGoodRequest() throws IOException {
        try (RawClient client = fixture.connect()) {
            assertThat(client.get("/echo/still-alive").answer().body()).isEqualTo("{\"word\":\"still-alive\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\0\r\n\r\n",
                "hello\r\n\r\n",
                "GET\r\n\r\n",
                "GET /ping\r\n\r\n",
                "GET  HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /ping HTTP/x.y\r\nHost: x\r\n\r\n",
                "GET /ping HTTP/1.1\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: x\r\nno colon here\r\n\r\n",
                "GET /ping HTTP/1.1\r\nHost: x\r\nBad\0Name: y\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: twelve\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nabc",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /echo HTTP/1.1\r\n" + RawClient.KEY
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
            })
    void shouldRefuseAndCloseWhenRequestIsNotHttp(String request) throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.send(request).answer();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(answer.body()).contains("\"code\":\"MALFORMED\"").contains("\"requestId\":\"");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /ping HTTP/2.0\r\nHost: x\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
    void shouldNameVersionsWhenAnotherIsSpoken(String request) throws IOException {
        try (RawClient client = fixture.connect()) {
            assertThat(client.send(request).answer().status()).isEqualTo(505);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldAnswerOldClientsAndCloseWhenTheySpeakHttp10() throws IOException {
        try (RawClient client = fixture.connect()) {
            assertThat(client.send("GET /ping HTTP/1.0\r\n\r\n").answer().status())
                    .isEqualTo(200);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldRefuseWhenRequestLineIsTooLong() throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.get("/" + "a".repeat(9_000)).answer();

            assertThat(answer.status()).isEqualTo(414);
            assertThat(answer.body()).contains("\"code\":\"URI_TOO_LONG\"");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldRefuseEarlyWhenHeadersNeverEnd() throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send("GET /ping HTTP/1.1\r\nHost: x\r\n");
            int sent = 0;
            try {
                for (; sent < 1_000_000; sent++) {
                    client.send("X-" + sent + ": " + "y".repeat(100) + "\r\n");
                }
            } catch (SocketException e) {
                // Refused while sending, as it should be.
                assertThat(sent).isPositive();
            }
            assertThat(sent).isLessThan(1_000_000);
        }
    }

    @Test
    void shouldSayThatHeadersAreTooLarge() throws IOException {
        try (RawClient client = fixture.connect()) {
            RawClient.Answer answer = client.send(
                            "GET /ping HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")
                    .answer();

            assertThat(answer.status()).isEqualTo(431);
            assertThat(answer.body()).contains("\"code\":\"HEADERS_TOO_LARGE\"");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET",
                "GET /ping HTTP/1.1\r\nHo",
                "POST /echo HTTP/1.1\r\n" + RawClient.KEY
                        + "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{\"na",
                "POST /echo HTTP/1.1\r\n" + RawClient.KEY
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"n",
            })
    void shouldGoOnWhenClientLeavesInTheMiddle(String half) throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send(half);
            client.socket().shutdownOutput();

            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldGoOnWhenBytesAreRandom() throws IOException {
        long seed = Fuzz.seed();
        Random random = new Random(seed);
        for (int round = 0; round < FUZZ_ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            sendAndLeave(bytes, seed);
        }
    }

    @Test
    void shouldGoOnWhenGoodRequestsAreMutated() throws IOException {
        long seed = Fuzz.seed();
        Random random = new Random(seed);
        byte[][] good = {
            ("GET /echo/a%20b?x=1 HTTP/1.1\r\n" + RawClient.KEY + "\r\n").getBytes(StandardCharsets.UTF_8),
            ("POST /echo HTTP/1.1\r\n" + RawClient.KEY
                            + "Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"name\":\"ann\"}")
                    .getBytes(StandardCharsets.UTF_8),
            ("POST /echo HTTP/1.1\r\n" + RawClient.KEY
                            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "6\r\n{\"name\r\n8\r\n\":\"ann\"}\r\n0\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8)
        };
        for (int round = 0; round < FUZZ_ROUNDS; round++) {
            byte[] request = good[random.nextInt(good.length)].clone();
            for (int change = 1 + random.nextInt(4); change > 0; change--) {
                request[random.nextInt(request.length)] = (byte) random.nextInt(256);
            }
            sendAndLeave(request, seed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 14\r\n\r\n{\"name\":\"ann\"}",
                "Transfer-Encoding: chunked\r\n\r\n6\r\n{\"name\r\n8\r\n\":\"ann\"}\r\n0\r\nX: y\r\n\r\n"
            })
    void shouldAnswerWhereverARequestIsCut(String end) throws IOException {
        byte[] both = ("POST /echo HTTP/1.1\r\n" + RawClient.KEY + "Content-Type: application/json\r\n" + end
                        + "GET /echo/next HTTP/1.1\r\n" + RawClient.KEY + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        try (RawClient client = fixture.connect()) {
            for (int cut = 1; cut < both.length; cut++) {
                client.send(Arrays.copyOf(both, cut));
                client.send(Arrays.copyOfRange(both, cut, both.length));

                assertThat(client.answer().body()).as("cut at %d", cut).isEqualTo("{\"name\":\"ann\"}");
                assertThat(client.answer().body()).as("cut at %d", cut).isEqualTo("{\"word\":\"next\"}");
            }
            for (byte each : both) {
                client.send(new byte[] {each});
            }
            assertThat(client.answer().body()).isEqualTo("{\"name\":\"ann\"}");
            assertThat(client.answer().body()).isEqualTo("{\"word\":\"next\"}");
        }
    }

    @Test
    void shouldRefuseWhereverARequestEnds() throws IOException {
        byte[] whole = ("POST /echo HTTP/1.1\r\n" + RawClient.KEY
                        + "Content-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"name\":\"ann\"}")
                .getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            sendAndLeave(Arrays.copyOf(whole, length), length);
        }
    }

    /** Whatever is sent, no answer may be a 5xx but 505. */
    private void sendAndLeave(byte[] bytes, long seed) throws IOException {
        try (RawClient client = fixture.connect()) {
            client.send(bytes);
            client.socket().shutdownOutput();
            byte[] answer = client.socket().getInputStream().readAllBytes();
            String text = new String(answer, StandardCharsets.UTF_8);
            assertThat(text.isEmpty() || text.startsWith("HTTP/1.1 "))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(text.replace("HTTP/1.1 505", "")).as("seed %d", seed).doesNotContain("HTTP/1.1 5");
        } catch (SocketException e) {
            // Reset while sending: the server had refused it already.
            assertThat(e).as("seed %d", seed).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }
}
