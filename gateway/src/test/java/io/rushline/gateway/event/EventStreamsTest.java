package io.rushline.gateway.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.SaleClosedEncoder;
import io.rushline.gateway.auth.ApiKeys;
import io.rushline.gateway.auth.SignedIds;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.HttpOptions;
import io.rushline.gateway.http.HttpServer;
import io.rushline.gateway.http.Method;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.view.Views;
import io.rushline.journal.event.EventFile;
import io.rushline.journal.event.EventLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The routes over the queue of events, on a server that has nothing else. */
@Timeout(60)
class EventStreamsTest {
    private static final int PATIENCE_MS = 20_000;
    private static final String STREAM = request("GET", "/events", "Accept: text/event-stream\r\n");

    @TempDir
    private Path root = Path.of("");

    private final CountDownLatch mayOpen = new CountDownLatch(1);
    private final Queue<Exchange> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger handled = new AtomicInteger();
    private final ExecutorService blocking = Executors.newFixedThreadPool(4);
    private final List<AutoCloseable> parts = new ArrayList<>();
    private Path directory = Path.of("");
    private EventStreams streams;
    private EventRecorder recorder;
    private int port;

    @BeforeEach
    void start() throws Exception {
        directory = root.resolve("events");
        Views views = new Views(100);
        SignedIds ids = SignedIds.open(root.resolve("keys"));
        recorder = EventRecorder.start(
                new ShowStamps(views, (planId, currency, event, offset, length) -> {}), this::openQueue);
        streams = new EventStreams(directory, recorder, views, ids);
        Router router = new Router();
        new EventRoutes(directory, recorder, views, ids, streams).register(router, this::run);
        new SeatHistoryRoutes(directory, recorder, views, ids).register(router, this::run);
        router.open(Method.GET, "/wait", waiting::add);
        HttpServer server = HttpServer.start(HttpOptions.port(0), router, ApiKeys.demo());
        port = server.port();
        parts.addAll(List.of(views, recorder, streams, server));
    }

    private EventLog openQueue() {
        try {
            mayOpen.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return EventLog.open(directory);
    }

    private void run(Runnable task) {
        blocking.execute(() -> {
            task.run();
            handled.incrementAndGet();
        });
    }

    @AfterEach
    void stop() throws Exception {
        mayOpen.countDown();
        for (int i = parts.size() - 1; i >= 0; i--) {
            parts.get(i).close();
        }
        blocking.shutdown();
    }

    /** Whatever they answered before could be taken for all there is. */
    @Test
    void shouldRefuseUntilTheQueueIsOpen() throws IOException {
        for (String path : List.of("/events", "/audit/seats/1/Stalls-A-1")) {
            assertThat(status(path)).as(path).contains("503");
        }
        openTheQueue();
        assertThat(status("/events")).contains("200");
        assertThat(status("/audit/seats/1/Stalls-A-1")).contains("404");
    }

    /** Each has another request in front of it, so that all are taken before the first of them begins. */
    @Test
    void shouldNeverLetMoreFollowThanItSays() throws IOException {
        openTheQueue();
        int clients = EventStreams.MAX_STREAMS + 6;
        List<Client> open = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            open.add(new Client("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n" + STREAM));
        }
        await().until(() -> waiting.size() == clients && handled.get() == clients);
        for (Exchange exchange : waiting) {
            exchange.respond(204);
        }

        for (Client client : open) {
            assertThat(client.head()).contains("204");
            assertThat(client.head()).contains("200");
        }
        // Those that are too many leave a moment after their heads.
        await().until(() -> streams.count() == EventStreams.MAX_STREAMS);
        List<Client> following = new ArrayList<>(open);
        await().until(() -> {
            following.removeIf(Client::isEnded);
            return following.size() <= EventStreams.MAX_STREAMS;
        });
        following.removeIf(Client::isEnded);
        assertThat(following).hasSize(EventStreams.MAX_STREAMS);
        try (Client refused = new Client(STREAM)) {
            assertThat(refused.head()).contains("503");
        }
        for (Client client : open) {
            client.close();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> streams.count() == 0);
        try (Client again = new Client(STREAM)) {
            assertThat(again.head()).contains("200");
        }
    }

    @Test
    void shouldLeaveNoFileOpenForAStreamThatDoesNotBegin() throws IOException {
        openTheQueue();
        UnsafeBuffer event = new UnsafeBuffer(new byte[64]);
        new SaleClosedEncoder()
                .wrapAndApplyHeader(event, 0, new MessageHeaderEncoder())
                .eventId(1);
        recorder.onEvent(event, 0, MessageHeaderEncoder.ENCODED_LENGTH + SaleClosedEncoder.BLOCK_LENGTH);
        await().until(() -> recorder.lastEventId() == 1);
        long before = openFiles();
        // Clients that want the head only never hear of an event.
        for (int i = 0; i < 5; i++) {
            try (Client client = new Client(request("HEAD", "/events", "Accept: text/event-stream\r\n"))) {
                assertThat(client.head()).contains("200");
            }
        }
        assertThat(openFiles()).isEqualTo(before);
        ofANewerBuild(EventFile.list(directory).get(0).path());
        for (int i = 0; i < 5; i++) {
            try (Client client = new Client(STREAM)) {
                assertThat(client.head()).contains("500");
            }
        }
        assertThat(openFiles()).isEqualTo(before);
        assertThat(streams.count()).isZero();
    }

    private void openTheQueue() {
        mayOpen.countDown();
        await().until(() -> recorder.lastEventId() >= 0);
    }

    private static void ofANewerBuild(Path events) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(events.toFile(), "rw")) {
            file.seek(12);
            file.write(99);
        }
    }

    /** How many files of the queue this process has open, as the system tells. */
    private long openFiles() throws IOException {
        long count = 0;
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all.toList()) {
                try {
                    count += Files.readSymbolicLink(descriptor).startsWith(directory.toRealPath()) ? 1 : 0;
                } catch (IOException e) {
                    // Closed meanwhile, such as the one of this listing.
                    count += 0;
                }
            }
        }
        return count;
    }

    private static String request(String method, String path, String headers) {
        return method + " /api/v1" + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo-operator\r\n" + headers
                + "\r\n";
    }

    private String status(String path) throws IOException {
        try (Client client = new Client(request("GET", path, ""))) {
            return client.head();
        }
    }

    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        private final BufferedReader in;

        Client(String requests) throws IOException {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** The first line of the next answer, whose head is read. */
        String head() throws IOException {
            String first = in.readLine();
            for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
                // Only the first says anything.
            }
            return String.valueOf(first);
        }

        /** Whether an end has arrived. */
        boolean isEnded() {
            try {
                socket.setSoTimeout(2);
                return in.read() < 0;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
