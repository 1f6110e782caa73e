package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clients that only wait, half of them with a long poll and half with a stream of events, while others hold seats.
 *
 * <p>{@code -Drushline.pollers=20000} says how many; docs/operating.md has the whole command and its figure.
 */
class IdlePollersTest {
    private static final int POLLERS = Integer.getInteger("rushline.pollers", 1_000);
    private static final int LOAD = 200;

    /** What an idle connection may cost the server, all in all: heap, buffers and what the JVM needs for them. */
    private static final long MAX_BYTES_EACH = 24 * 1024;

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+([0-9]+) kB");

    @TempDir
    private Path directory;

    @Test
    void shouldKeepManyWaitingClientsInBoundedMemory() throws Exception {
        List<SocketChannel> pollers = new ArrayList<>();
        try (ServeProcess server = ServeProcess.start(directory.resolve("data"), "--limits", "off")) {
            ServeProcess.Offer offer = server.createOffer();
            String full = server.createShow(offer, 3_000);
            String open = server.createShow(offer, 3_000);
            for (int i = 0; i < 20; i++) {
                hold(server, full, "full-" + i, 10);
            }
            String waiterId = ServeProcess.field(
                    server.post("/shows/" + full + "/waiters", "w", "{\"customer\":\"ann\",\"quantity\":1}")
                            .body(),
                    "waiterId");
            load(server, open, "before");
            long usedBefore = usedBytes(server);
            long residentBefore = residentBytes(server);

            for (int i = 0; i < POLLERS; i++) {
                String path = i % 2 == 0
                        ? "/api/v1/waiters/" + waiterId + "?wait=60"
                        : "/api/v1/waiters/" + waiterId + "/stream";
                pollers.add(connect(server, path));
            }
            awaitStreams(pollers);
            long startedNs = System.nanoTime();
            load(server, open, "meanwhile");
            long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNs);
            long usedEach = (usedBytes(server) - usedBefore) / POLLERS;
            long residentEach = (residentBytes(server) - residentBefore) / POLLERS;

            System.out.printf(
                    Locale.ROOT,
                    "%d waiting clients: %d bytes of heap each, %d bytes resident each; %d holds meanwhile in %d ms%n",
                    POLLERS,
                    usedEach,
                    residentEach,
                    LOAD,
                    tookMs);
            assertThat(usedEach).isLessThan(MAX_BYTES_EACH);
        } finally {
            for (SocketChannel poller : pollers) {
                poller.close();
            }
        }
    }

    private static void load(ServeProcess server, String showId, String name) throws Exception {
        for (int i = 0; i < LOAD / 2; i++) {
            String customer = name + "-" + i;
            String holdId = hold(server, showId, customer, 1);
            assertThat(server.post(
                                    "/holds/" + holdId + "/book",
                                    "book-" + customer,
                                    "{\"customer\":\"" + customer + "\",\"paymentReference\":\"p\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    private static String hold(ServeProcess server, String showId, String customer, int quantity) throws Exception {
        String body = "{\"customer\":\"" + customer + "\",\"quantity\":" + quantity + "}";
        return ServeProcess.field(
                server.post("/shows/" + showId + "/holds", customer, body).body(), "holdId");
    }

    private static SocketChannel connect(ServeProcess server, String path) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.httpPort()));
        ByteBuffer request = StandardCharsets.US_ASCII.encode(
                "GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer web-key\r\n\r\n");
        while (request.hasRemaining()) {
            channel.write(request);
        }
        return channel;
    }

    /** Each stream begins with an event, and the poll before it on the same event loop or another has come by then. */
    private static void awaitStreams(List<SocketChannel> pollers) {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        for (int i = 1; i < pollers.size(); i += 2) {
            try {
                buffer.clear();
                pollers.get(i).read(buffer);
                assertThat(StandardCharsets.US_ASCII.decode(buffer.flip()).toString())
                        .startsWith("HTTP/1.1 200");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What is in use of the server's heap, once what is not is gone. */
    private static long usedBytes(ServeProcess server) throws IOException, InterruptedException {
        jcmd(server, "GC.run");
        String info = jcmd(server, "GC.heap_info");
        Matcher used = Pattern.compile("total [0-9]+K, used ([0-9]+)K").matcher(info);
        assertThat(used.find()).as(info).isTrue();
        return Long.parseLong(used.group(1)) * 1024;
    }

    private static String jcmd(ServeProcess server, String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(server.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static long residentBytes(ServeProcess server) throws IOException {
        Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + server.pid() + "/status")));
        assertThat(resident.find()).isTrue();
        return Long.parseLong(resident.group(1)) * 1024;
    }
}
