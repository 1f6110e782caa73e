package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.gateway.auth.ApiKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class PipeliningTest {
    private static final int PAGES = 400;

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
            // The event loop has been through whatever it had once another connection is served.
            assertThat(other.get("/ping").answer().status()).isEqualTo(200);
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
    void shouldStopReadingWhenClientDoesNotReadItsAnswers() throws Exception {
        byte[] page = new byte[64 * 1024];
        Router router = new Router();
        CountDownLatch served = new CountDownLatch(PAGES);
        router.open(Method.GET, "/page", exchange -> {
            served.countDown();
            exchange.respond(200, "application/octet-stream", page);
        });
        try (HttpServer server = HttpServer.start(Fixture.options(), router, ApiKeys.demo());
                RawClient client = new RawClient(server.port())) {
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < PAGES; i++) {
                        client.get("/page");
                    }
                } catch (IOException e) {
                    // The test's end closes the socket.
                    Thread.currentThread().interrupt();
                }
            });
            sender.start();
            // These are 25 MB. The kernel takes a few of them; the server must not make all the others.
            assertThat(served.await(500, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(PAGES - served.getCount()).isLessThan(PAGES);

            for (int i = 0; i < PAGES; i++) {
                assertThat(client.answer().status()).isEqualTo(200);
            }
            sender.join();
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

    private static void answer(Exchange exchange) {
        exchange.json(200, json -> json.field("word", exchange.parameter("word")));
    }
}
