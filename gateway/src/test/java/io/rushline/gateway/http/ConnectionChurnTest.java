package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten thousand connections that are opened and dropped at every stage of a request. */
@ExtendWith(LeakWatch.class)
class ConnectionChurnTest {
    private static final int CONNECTIONS = 10_000;
    private static final byte[][] STAGES = {
        {},
        bytes("GET /pa"),
        bytes("POST /echo HTTP/1.1\r\n" + RawClient.KEY
                + "Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"),
        bytes("GET /parked/x HTTP/1.1\r\n" + RawClient.KEY + "\r\n"),
        bytes("GET /ping HTTP/1.1\r\nHost: x\r\n\r\n"),
        bytes("no HTTP at all\r\n\r\n")
    };

    @Test
    void shouldForgetConnectionsThatAreDropped() throws IOException {
        try (Fixture fixture = Fixture.start()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), fixture.server.port())) {
                    // Resets, so that no port of this side stays taken for a minute.
                    socket.setSoLinger(true, 0);
                    socket.getOutputStream().write(STAGES[i % STAGES.length]);
                }
            }

            await().atMost(Duration.ofSeconds(30)).until(() -> fixture.server.connectionCount() == 0);
            assertThat(fixture.parked).as("answers to nobody").allMatch(exchange -> !exchange.respond(200));
            try (RawClient client = fixture.connect()) {
                assertThat(client.get("/ping").answer().status()).isEqualTo(200);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
