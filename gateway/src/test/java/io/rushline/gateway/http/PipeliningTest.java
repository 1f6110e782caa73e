package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class PipeliningTest {
    private static final int PAGES = 1_000;

    @Test
    void shouldAnswerInOrderWhenHandlersFinishInReverse() throws Exception {
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            int count = 10;
            for (int i = 0; i < count; i++) {
                client.get("/parked/" + i);
            }
            List<Exchange> exchanges = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                exchanges.add(fixture.nextParked());
            }

            Collections.reverse(exchanges);
            exchanges.forEach(PipeliningTest::answer);

            for (int i = 0; i < count; i++) {
                assertThat(client.answer().body()).isEqualTo("{\"word\":\"" + i + "\"}");
            }
        }
    }

    @Test
    void shouldKeepOrderWhenManyThreadsAnswerAtRandom() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            int count = 500;
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < count; i++) {
                String path = random.nextInt(3) == 0 ? "/echo/" + i : "/parked/" + i;
                requests.append("GET ")
                        .append(path)
                        .append(" HTTP/1.1\r\n")
                        .append(RawClient.KEY)
                        .append("\r\n");
            }
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        while (true) {
                            answer(fixture.parked.take());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                thread.start();
                threads.add(thread);
            }

            client.send(requests.toString());

            for (int i = 0; i < count; i++) {
                assertThat(client.answer().body()).as("seed %d", seed).isEqualTo("{\"word\":\"" + i + "\"}");
            }
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    @Test
    void shouldNotStartMoreRequestsThanAllowedWhenNobodyAnswers() throws Exception {
        try (Fixture fixture = new Fixture(Fixture.options().maxInProgress(4));
                RawClient client = fixture.connect();
                RawClient other = fixture.connect()) {
            for (int i = 0; i < 50; i++) {
                client.get("/parked/" + i);
            }
            List<Exchange> first = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                first.add(fixture.nextParked());
            }
            pingTwice(other);
            assertThat(fixture.parked).isEmpty();

            first.forEach(PipeliningTest::answer);

            for (int i = 4; i < 50; i++) {
                answer(fixture.nextParked());
            }
            for (int i = 0; i < 50; i++) {
                assertThat(client.answer().body()).isEqualTo("{\"word\":\"" + i + "\"}");
            }
        }
    }

    @Test
    void shouldCountTheTimeOfARequestFromWhenItBegins() throws Exception {
        BlockingQueue<AnsweredRequest> answered = new LinkedBlockingQueue<>();
        BlockingQueue<Exchange> parked = new LinkedBlockingQueue<>();
        Router router = new Router();
        router.open(Method.GET, "/parked", parked::add);
        router.open(Method.GET, "/ping", exchange -> exchange.respond(204));
        Reception reception =
                new Reception(ApiKeys.none(), TrustedProxies.NONE, Gatekeeper.OPEN, answered::add, CorsPolicy.NONE);
        HttpOptions options = Fixture.options().eventLoops(1).maxInProgress(1);
        try (HttpServer server = HttpServer.start(options, router, reception);
                RawClient client = new RawClient(server.port());
                RawClient other = new RawClient(server.port())) {
            client.send("GET /parked HTTP/1.1\r\nHost: x\r\n\r\n".repeat(2));
            Exchange first = parked.take();
            pingTwice(other);
            answered.clear();

            long beforeNs = System.nanoTime();
            first.respond(200);
            parked.take().respond(200);

            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().status()).isEqualTo(200);
            long tookNs = System.nanoTime() - beforeNs;
            assertThat(answered.take().tookNs()).isPositive();
            // It came with the first, and waited for it.
            assertThat(answered.take().tookNs()).isBetween(0L, tookNs);
        }
    }

    @Test
    void shouldTakeBodyWhenOnlyOneRequestMayBeInProgress() throws Exception {
        try (Fixture fixture = new Fixture(Fixture.options().maxInProgress(1));
                RawClient client = fixture.connect()) {
            client.post("/echo", "{\"name\":\"a\"}")
                    .post("/echo", "{\"name\":\"b\"}")
                    .get("/echo/c");

            assertThat(client.answer().body()).isEqualTo("{\"name\":\"a\"}");
            assertThat(client.answer().body()).isEqualTo("{\"name\":\"b\"}");
            assertThat(client.answer().body()).isEqualTo("{\"word\":\"c\"}");
        }
    }

    @Test
    void shouldGoOnReadingBodyWhenAnAnswerMustWaitForAnother() throws Exception {
        BlockingQueue<Exchange> parked = new LinkedBlockingQueue<>();
        Router router = new Router();
        router.open(Method.GET, "/parked", parked::add);
        router.open(Method.POST, "/parked", parked::add);
        router.open(Method.GET, "/ping", exchange -> exchange.respond(204));
        HttpOptions options = Fixture.options().eventLoops(1).maxInProgress(3);
        try (HttpServer server = HttpServer.start(options, router, ApiKeys.none());
                RawClient client = new RawClient(server.port());
                RawClient other = new RawClient(server.port())) {
            client.get("/parked").get("/parked");
            Exchange first = parked.take();
            Exchange second = parked.take();
            client.send("POST /parked HTTP/1.1\r\n" + RawClient.KEY
                    + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n");
            pingTwice(other);
            second.respond(204);
            pingTwice(other);

            client.send("{}");

            Exchange third = parked.poll(20, TimeUnit.SECONDS);
            assertThat(third).isNotNull();
            third.respond(200);
            first.respond(200);
            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().status()).isEqualTo(204);
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldStopReadingWhenClientDoesNotReadItsAnswers() throws Exception {
        byte[] page = new byte[64 * 1024];
        AtomicInteger served = new AtomicInteger();
        Router router = new Router();
        router.open(Method.GET, "/page", exchange -> {
            served.incrementAndGet();
            exchange.respond(200, "application/octet-stream", page);
        });
        router.open(Method.GET, "/ping", exchange -> exchange.respond(204));
        try (HttpServer server = HttpServer.start(Fixture.options().eventLoops(1), router, ApiKeys.none());
                RawClient client = new RawClient(server.port());
                RawClient other = new RawClient(server.port())) {
            client.send("GET /page HTTP/1.1\r\nHost: x\r\n\r\n".repeat(PAGES));

            pingTwice(other);
            // These are 64 MB. The kernel takes a few of them; the server must not make all the others.
            assertThat(served.get()).isPositive().isLessThan(PAGES);

            for (int i = 0; i < PAGES; i++) {
                assertThat(client.answer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldAnswerEarlierRequestsWhenGarbageFollows() throws Exception {
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            client.get("/parked/first").send("%%%% garbage\r\n\r\n").get("/echo/never");

            answer(fixture.nextParked());

            assertThat(client.answer().body()).isEqualTo("{\"word\":\"first\"}");
            assertThat(client.answer().status()).isEqualTo(400);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldIgnoreWhatFollowsWhenClientAskedToClose() throws Exception {
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            client.send("GET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .get("/echo/never");

            assertThat(client.answer().header("connection")).isEqualTo("close");
            assertThat(client.isEnded()).isTrue();
        }
    }

    /** When the second answer is here, the event loop has been through all that it had before the first. */
    private static void pingTwice(RawClient client) throws IOException {
        for (int i = 0; i < 2; i++) {
            assertThat(client.get("/ping").answer().status()).isBetween(200, 204);
        }
    }

    private static void answer(Exchange exchange) {
        exchange.json(200, json -> json.field("word", exchange.parameter("word")));
    }
}
