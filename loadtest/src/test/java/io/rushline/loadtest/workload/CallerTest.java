package io.rushline.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.report.Latencies;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Tally;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.Request;
import io.rushline.loadtest.wire.ScriptedServer;
import io.rushline.loadtest.wire.WireClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallerTest {
    private final Tally tally = new Tally();
    private final Latencies latencies = new Latencies();
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void shouldRepeatWithTheSameKeyWhenTheConnectionBreaks() {
        try (ScriptedServer server = new ScriptedServer(request ->
                        requests.getAndIncrement() < 2 ? ScriptedServer.HANG_UP : ScriptedServer.reply(201, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            Reply reply = (Reply) call(client, post(30_000));

            assertThat(reply.status()).isEqualTo(201);
            assertThat(server.received()).hasSize(3).allSatisfy(received -> {
                assertThat(received.header("idempotency-key")).isEqualTo("key");
                assertThat(received.body()).isEqualTo("{}");
            });
        }
        assertThat(tally.counts().get(Operation.HOLD))
                .containsEntry("connection broken", 2L)
                .containsEntry("201", 1L);
        // 100 ms and 200 ms of pauses are in the response, not in the service.
        assertThat(latencies.responses().get(0).count()).isEqualTo(1);
        assertThat(latencies.responses().get(0).p50Ms()).isGreaterThan(290);
        assertThat(latencies.services().get(0).p50Ms())
                .isLessThan(latencies.responses().get(0).p50Ms());
    }

    @Test
    void shouldRepeatWhenThereIsNoReplyInTime() {
        try (ScriptedServer server = new ScriptedServer(
                        request -> requests.getAndIncrement() == 0 ? null : ScriptedServer.reply(201, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            assertThat(call(client, post(500))).isInstanceOf(Reply.class);
        }
        assertThat(tally.counts().get(Operation.HOLD)).containsEntry("timed out", 1L);
    }

    @Test
    void shouldRepeatWhenTheServerIsOverloaded() {
        try (ScriptedServer server = new ScriptedServer(request -> requests.getAndIncrement() == 0
                        ? ScriptedServer.reply(503, "{\"code\":\"OVERLOADED\"}", "Retry-After: 1")
                        : ScriptedServer.reply(201, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            long startNs = System.nanoTime();
            Reply reply = (Reply) call(client, post(30_000));

            assertThat(reply.status()).isEqualTo(201);
            assertThat(System.nanoTime() - startNs).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(990));
        }
        assertThat(tally.counts().get(Operation.HOLD)).containsEntry("503 OVERLOADED", 1L);
    }

    @Test
    void shouldNotRepeatWhenTheServerRefuses() {
        try (ScriptedServer server =
                        new ScriptedServer(request -> ScriptedServer.reply(409, "{\"code\":\"JOIN_LINE\"}"));
                WireClient client = new WireClient(server.target(), 4)) {
            Reply reply = (Reply) call(client, post(30_000));

            assertThat(reply.label()).isEqualTo("409 JOIN_LINE");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void shouldGiveUpAfterSomeAttemptsWhenTheConnectionAlwaysBreaks() {
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.HANG_UP);
                WireClient client = new WireClient(server.target(), 4)) {
            Failure failure = (Failure) call(client, post(30_000));

            assertThat(failure.cause()).isEqualTo(Failure.Cause.BROKEN);
            assertThat(server.received()).hasSize(Caller.ATTEMPTS_MAX);
        }
    }

    @Test
    void shouldTellOfDefectWhenAReceiverThrows() throws Exception {
        CompletableFuture<RuntimeException> defect = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.reply(200, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            Caller caller = new Caller(client, tally, latencies, defect::complete);
            client.loop()
                    .execute(() -> caller.call(Operation.HOLD, post(30_000), System.nanoTime(), outcome -> {
                        throw new IllegalStateException("defect");
                    }));

            assertThat(defect.get(30, TimeUnit.SECONDS)).hasMessage("defect");
        }
    }

    private Outcome call(WireClient client, Request request) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Caller caller = new Caller(client, tally, latencies, outcome::completeExceptionally);
        client.loop().execute(() -> caller.call(Operation.HOLD, request, System.nanoTime(), outcome::complete));
        return outcome.join();
    }

    private static Request post(long timeoutMs) {
        return Request.post("/api/v1/shows/1/holds", "demo", "{}", "key", timeoutMs);
    }
}
