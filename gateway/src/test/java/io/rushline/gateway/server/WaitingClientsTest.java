package io.rushline.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.rushline.gateway.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A crowd that waits in a line, half of it with a long poll and half with a stream of events, while others hold seats;
 * in the end the show is cancelled, and each of the crowd must hear of it.
 *
 * <p>{@code -Drushline.pollers=19000}, {@code -Drushline.http2Pollers=20000} and {@code -Drushline.rounds=500} say how many; docs/operating.md has the
 * whole command and its figures.
 */
class WaitingClientsTest {
    private static final int CONNECTIONS = Integer.getInteger("rushline.pollers", 1_000);
    private static final int STREAMS = Integer.getInteger("rushline.http2Pollers", 2_000);
    private static final int STREAMS_EACH = 100;

    /** Joins on their way at once. */
    private static final int WINDOW = 500;

    private static final int ROUNDS = Integer.getInteger("rushline.rounds", 50);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern LONG_POLLS = Pattern.compile("(?m)^rushline_long_polls ([0-9.E]+)$");

    /** What an idle client may cost the server, all in all: heap, buffers and what the JVM needs for them. */
    private static final long MAX_BYTES_EACH = 24 * 1024;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final WaitingCustomer.Counts counts = new WaitingCustomer.Counts();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void shouldTellEachOfManyConnections() throws Exception {
        try (ServeProcess server = ServeProcess.start(directory.resolve("data"), "--limits", "off")) {
            crowd(server, "HTTP/1.1", CONNECTIONS, number -> Http1Asker.open(loops, server.httpPort()));
        }
    }

    @Test
    void shouldTellEachOfManyStreams() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "server");
        Path certificateFile = directory.resolve("cert.pem");
        Path keyFile = directory.resolve("key.pem");
        certificate.write(certificateFile, keyFile);
        String[] options = {"--limits", "off", "--tls-cert", certificateFile.toString(), "--tls-key", keyFile.toString()
        };
        try (ServeProcess server = ServeProcess.start(directory.resolve("data"), options)) {
            server.trust(certificate.client());
            List<Http2Connection> connections = new ArrayList<>();
            crowd(server, "HTTP/2", STREAMS, number -> {
                if (number % STREAMS_EACH == 0) {
                    connections.add(open(server, certificate));
                }
                return CompletableFuture.completedFuture(
                        connections.get(number / STREAMS_EACH).asker());
            });
        }
    }

    private Http2Connection open(ServeProcess server, TestCertificate certificate) {
        try {
            return Http2Connection.open(loops, server.httpPort(), certificate.client());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void crowd(ServeProcess server, String name, int size, IntFunction<CompletableFuture<Asker>> asker)
            throws Exception {
        ServeProcess.Offer offer = server.createOffer();
        String full = server.createShow(offer, 3_000);
        String open = server.createShow(offer, 3_000);
        for (int i = 0; i < 20; i++) {
            hold(server, full, "full-" + i, 10);
        }
        load(server, open, "warm-up");
        Latencies before = load(server, open, "before");
        ProcessMemory memory = ProcessMemory.of(server.pid());

        long beganNs = System.nanoTime();
        join(full, size, asker);
        await().atMost(PATIENCE).until(() -> longPolls(server) == size);
        long joinedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
        ProcessMemory each = ProcessMemory.of(server.pid()).eachSince(memory, size);
        Latencies meanwhile = load(server, open, "meanwhile");

        CompletableFuture<Long> told = cancel(server, full, size);
        Latencies beside = load(server, open, "beside");
        long toldMs = told.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        System.out.printf(
                Locale.ROOT,
                "%s: %d waiting, there after %d ms, %d bytes of heap and %d resident each; %d asked again;%n"
                        + "  commands before %s, meanwhile %s, while all are told %s; all told after %d ms%n",
                name,
                size,
                joinedMs,
                each.heapBytes(),
                each.residentBytes(),
                counts.polls().get() - size,
                before,
                meanwhile,
                beside,
                toldMs);
        assertThat(counts.told()).hasValue(size);
        assertThat(each.heapBytes()).isLessThan(MAX_BYTES_EACH);
    }

    private void join(String showId, int size, IntFunction<CompletableFuture<Asker>> asker) throws Exception {
        Semaphore window = new Semaphore(WINDOW);
        List<CompletableFuture<Void>> joins = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String customer = "crowd-" + i;
            boolean isStreaming = i % 2 == 1;
            assertThat(window.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%d have joined", counts.joined().get())
                    .isTrue();
            joins.add(asker.apply(i)
                    .thenAccept(to ->
                            new WaitingCustomer(to, isStreaming, counts, window::release).join(showId, customer)));
        }
        CompletableFuture.allOf(joins.toArray(CompletableFuture[]::new)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Cancels the show; the answer comes when all have heard of it. */
    private CompletableFuture<Long> cancel(ServeProcess server, String showId, int size) {
        return CompletableFuture.supplyAsync(() -> {
            long beganNs = System.nanoTime();
            try {
                assertThat(server.operate("/shows/" + showId + "/cancel").statusCode())
                        .isEqualTo(200);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            await().atMost(PATIENCE).until(() -> counts.told().get() == size);
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
        });
    }

    private static long longPolls(ServeProcess server) throws IOException, InterruptedException {
        String metrics = server.getAnywhere("/metrics").body();
        Matcher polls = LONG_POLLS.matcher(metrics);
        assertThat(polls.find()).as(metrics).isTrue();
        return (long) Double.parseDouble(polls.group(1));
    }

    /** Holds a seat and gives it back, again and again. */
    private static Latencies load(ServeProcess server, String showId, String name) throws Exception {
        long[] micros = new long[2 * ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            String customer = name + "-" + i;
            long beganNs = System.nanoTime();
            String holdId = hold(server, showId, customer, 1);
            long heldNs = System.nanoTime();
            assertThat(server.delete("/holds/" + holdId + "?customer=" + customer)
                            .statusCode())
                    .isEqualTo(204);
            micros[2 * i] = TimeUnit.NANOSECONDS.toMicros(heldNs - beganNs);
            micros[2 * i + 1] = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - heldNs);
        }
        return Latencies.of(micros);
    }

    private static String hold(ServeProcess server, String showId, String customer, int quantity) throws Exception {
        String body = "{\"customer\":\"" + customer + "\",\"quantity\":" + quantity + "}";
        return ServeProcess.field(
                server.post("/shows/" + showId + "/holds", customer, body).body(), "holdId");
    }
}
