package io.rushline.loadtest.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.schedule.Arrivals;
import io.rushline.loadtest.schedule.Curve;
import io.rushline.loadtest.wire.ScriptedServer;
import io.rushline.loadtest.wire.WireClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MixedLoadTest {
    private static final int REQUESTS = 10;
    private static final long TIMEOUT_MS = 2_000;
    private static final long LONG_MS = 600_000;

    @Test
    void shouldNotTakeTheServerForGoneWhenItAnsweredWhatWasSentAfterTheLostRequest() {
        Meter meter = load(request -> request == 0);

        assertThat(meter.tally().counts().get(Operation.SEE_SHOW)).containsEntry("timed out", 1L);
        assertThat(meter.isSilent()).isFalse();
    }

    @Test
    void shouldTakeTheServerForGoneWhenItAnsweredNothingMore() {
        Meter meter = load(request -> request >= REQUESTS / 2);

        assertThat(meter.tally().counts().get(Operation.SEE_SHOW)).containsEntry("timed out", REQUESTS / 2L);
        assertThat(meter.isSilent()).isTrue();
    }

    @Test
    void shouldEndSomeSecondsAfterItWasCutShortWhenTheServerIsSilent() {
        Arrivals arrivals = Arrivals.even(REQUESTS, Curve.of(Curve.Shape.FLAT, TimeUnit.MILLISECONDS.toNanos(1)));
        try (ScriptedServer server = new ScriptedServer(request -> null);
                WireClient client = new WireClient(server.target(), REQUESTS / 2, 1)) {
            MixedLoad load = new MixedLoad(client, "demo", "1", "run", Mix.parse("show=1"), arrivals, 1, LONG_MS);
            CompletableFuture<Meter> running = load.run();
            var unused = client.loop().schedule(load::cutShort, 1, TimeUnit.SECONDS);

            Meter meter = running.orTimeout(30, TimeUnit.SECONDS).join();

            assertThat(load.isCutShort()).isTrue();
            assertThat(meter.tally().counts().get(Operation.SEE_SHOW)).containsEntry("cancelled", (long) REQUESTS);
        }
    }

    private static Meter load(IntPredicate isLost) {
        AtomicInteger requests = new AtomicInteger();
        Arrivals arrivals = Arrivals.even(REQUESTS, Curve.of(Curve.Shape.FLAT, TimeUnit.MILLISECONDS.toNanos(200)));
        try (ScriptedServer server = new ScriptedServer(
                        request -> isLost.test(requests.getAndIncrement()) ? null : ScriptedServer.reply(200, "{}"));
                // Half of them at once: the last is not sent before the first half is answered or lost.
                WireClient client = new WireClient(server.target(), REQUESTS / 2, 1)) {
            return new MixedLoad(client, "demo", "1", "run", Mix.parse("show=1"), arrivals, 1, TIMEOUT_MS)
                    .run()
                    .join();
        }
    }
}
