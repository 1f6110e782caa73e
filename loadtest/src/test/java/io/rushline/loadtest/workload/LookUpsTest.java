package io.rushline.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.office.HttpOffice;
import io.rushline.loadtest.report.Booking;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Verdict;
import io.rushline.loadtest.wire.ScriptedServer;
import io.rushline.loadtest.wire.WireClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookUpsTest {
    private static final long TIMEOUT_MS = 30_000;

    @Test
    void shouldProveNothingWhenTheServerDoesNotAnswer() {
        Verdict verdict = lookUp(ScriptedServer.HANG_UP);

        assertThat(verdict.bookingsUnproven()).isEqualTo(1);
        assertThat(verdict.bookingsLost()).isZero();
        assertThat(verdict.clean()).isTrue();
    }

    @Test
    void shouldProveNothingWhenTheServerDidNotDecide() {
        Verdict verdict = lookUp(ScriptedServer.reply(504, "{\"code\":\"NO_ANSWER\"}"));

        assertThat(verdict.bookingsUnproven()).isEqualTo(1);
        assertThat(verdict.bookingsLost()).isZero();
    }

    @Test
    void shouldFindTheBookingLostWhenTheServerDeniesIt() {
        Verdict verdict = lookUp(ScriptedServer.reply(404, "{\"code\":\"BOOKING_NOT_FOUND\"}"));

        assertThat(verdict.bookingsUnproven()).isZero();
        assertThat(verdict.bookingsLost()).isEqualTo(1);
    }

    @Test
    void shouldProveNothingSomeSecondsAfterItWasCutShortWhenTheServerIsSilent() {
        long startNs = System.nanoTime();
        Verdict verdict = lookUp(null, LookUps::cutShort);

        assertThat(verdict.bookingsUnproven()).isEqualTo(1);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs)).isLessThan(TIMEOUT_MS);
    }

    private static Verdict lookUp(String reply) {
        return lookUp(reply, lookUps -> {});
    }

    private static Verdict lookUp(@Nullable String reply, Consumer<LookUps> whenStarted) {
        Evidence evidence = new Evidence();
        evidence.booked(new Booking("1", "b1", "h1", List.of("A-1"), 7, false));
        CompletableFuture<Void> done = new CompletableFuture<>();
        try (ScriptedServer server = new ScriptedServer(request -> reply);
                WireClient client = new WireClient(server.target(), 4)) {
            HttpOffice office = new HttpOffice(client, "demo", 1);
            Caller caller = new Caller(office, new Meter(), evidence, TIMEOUT_MS, done::completeExceptionally);
            client.loop().execute(() -> {
                LookUps lookUps = new LookUps(caller, evidence, () -> done.complete(null));
                lookUps.start();
                whenStarted.accept(lookUps);
            });
            done.join();
        }
        return Verdict.of(evidence);
    }
}
