package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.server.RawWire.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: whoever waits is answered, whoever listens is told, and the process ends in good order. */
class DrainTest {
    private static final int SHUTDOWN = 0;

    @TempDir
    private Path directory;

    @Test
    void shouldAnswerWhoWaitsAndTellWhoListens() throws Exception {
        try (ServeProcess server = ServeProcess.start(directory.resolve("data"))) {
            String showId = server.createShow(server.createOffer(), 3_000);
            for (int i = 0; i < 20; i++) {
                hold(server, showId, "full-" + i);
            }
            String waiterId = ServeProcess.field(
                    server.post("/shows/" + showId + "/waiters", "w", "{\"customer\":\"ann\",\"quantity\":1}")
                            .body(),
                    "waiterId");

            try (Socket polling = connect(server);
                    Socket streaming = connect(server);
                    RawWire binary = RawWire.loggedOn(server.binaryPort(), "web-key")) {
                // The answer to the first request of a write shows that the second is there, too.
                ask(polling, "/readyz", "/api/v1/waiters/" + waiterId + "?wait=60");
                assertThat(head(polling.getInputStream())).startsWith("HTTP/1.1 200");
                polling.getInputStream().readNBytes("{\"status\":\"ready\"}".length());
                ask(streaming, "/api/v1/shows/" + showId + "/seats/stream");
                assertThat(head(streaming.getInputStream())).contains("text/event-stream");

                CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> terminate(server));

                String poll = new String(polling.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(poll).startsWith("HTTP/1.1 200").contains("Connection: close", "\"state\":\"WAITING\"");
                String stream = new String(streaming.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(stream).startsWith("event: seats\n").endsWith("\n\n");
                Frame goodbye = binary.receive();
                assertThat(goodbye.is(RawWire.SESSION, RawWire.GOODBYE)).isTrue();
                assertThat(goodbye.at(0)).isEqualTo(SHUTDOWN);
                assertThat(binary.isEnded()).isTrue();
                // Else the server waits a moment for each of them to end its side.
                polling.shutdownOutput();
                streaming.shutdownOutput();
                assertThat(exit.join()).isZero();
            }
        }
    }

    private static void hold(ServeProcess server, String showId, String customer)
            throws IOException, InterruptedException {
        String body = "{\"customer\":\"" + customer + "\",\"quantity\":10}";
        assertThat(server.post("/shows/" + showId + "/holds", customer, body).statusCode())
                .isEqualTo(201);
    }

    private static int terminate(ServeProcess server) {
        try {
            return server.terminate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Socket connect(ServeProcess server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.httpPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void ask(Socket socket, String... paths) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String path : paths) {
            requests.append("GET ")
                    .append(path)
                    .append(" HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer web-key\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
