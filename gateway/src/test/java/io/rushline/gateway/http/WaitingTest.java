package io.rushline.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.rushline.gateway.auth.ApiKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Long polls, timeouts and closing: all that is about time. */
@ExtendWith(LeakWatch.class)
class WaitingTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(200);

    @Test
    void shouldCallBackWhenClientGoesAwayDuringLongPoll() throws Exception {
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            client.get("/parked/x");
            Exchange exchange = fixture.nextParked();
            CountDownLatch gone = new CountDownLatch(2);
            exchange.onTimeout(60_000, () -> {
                throw new AssertionError("the timeout must be gone, too");
            });
            exchange.onClose(gone::countDown);
            assertThat(exchange.isOpen()).isTrue();

            client.leave();

            Awaitility.await().until(() -> gone.getCount() == 1);
            assertThat(exchange.isOpen()).isFalse();
            assertThat(exchange.respond(200)).isFalse();
            exchange.onClose(gone::countDown);
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void shouldNotCallBackWhenClientGoesAfterItsAnswer() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Fixture fixture = Fixture.start()) {
            try (RawClient client = fixture.connect()) {
                client.get("/parked/x");
                Exchange exchange = fixture.nextParked();
                exchange.onClose(calls::incrementAndGet);
                exchange.executor().execute(() -> {
                    exchange.onTimeout(1, calls::incrementAndGet);
                    exchange.onTimeout(60_000, calls::incrementAndGet);
                    exchange.respond(200);
                });
                assertThat(client.answer().status()).isEqualTo(200);
            }
            Awaitility.await().until(() -> fixture.server.connectionCount() == 0);
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void shouldRunTimeoutOfLongPoll() throws Exception {
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            client.get("/parked/x");
            Exchange exchange = fixture.nextParked();

            exchange.onTimeout(20, () -> exchange.json(200, json -> json.field("state", "WAITING")));

            assertThat(client.answer().body()).isEqualTo("{\"state\":\"WAITING\"}");
        }
    }

    @Test
    void shouldAnswer500WhenTimeoutFails() throws Exception {
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            client.get("/parked/x");
            fixture.nextParked().onTimeout(1, () -> {
                throw new IllegalStateException("broken");
            });

            assertThat(client.answer().status()).isEqualTo(500);
        }
    }

    @Test
    void shouldAnswerInPlaceOfHandlerThatNeverDoes() throws Exception {
        try (Fixture fixture = new Fixture(Fixture.options().timeouts(LONG, LONG, SHORT, LONG));
                RawClient client = fixture.connect()) {
            client.get("/parked/x");

            RawClient.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).contains("\"code\":\"NO_ANSWER\"");
            assertThat(fixture.nextParked().respond(200)).isFalse();
            assertThat(client.get("/ping").answer().status()).isEqualTo(200);
        }
    }

    /** What is left to do then follows the engine's answer, so that something has happened. */
    @Test
    void shouldNotSayThatNothingHasHappenedWhenNobodyCanGoOn() throws Exception {
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            client.get("/parked/x");

            fixture.nextParked()
                    .continueOn(
                            task -> {
                                throw new RejectedExecutionException("full");
                            },
                            () -> {});

            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body()).contains("\"code\":\"NO_ANSWER\"");
        }
    }

    @Test
    void shouldTimeOutWhenHeadTricklesIn() throws Exception {
        try (Fixture fixture = new Fixture(Fixture.options().timeouts(SHORT, LONG, LONG, LONG));
                RawClient client = fixture.connect()) {
            trickle(client, "GET /ping HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(4_000));

            RawClient.Answer answer = client.answer();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.body()).contains("\"code\":\"REQUEST_TIMEOUT\"");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldTimeOutWhenBodyTricklesIn() throws Exception {
        try (Fixture fixture = new Fixture(Fixture.options().timeouts(SHORT, LONG, LONG, LONG));
                RawClient client = fixture.connect()) {
            client.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY
                    + "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n");
            trickle(client, "{\"name\":\"" + "y".repeat(4_000));

            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldTimeOutWhenOnlyTheFirstOfTwoRequestsIsWhole() throws Exception {
        try (Fixture fixture = new Fixture(Fixture.options().timeouts(SHORT, LONG, LONG, LONG));
                RawClient client = fixture.connect()) {
            client.send("GET /ping HTTP/1.1\r\nHost: x\r\n\r\nGET /ping HTTP/1.1\r\n");

            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().status()).isEqualTo(408);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void shouldNotCountTheTimeItDoesNotRead() throws Exception {
        Duration timeout = Duration.ofSeconds(2);
        try (Fixture fixture = new Fixture(Fixture.options().maxInProgress(1).timeouts(timeout, LONG, LONG, LONG));
                RawClient client = fixture.connect()) {
            client.get("/parked/x").send("GET /echo/half HTTP/1.1\r\n" + RawClient.KEY);
            Exchange exchange = fixture.nextParked();
            exchange.onTimeout(timeout.toMillis() + 100, () -> exchange.respond(200));
            assertThat(client.answer().status()).isEqualTo(200);

            // The clock is looked at once more before the second request is whole, a quarter of the timeout later.
            ((EventLoop) exchange.executor())
                    .schedule(() -> {}, timeout.toMillis() / 4 + 100, TimeUnit.MILLISECONDS)
                    .sync();
            client.send("\r\n");

            assertThat(client.answer().body()).isEqualTo("{\"word\":\"half\"}");
        }
    }

    @Test
    void shouldCloseConnectionThatIsSilent() throws Exception {
        // Long enough that all three have asked by then.
        try (Fixture fixture = new Fixture(Fixture.options().timeouts(LONG, Duration.ofSeconds(2), LONG, LONG));
                RawClient fresh = fixture.connect();
                RawClient used = fixture.connect();
                RawClient waiting = fixture.connect()) {
            assertThat(used.get("/ping").answer().status()).isEqualTo(200);
            waiting.get("/parked/x");

            assertThat(fresh.isEnded()).isTrue();
            assertThat(used.isEnded()).isTrue();

            // One that waits for its answer is not silent.
            fixture.nextParked().respond(200);
            assertThat(waiting.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void shouldCloseConnectionWhenClientNeverReads() throws Exception {
        Router router = new Router();
        byte[] page = new byte[64 << 20];
        CountDownLatch asked = new CountDownLatch(1);
        router.open(Method.GET, "/page", exchange -> {
            exchange.respond(200, "application/octet-stream", page);
            asked.countDown();
        });
        try (HttpServer server =
                        HttpServer.start(Fixture.options().timeouts(LONG, SHORT, LONG, LONG), router, ApiKeys.none());
                RawClient client = new RawClient(server.port())) {
            client.get("/page");

            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().until(() -> server.connectionCount() == 0);
        }
    }

    @Test
    void shouldFinishRequestsInProgressWhenServerCloses() throws Exception {
        try (Fixture fixture = Fixture.start();
                RawClient busy = fixture.connect();
                RawClient half = fixture.connect();
                RawClient idle = fixture.connect()) {
            assertThat(idle.get("/ping").answer().status()).isEqualTo(200);
            busy.get("/parked/a").get("/parked/b");
            Exchange first = fixture.nextParked();
            Exchange second = fixture.nextParked();
            half.send("POST /echo HTTP/1.1\r\n" + RawClient.KEY
                    + "Content-Type: application/json\r\nContent-Length: 14\r\nExpect: 100-continue\r\n\r\n");
            assertThat(half.head().status()).isEqualTo(100);

            Thread closer = new Thread(fixture.server::close);
            closer.start();
            assertThat(idle.isEnded()).isTrue();
            half.send("{\"name\":\"ann\"}");
            RawClient.Answer late = half.answer();
            second.respond(200);
            first.respond(200);

            assertThat(late.status()).isEqualTo(201);
            assertThat(late.header("connection")).isEqualTo("close");
            assertThat(half.isEnded()).isTrue();
            assertThat(busy.answer().header("connection")).isEqualTo("(none)");
            assertThat(busy.answer().header("connection")).isEqualTo("close");
            assertThat(busy.isEnded()).isTrue();
            idle.leave();
            half.leave();
            busy.leave();
            closer.join();
        }
    }

    @Test
    void shouldAnswerLongPollsEarlyWhenServerCloses() throws Exception {
        try (Fixture fixture = Fixture.start();
                RawClient client = fixture.connect()) {
            client.get("/parked/x");
            Exchange exchange = fixture.nextParked();
            CountDownLatch registered = new CountDownLatch(1);
            exchange.onTimeout(3_600_000, () -> exchange.json(200, json -> json.field("state", "WAITING")));
            exchange.executor().execute(registered::countDown);
            assertThat(registered.await(20, TimeUnit.SECONDS)).isTrue();

            Thread closer = new Thread(fixture.server::close);
            closer.start();

            assertThat(client.answer().body()).isEqualTo("{\"state\":\"WAITING\"}");
            client.leave();
            closer.join();
        }
    }

    @Test
    void shouldCloseInBoundedTimeWhenNobodyAnswers() throws Exception {
        try (Fixture fixture = new Fixture(Fixture.options().timeouts(LONG, LONG, LONG, SHORT));
                RawClient client = fixture.connect()) {
            client.get("/parked/x");
            Exchange exchange = fixture.nextParked();
            CountDownLatch gone = new CountDownLatch(1);
            exchange.onClose(gone::countDown);

            fixture.server.close();

            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(client.isEnded()).isTrue();
            assertThat(exchange.respond(200)).isFalse();
        }
    }

    /** Sends a text byte by byte, as slowly as a client may be and never silent, until the server has had enough. */
    private static void trickle(RawClient client, String text) throws IOException {
        for (int i = 0; i < text.length() && !client.isAnsweredWithin(5); i++) {
            client.send(text.substring(i, i + 1));
        }
    }
}
