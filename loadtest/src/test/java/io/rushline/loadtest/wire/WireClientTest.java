package io.rushline.loadtest.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WireClientTest {
    private static final long LONG_MS = 30_000;

    @Test
    void shouldSendAllThatAPostNeedsWhenItHasABody() {
        try (ScriptedServer server = new ScriptedServer(request ->
                        ScriptedServer.reply(201, "{\"holdId\":\"h\"}", "Rushline-Sequence: 12", "Retry-After: 2"));
                WireClient client = new WireClient(server.target(), 8)) {
            Reply reply =
                    (Reply) client.await(Request.post("/api/v1/x?y=1", "demo", "{\"a\":\"é\"}", "key-1", LONG_MS));

            assertThat(reply.status()).isEqualTo(201);
            assertThat(reply.sequence()).isEqualTo(12);
            assertThat(reply.bestSequence()).isEqualTo(12);
            assertThat(reply.retryAfterMs()).isEqualTo(2_000);
            assertThat(reply.answer().text("holdId")).isEqualTo("h");
            assertThat(reply.receivedNs()).isGreaterThanOrEqualTo(reply.sentNs());
            ScriptedServer.Received received = server.received().get(0);
            assertThat(received.method()).isEqualTo("POST");
            assertThat(received.target()).isEqualTo("/api/v1/x?y=1");
            assertThat(received.body()).isEqualTo("{\"a\":\"é\"}");
            assertThat(received.header("authorization")).isEqualTo("Bearer demo");
            assertThat(received.header("idempotency-key")).isEqualTo("key-1");
            assertThat(received.header("content-type")).isEqualTo("application/json");
            assertThat(received.header("host")).isEqualTo(server.target().hostHeader());
        }
    }

    @Test
    void shouldKeepConnectionWhenRequestsFollowOneAnother() {
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.reply(200, "{}"));
                WireClient client = new WireClient(server.target(), 8)) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.await(get("/" + i))).isInstanceOf(Reply.class);
            }

            assertThat(server.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void shouldBoundConnectionsWhenManyRequestsAreOpen() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
                    awaitQuietly(go);
                    return ScriptedServer.reply(200, "{}");
                });
                WireClient client = new WireClient(server.target(), 8)) {
            AtomicInteger answered = new AtomicInteger();
            client.loop().execute(() -> {
                for (int i = 0; i < 50; i++) {
                    client.send(get("/command"), outcome -> answered.incrementAndGet());
                    client.send(poll("/poll", 0), outcome -> answered.incrementAndGet());
                }
            });
            await().until(() -> server.connectionCount() == 8);
            go.countDown();

            await().until(() -> answered.get() == 100);
            assertThat(server.connectionCount()).isEqualTo(8);
        }
    }

    @Test
    void shouldServeLowestRankFirstWhenPollsQueueForAConnection() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
                    awaitQuietly(go);
                    return ScriptedServer.reply(200, "{}");
                });
                WireClient client = new WireClient(server.target(), 2)) {
            BlockingQueue<Long> order = new LinkedBlockingQueue<>();
            client.loop().execute(() -> {
                for (long rank : new long[] {5, 3, 9, 1, 3}) {
                    client.send(poll("/" + rank, rank), outcome -> order.add(rank));
                }
            });
            go.countDown();

            List<Long> answered = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answered.add(order.poll(30, TimeUnit.SECONDS));
            }
            assertThat(answered).containsExactly(1L, 3L, 3L, 5L, 9L);
        }
    }

    @Test
    void shouldAnswerCommandsWhenAllPollsAreSilent() {
        try (ScriptedServer server = new ScriptedServer(
                        request -> request.target().startsWith("/poll") ? null : ScriptedServer.reply(200, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            client.loop().execute(() -> {
                for (int i = 0; i < 10; i++) {
                    client.send(poll("/poll", i), outcome -> {});
                }
            });

            assertThat(client.await(get("/command"))).isInstanceOf(Reply.class);
        }
    }

    @Test
    void shouldTellOfEachPollWhenAllAreCancelled() {
        try (ScriptedServer server = new ScriptedServer(request -> null);
                WireClient client = new WireClient(server.target(), 4)) {
            List<Outcome> outcomes = new java.util.concurrent.CopyOnWriteArrayList<>();
            client.loop().execute(() -> {
                for (int i = 0; i < 10; i++) {
                    client.send(poll("/poll", i), outcomes::add);
                }
            });
            await().until(() -> server.received().size() == 3);
            client.loop().execute(client::cancelPolls);

            await().until(() -> outcomes.size() == 10);
            assertThat(outcomes)
                    .allSatisfy(
                            outcome -> assertThat(((Failure) outcome).cause()).isEqualTo(Failure.Cause.CANCELLED));
        }
    }

    @Test
    void shouldFailAsBrokenWhenServerHangsUp() {
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.HANG_UP);
                WireClient client = new WireClient(server.target(), 4)) {
            assertThat(failure(client.await(get("/")))).isEqualTo(Failure.Cause.BROKEN);
        }
    }

    @Test
    void shouldFailAsBrokenWhenReplyIsNotHttp() {
        try (ScriptedServer server = new ScriptedServer(request -> "what?\r\n\r\n");
                WireClient client = new WireClient(server.target(), 4)) {
            assertThat(failure(client.await(get("/")))).isEqualTo(Failure.Cause.BROKEN);
        }
    }

    @Test
    void shouldTimeOutAndUseAnotherConnectionWhenReplyNeverEnds() {
        String half = ScriptedServer.reply(200, "{\"n\":1}").replace("{\"n\":1}", "{");
        try (ScriptedServer server = new ScriptedServer(
                        request -> request.target().equals("/half") ? half : ScriptedServer.reply(200, "{\"n\":2}"));
                WireClient client = new WireClient(server.target(), 4)) {
            Outcome timedOut = client.await(Request.get("/half", "demo", 200));
            Reply next = (Reply) client.await(get("/whole"));

            assertThat(failure(timedOut)).isEqualTo(Failure.Cause.TIMED_OUT);
            assertThat(next.answer().text("n")).isEqualTo("2");
            assertThat(server.connectionCount()).isEqualTo(2);
        }
    }

    @Test
    void shouldSayThatItWasNotSentWhenNoConnectionGetsFree() {
        int queuedCount = 1_000;
        try (ScriptedServer server = new ScriptedServer(request -> null);
                WireClient client = new WireClient(server.target(), 1, 1)) {
            List<Outcome> outcomes = new java.util.concurrent.CopyOnWriteArrayList<>();
            client.loop().execute(() -> {
                client.send(get("/occupies"), outcomes::add);
                for (int i = 0; i < queuedCount; i++) {
                    client.send(Request.get("/queued", "demo", 200), outcomes::add);
                }
            });

            await().until(() -> outcomes.size() == queuedCount);
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(failure(outcome)).isEqualTo(Failure.Cause.NOT_SENT));
            assertThat(CompletableFuture.supplyAsync(client::commandsInFlightCount, client.loop())
                            .join())
                    .isEqualTo(1);
            await().untilAsserted(() -> assertThat(server.received()).hasSize(1));
        }
    }

    @Test
    void shouldKeepPollsQueuedBeyondTheirTimeOutWhenNoConnectionIsFree() {
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
                    awaitQuietly(go);
                    return ScriptedServer.reply(200, "{}");
                });
                WireClient client = new WireClient(server.target(), 1, 1)) {
            CompletableFuture<Outcome> queued = new CompletableFuture<>();
            CompletableFuture<Outcome> later = new CompletableFuture<>();
            client.loop().execute(() -> {
                client.send(poll("/occupies", 0), outcome -> {});
                client.send(Request.longPoll("/queued", "demo", 1, 1_000), queued::complete);
                client.send(get("/occupies"), outcome -> {});
                client.send(Request.get("/queued", "demo", 1_200), later::complete);
            });
            assertThat(failure(later.join())).isEqualTo(Failure.Cause.NOT_SENT);
            assertThat(queued).isNotDone();
            go.countDown();

            assertThat(queued.join()).isInstanceOf(Reply.class);
        }
    }

    /** A quarter of it goes by while it queues; the server never answers it. */
    @Test
    void shouldHaveItsWholeTimeOutForTheReplyWhenItHasQueued() {
        long timeoutMs = 2_000;
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(request -> {
                    awaitQuietly(go);
                    return request.target().equals("/occupies") ? ScriptedServer.reply(200, "{}") : null;
                });
                WireClient client = new WireClient(server.target(), 1, 1)) {
            CompletableFuture<Outcome> queued = new CompletableFuture<>();
            client.loop().execute(() -> {
                client.send(get("/occupies"), outcome -> {});
                client.send(Request.get("/queued", "demo", timeoutMs), queued::complete);
            });
            pause(timeoutMs / 4);
            long freeNs = System.nanoTime();
            go.countDown();

            assertThat(failure(queued.join())).isEqualTo(Failure.Cause.TIMED_OUT);
            assertThat(System.nanoTime() - freeNs).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(timeoutMs));
        }
    }

    @Test
    void shouldReconnectWhenServerClosesAfterItsReply() {
        try (ScriptedServer server =
                        new ScriptedServer(request -> ScriptedServer.reply(200, "{}", "Connection: close"));
                WireClient client = new WireClient(server.target(), 4)) {
            assertThat(client.await(get("/1"))).isInstanceOf(Reply.class);
            assertThat(client.await(get("/2"))).isInstanceOf(Reply.class);
            assertThat(server.connectionCount()).isEqualTo(2);
        }
    }

    @Test
    void shouldTellEachRequestWhenNobodyListens() {
        ScriptedServer server = new ScriptedServer(request -> null);
        Target target = server.target();
        server.close();
        try (WireClient client = new WireClient(target, 4)) {
            List<Outcome> outcomes = new java.util.concurrent.CopyOnWriteArrayList<>();
            client.loop().execute(() -> {
                for (int i = 0; i < 10; i++) {
                    client.send(get("/"), outcomes::add);
                }
            });

            await().until(() -> outcomes.size() == 10);
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(failure(outcome)).isEqualTo(Failure.Cause.UNREACHABLE));
        }
    }

    @Test
    void shouldTellNobodyOfItsOwnEndWhenItIsClosed() {
        List<Outcome> outcomes = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer(request -> null)) {
            try (WireClient client = new WireClient(server.target(), 4)) {
                client.loop().execute(() -> {
                    for (int i = 0; i < 10; i++) {
                        client.send(get("/"), outcomes::add);
                    }
                });
                await().until(() -> !server.received().isEmpty());
            }
        }

        assertThat(outcomes).isEmpty();
    }

    private static Request get(String target) {
        return Request.get(target, "demo", LONG_MS);
    }

    private static Request poll(String target, long rank) {
        return Request.longPoll(target, "demo", rank, LONG_MS);
    }

    private static Failure.Cause failure(Outcome outcome) {
        return ((Failure) outcome).cause();
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
