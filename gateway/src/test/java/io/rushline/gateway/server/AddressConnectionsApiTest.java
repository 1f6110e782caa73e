package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.NetUtil;
import io.rushline.gateway.http.TrustedProxies;
import io.rushline.gateway.limit.LimitOptions;
import io.rushline.gateway.server.RawWire.Frame;
import io.rushline.journal.append.Durability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bound on the connections of one address, over real sockets of both ports. */
class AddressConnectionsApiTest {
    private static final int TOO_MANY_CONNECTIONS = 1;
    private static final long NO_SHOW = 9_999;
    private static final LimitOptions FOUR = LimitOptions.SERVER.with("connections-per-address", "4");

    @TempDir
    private Path data;

    @Test
    void shouldCountBothPortsTogetherAndEachAddressApart() throws IOException {
        try (TestServer server = TestServer.start(options().limits(FOUR).build())) {
            try (RawWire first = RawWire.loggedOn(server.binaryPort(), Api.WEB);
                    RawWire second = RawWire.loggedOn(server.binaryPort(), Api.WEB);
                    Socket third = http(server, "127.0.0.1");
                    Socket fourth = http(server, "127.0.0.1")) {
                assertThat(ask(third)).startsWith("HTTP/1.1 200 ");
                assertThat(ask(fourth)).startsWith("HTTP/1.1 200 ");

                try (Socket fifth = http(server, "127.0.0.1");
                        RawWire sixth = new RawWire(server.binaryPort());
                        Socket other = http(server, "127.0.0.2")) {
                    String refused = new String(fifth.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(refused)
                            .startsWith("HTTP/1.1 503 ")
                            .contains("OVERLOADED", "too many connections", "Retry-After: 1");
                    sixth.send(RawWire.logon(Api.WEB));
                    Frame answer = sixth.receive();
                    assertThat(answer.is(RawWire.SESSION, RawWire.LOGON_REFUSED))
                            .isTrue();
                    assertThat(answer.at(0)).isEqualTo(TOO_MANY_CONNECTIONS);
                    assertThat(ask(other)).as("another address").startsWith("HTTP/1.1 200 ");
                }
                assertThat(ask(third)).as("those that are in stay").startsWith("HTTP/1.1 200 ");
                for (RawWire wire : List.of(first, second)) {
                    wire.send(RawWire.holdSeats(1, NO_SHOW, "ann", 1));
                    assertThat(wire.receive().schema()).isEqualTo(RawWire.COMMANDS);
                }
            }
            await("room again").until(() -> {
                try (Socket next = http(server, "127.0.0.1")) {
                    return ask(next).startsWith("HTTP/1.1 200 ");
                }
            });
            byte[] metrics = server.api()
                    .callAnywhere("GET", "/metrics")
                    .as("")
                    .send()
                    .expect(200)
                    .bytes();
            List<String> lines = new String(metrics, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("rushline_refused_connections_total "))
                    .toList();
            assertThat(lines).hasSize(1).doesNotContain("rushline_refused_connections_total 0.0");
        }
    }

    @Test
    void shouldBoundNeitherProxiesNorAnybodyWithoutLimits() throws IOException {
        TrustedProxies loopback = TrustedProxies.of(List.of("127.0.0.1"), TrustedProxies.Style.FORWARDED);
        LimitOptions one = FOUR.with("connections-per-address", "1");
        for (ServerOptions options : List.of(
                options().limits(one).proxies(loopback).build(),
                options().limits(one.on(false)).build())) {
            try (TestServer server = TestServer.start(options);
                    Socket first = http(server, "127.0.0.1");
                    Socket second = http(server, "127.0.0.1");
                    RawWire third = RawWire.loggedOn(server.binaryPort(), Api.WEB)) {
                assertThat(ask(first)).startsWith("HTTP/1.1 200 ");
                assertThat(ask(second)).startsWith("HTTP/1.1 200 ");
                third.send(RawWire.holdSeats(1, NO_SHOW, "ann", 1));
                assertThat(third.receive().schema()).isEqualTo(RawWire.COMMANDS);
            }
        }
    }

    private ServerOptions.Builder options() {
        return ServerOptions.on(data, Durability.CACHE);
    }

    private static Socket http(TestServer server, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(address(from), 0));
        socket.connect(new InetSocketAddress(address("127.0.0.1"), server.api().port()), 20_000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static InetAddress address(String text) {
        return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text), text);
    }

    /** Asks whether the server is alive; what it says, to the end of the body. */
    private static String ask(Socket socket) throws IOException {
        String head = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        byte[] read = new byte[4_096];
        int length = 0;
        while (length >= 0 && answer.indexOf("}") < 0) {
            length = socket.getInputStream().read(read);
            answer.append(new String(read, 0, Math.max(0, length), StandardCharsets.UTF_8));
        }
        return answer.toString();
    }
}
