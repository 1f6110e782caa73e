package io.rushline.gateway.server;

import static io.rushline.gateway.server.House.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is thrown at the whole server: after each test a normal hold still works. */
class HostileInputTest {
    private static final int PATIENCE_MS = 60_000;
    private static final int TEN_MEGABYTES = 10_000_000;

    @AutoClose
    private static TestServer server;

    private static Api api;
    private static House house;
    private static String show;

    @BeforeAll
    static void start(@TempDir Path data) {
        server = TestServer.start(data);
        api = server.api();
        house = new House(api);
        show = house.smallShow();
    }

    @AfterEach
    void holdAsUsual() {
        String holdId = house.hold(show, "ann", 1).expect(201).text("holdId");
        house.release(holdId, "ann").expect(204);
    }

    @Test
    void shouldRefuseGarbageBytes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            byte[] garbage = new byte[1 + random.nextInt(3_000)];
            random.nextBytes(garbage);
            // A line must end for the server to have something to refuse.
            garbage[garbage.length - 1] = '\n';
            String answer = exchange(garbage);
            assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"))
                    .as("seed %s: %s", seed, answer)
                    .isTrue();
        }
    }

    @Test
    void shouldSurviveRequestsThatEndInTheMiddle() throws IOException {
        String body = json("{'customer':'ann','quantity':1}");
        byte[] whole = post(body.getBytes(StandardCharsets.UTF_8), body.length());
        for (int length = 1; length < whole.length; length += 7) {
            try (Socket socket = connect()) {
                socket.getOutputStream().write(whole, 0, length);
            }
        }
        assertThat(api.get("/shows/" + show + "/seats").expect(200).text("sections/0/rows/0/seats"))
                .isEqualTo("FFFF");
    }

    @Test
    void shouldRefuseABodyOfTenMegabytesWhetherAnnouncedOrNot() throws IOException {
        byte[] large = new byte[TEN_MEGABYTES];
        Arrays.fill(large, (byte) ' ');

        String announced = exchange(post(large, large.length));
        String chunked = exchange(chunked(large));

        assertThat(announced).startsWith("HTTP/1.1 413").contains("CONTENT_TOO_LARGE");
        assertThat(chunked).startsWith("HTTP/1.1 413").contains("CONTENT_TOO_LARGE");
    }

    @Test
    void shouldRefuseJsonThatIsNestedDeeply() throws IOException {
        refusedAsMalformed("{\"customer\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}");
        refusedAsMalformed("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
        refusedAsMalformed("[".repeat(60_000));
    }

    @Test
    void shouldRefuseWrongTypesEverywhere() throws IOException {
        String[] values = {"null", "true", "[]", "{}", "\"x\"", "1e400", "-0.0", "1".repeat(2_000), "[[]]", "[null]"};
        for (String field : new String[] {"customer", "quantity", "seats", "category", "section", "adjacent"}) {
            for (String value : values) {
                String body = "{\"" + field + "\":" + value + "}";
                assertThat(exchange(post(body.getBytes(StandardCharsets.UTF_8), body.length())))
                        .as(body)
                        .startsWith("HTTP/1.1 400")
                        .contains("MALFORMED");
            }
        }
    }

    @Test
    void shouldRefuseUnknownAndRepeatedFields() throws IOException {
        refusedAsMalformed(json("{'customer':'ann','quantity':1,'price':0}"));
        refusedAsMalformed(json("{'customer':'ann','quantity':1,'quantity':1}"));
        refusedAsMalformed(json("{'customer':'ann','quantity':1,'__proto__':{}}"));
        StringBuilder many = new StringBuilder("{\"customer\":\"ann\"");
        for (int i = 0; i < 4_000; i++) {
            many.append(",\"f").append(i).append("\":1");
        }
        refusedAsMalformed(many.append('}').toString());
    }

    @Test
    void shouldRefuseWhatIsNotUtf8() throws IOException {
        byte[][] broken = {
            {(byte) 0xff}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xc3}
        };
        for (byte[] bytes : broken) {
            byte[] head = "{\"quantity\":1,\"customer\":\"a".getBytes(StandardCharsets.UTF_8);
            byte[] tail = "\"}".getBytes(StandardCharsets.UTF_8);
            byte[] body = Arrays.copyOf(head, head.length + bytes.length + tail.length);
            System.arraycopy(bytes, 0, body, head.length, bytes.length);
            System.arraycopy(tail, 0, body, head.length + bytes.length, tail.length);

            assertThat(exchange(post(body, body.length)))
                    .as(Arrays.toString(bytes))
                    .startsWith("HTTP/1.1 400")
                    .contains("not valid UTF-8");
        }
        refusedAsMalformed("{\"quantity\":1,\"customer\":\"a\\u0000\"}");
        refusedAsMalformed("{\"quantity\":1,\"customer\":\"\\ud800\"}");
    }

    @Test
    void shouldRefuseBrokenPathsAndHeaders() throws IOException {
        for (String path : new String[] {
            "/api/v1/shows/%zz/seats",
            "/api/v1/holds/h_%00",
            "/api/v1/shows/..%2f..%2fetc/seats",
            "/api/v1/holds/" + "x".repeat(6_000)
        }) {
            assertThat(exchange(get(path))).as(path).startsWith("HTTP/1.1 4").contains("\"code\":");
        }
        assertThat(exchange(get("/" + "x".repeat(20_000)))).startsWith("HTTP/1.1 414");
        assertThat(exchange("GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(exchange("POST /api/v1/shows/" + show + "/holds HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    private static void refusedAsMalformed(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(exchange(post(bytes, bytes.length)))
                .startsWith("HTTP/1.1 400")
                .contains("MALFORMED");
    }

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-web\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] post(byte[] body, int contentLength) {
        return request("Content-Length: " + contentLength, body, "");
    }

    private static byte[] chunked(byte[] body) {
        return request("Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length), body, "\r\n0\r\n\r\n");
    }

    private static byte[] request(String lastHeader, byte[] body, String end) {
        String separator = lastHeader.startsWith("Transfer") ? "\r\n" : "\r\n\r\n";
        byte[] head = ("POST /api/v1/shows/" + show + "/holds HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-web\r\n"
                        + "Connection: close\r\nContent-Type: application/json\r\nIdempotency-Key: " + Api.newKey()
                        + "\r\n" + lastHeader + separator)
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] tail = end.getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = Arrays.copyOf(head, head.length + body.length + tail.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        System.arraycopy(tail, 0, whole, head.length + body.length, tail.length);
        return whole;
    }

    private static String exchange(String request) throws IOException {
        return exchange(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends what the server will take, then reads until it hangs up. */
    private static String exchange(byte[] request) throws IOException {
        try (Socket socket = connect()) {
            Thread sender = new Thread(() -> sendAll(socket, request), "sender");
            sender.start();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[8_192];
            try {
                InputStream in = socket.getInputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
            } catch (SocketException e) {
                // The server hung up while something was still on its way to it.
            }
            return answer.toString();
        }
    }

    private static void sendAll(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
        } catch (IOException e) {
            // The server need not read on once it has refused.
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }
}
