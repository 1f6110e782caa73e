package io.rushline.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.office.HttpOffice;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.report.Verdict;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.ScriptedServer;
import io.rushline.loadtest.wire.WireClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallerTest {
    private static final long LONG_MS = 30_000;
    private static final Ask HOLD = Ask.Hold.best("1", "ann", 2, "key");

    private final Meter meter = new Meter();
    private final Evidence evidence = new Evidence();
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void shouldRepeatWithTheSameKeyWhenTheConnectionBreaks() {
        try (ScriptedServer server = new ScriptedServer(request ->
                        requests.getAndIncrement() < 2 ? ScriptedServer.HANG_UP : ScriptedServer.reply(201, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            Reply reply = (Reply) call(client, LONG_MS);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(server.received()).hasSize(3).allSatisfy(received -> {
                assertThat(received.header("idempotency-key")).isEqualTo("key");
                assertThat(received.body()).isEqualTo("{\"customer\":\"ann\",\"quantity\":2}");
            });
        }
        assertThat(meter.tally().counts().get(Operation.HOLD))
                .containsEntry("connection broken", 2L)
                .containsEntry("201", 1L);
        // 100 ms and 200 ms of pauses are in the response, not in the service.
        assertThat(meter.latencies().responses().get(0).count()).isEqualTo(1);
        assertThat(meter.latencies().responses().get(0).p50Ms()).isGreaterThan(290);
        assertThat(meter.latencies().services().get(0).p50Ms())
                .isLessThan(meter.latencies().responses().get(0).p50Ms());
    }

    @Test
    void shouldRepeatWhenThereIsNoReplyInTime() {
        try (ScriptedServer server = new ScriptedServer(
                        request -> requests.getAndIncrement() == 0 ? null : ScriptedServer.reply(201, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            assertThat(call(client, 500)).isInstanceOf(Reply.class);
        }
        // More than once when the machine is busy.
        assertThat(meter.tally().counts().get(Operation.HOLD)).containsKey("timed out");
    }

    @Test
    void shouldRepeatWhenTheServerIsOverloaded() {
        try (ScriptedServer server = new ScriptedServer(request -> requests.getAndIncrement() == 0
                        ? ScriptedServer.reply(503, "{\"code\":\"OVERLOADED\"}", "Retry-After: 1")
                        : ScriptedServer.reply(201, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            long startNs = System.nanoTime();
            Reply reply = (Reply) call(client, LONG_MS);

            assertThat(reply.status()).isEqualTo(201);
            assertThat(System.nanoTime() - startNs).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(990));
        }
        assertThat(meter.tally().counts().get(Operation.HOLD)).containsEntry("503 OVERLOADED", 1L);
    }

    @Test
    void shouldNotRepeatWhenTheServerRefuses() {
        try (ScriptedServer server =
                        new ScriptedServer(request -> ScriptedServer.reply(409, "{\"code\":\"JOIN_LINE\"}"));
                WireClient client = new WireClient(server.target(), 4)) {
            Reply reply = (Reply) call(client, LONG_MS);

            assertThat(reply.label()).isEqualTo("409 JOIN_LINE");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void shouldGiveUpAfterSomeAttemptsWhenTheConnectionAlwaysBreaks() {
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.HANG_UP);
                WireClient client = new WireClient(server.target(), 4)) {
            Failure failure = (Failure) call(client, LONG_MS);

            assertThat(failure.cause()).isEqualTo(Failure.Cause.BROKEN);
            assertThat(server.received()).hasSize(Caller.ATTEMPTS_MAX);
        }
    }

    @Test
    void shouldTellOfDefectWhenAReceiverThrows() throws Exception {
        CompletableFuture<RuntimeException> defect = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.reply(200, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            Caller caller = caller(client, LONG_MS, defect::complete);
            client.loop()
                    .execute(() -> caller.call(Operation.HOLD, HOLD, System.nanoTime(), outcome -> {
                        throw new IllegalStateException("defect");
                    }));

            assertThat(defect.get(30, TimeUnit.SECONDS)).hasMessage("defect");
        }
    }

    @Test
    void shouldTakeTheTwoAnswersToADoubleClickForOneWhenTheySayTheSame() {
        String reply = ScriptedServer.reply(201, "{\"holdId\":\"h1\",\"seats\":[\"A-1\"],\"sequence\":7}");
        try (ScriptedServer server = new ScriptedServer(request -> reply);
                WireClient client = new WireClient(server.target(), 8)) {
            assertThat(((Reply) callTwice(client)).answer().text("holdId")).isEqualTo("h1");
            assertThat(server.received())
                    .hasSize(2)
                    .allSatisfy(received ->
                            assertThat(received.header("idempotency-key")).isEqualTo("key"));
        }
        assertThat(evidence.answeredTwice()).isEqualTo(1);
        assertThat(evidence.answeredInTwoWays()).isZero();
    }

    @Test
    void shouldFindWhenADoubleClickHasTwoEffects() {
        try (ScriptedServer server = new ScriptedServer(request -> ScriptedServer.reply(
                        201, "{\"holdId\":\"h" + requests.incrementAndGet() + "\",\"sequence\":7}"));
                WireClient client = new WireClient(server.target(), 8)) {
            callTwice(client);
        }
        Verdict verdict = Verdict.of(evidence);
        assertThat(verdict.answersInTwoWays()).isEqualTo(1);
        assertThat(verdict.clean()).isFalse();
        assertThat(verdict.findings().get(0)).contains("the same hold", "id=h1", "id=h2");
    }

    @Test
    void shouldAskAgainSoonWhenTheCustomerIsHasty() {
        try (ScriptedServer server = new ScriptedServer(
                        request -> requests.getAndIncrement() == 0 ? null : ScriptedServer.reply(201, "{}"));
                WireClient client = new WireClient(server.target(), 4)) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            Caller caller = caller(client, LONG_MS, outcome::completeExceptionally);
            client.loop()
                    .execute(() -> caller.callHastily(Operation.HOLD, HOLD, System.nanoTime(), 200, outcome::complete));

            assertThat(outcome.join()).isInstanceOf(Reply.class);
        }
        assertThat(meter.tally().counts().get(Operation.HOLD)).containsEntry("timed out", 1L);
    }

    private Outcome call(WireClient client, long timeoutMs) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Caller caller = caller(client, timeoutMs, outcome::completeExceptionally);
        client.loop().execute(() -> caller.call(Operation.HOLD, HOLD, System.nanoTime(), outcome::complete));
        return outcome.join();
    }

    private Outcome callTwice(WireClient client) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Caller caller = caller(client, LONG_MS, outcome::completeExceptionally);
        client.loop().execute(() -> caller.callTwice(Operation.HOLD, HOLD, System.nanoTime(), outcome::complete));
        return outcome.join();
    }

    private Caller caller(WireClient client, long timeoutMs, Consumer<RuntimeException> onDefect) {
        return new Caller(new HttpOffice(client, "demo", 1), meter, evidence, timeoutMs, onDefect);
    }
}
