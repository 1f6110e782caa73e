package io.rushline.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.report.Evidence;
import io.rushline.loadtest.report.Meter;
import io.rushline.loadtest.report.Operation;
import io.rushline.loadtest.schedule.Arrivals;
import io.rushline.loadtest.schedule.Curve;
import io.rushline.loadtest.wire.Failure;
import io.rushline.loadtest.wire.Failure.Cause;
import io.rushline.loadtest.wire.Outcome;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the verdict makes of requests that had no answer, and whether the server may have heard of them. */
@Timeout(60)
class UnansweredTest {
    private static final long TIMEOUT_MS = 30_000;
    private static final int HOLD_MS = 60_000;
    private static final String HELD =
            "{\"holdId\":\"h1\",\"seats\":[\"A-1\"],\"sequence\":7,\"expiresAt\":\"2026-11-26T00:00:00.000Z\"}";
    private static final String BOOKED =
            "{\"bookingId\":\"b1\",\"state\":\"BOOKED\",\"seats\":[\"A-1\"],\"sequence\":8}";

    private final Meter meter = new Meter();

    @Test
    void shouldSayThatARequestWasNotSentWhenNoAttemptWas() {
        assertThat(outcome(Cause.NOT_SENT, Cause.NOT_SENT).leavesOpen()).isFalse();
        assertThat(meter.tally().counts().get(Operation.HOLD)).containsOnly(entry("not sent", 6L));
    }

    @Test
    void shouldSayWhatBecameOfTheAttemptThatWasSentWhenOthersWereNot() {
        assertThat(outcome(Cause.NOT_SENT, Cause.TIMED_OUT).cause()).isEqualTo(Cause.TIMED_OUT);
    }

    @Test
    void shouldKnowThatAHoldLivesWhenItsReleaseWasNotSent() {
        assertThat(released(Cause.NOT_SENT)).isEqualTo(Evidence.NOT_RELEASED);
        assertThat(released(Cause.TIMED_OUT)).isEqualTo(Evidence.RELEASED_SOMETIME);
    }

    @Test
    void shouldKnowThatABookingLivesWhenItsCancellationWasNotSent() {
        assertThat(cancelled(Cause.NOT_SENT)).isEqualTo(Evidence.NOT_CANCELLED);
        assertThat(cancelled(Cause.TIMED_OUT)).isEqualTo(Evidence.CANCELLED_SOMETIME);
    }

    /** One customer books, and the other is told to come again while the bookings are looked up. */
    @Test
    void shouldAskForBookingsOnlyWhenItLooksThemUp() {
        CompletableFuture<Sale> sale = new CompletableFuture<>();
        try (ScriptedOffice office = new ScriptedOffice(1_000, ask -> {
            if (ask instanceof Ask.Hold hold && hold.customer().equals("run-1")) {
                sale.join().cutShort();
                return ScriptedOffice.reply(503, "{\"code\":\"OVERLOADED\"}", 2_500);
            }
            return granted(ask);
        })) {
            sale.complete(sale(office, 2, "pay=100", "release=0", "cancel=0"));
            Sale.Result result = sale.join().run().join();

            assertThat(office.asked().get(office.asked().size() - 1)).isInstanceOf(Ask.Booking.class);
            assertThat(result.fates()).containsOnly(entry("booked", 1), entry("not done at the end", 1));
        }
    }

    /** What a call hears whose first and last attempts end so, and all others in the first way. */
    private Failure outcome(Cause first, Cause third) {
        Queue<Cause> causes = new ArrayDeque<>(List.of(first, first, third));
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        try (ScriptedOffice office =
                new ScriptedOffice(0, ask -> ScriptedOffice.failure(causes.isEmpty() ? first : causes.remove()))) {
            Caller caller = new Caller(office, meter, new Evidence(), TIMEOUT_MS, outcome::completeExceptionally);
            office.loop()
                    .execute(() -> caller.call(
                            Operation.HOLD, Ask.Hold.best("1", "ann", 2, "key"), System.nanoTime(), outcome::complete));
            return (Failure) outcome.join();
        }
    }

    private static long released(Cause cause) {
        Sale.Result result = sell(
                ask -> ask instanceof Ask.Release ? ScriptedOffice.failure(cause) : granted(ask),
                "pay=0",
                "release=100");
        return result.evidence().releasedAt("h1");
    }

    private static long cancelled(Cause cause) {
        Sale.Result result = sell(
                ask -> ask instanceof Ask.Cancel ? ScriptedOffice.failure(cause) : granted(ask),
                "pay=100",
                "release=0",
                "cancel=100");
        return result.evidence().cancelledAt("b1");
    }

    private static Sale.Result sell(Function<Ask, Outcome> script, String... traits) {
        try (ScriptedOffice office = new ScriptedOffice(0, script)) {
            return sale(office, 1, traits).run().join();
        }
    }

    private static Sale sale(ScriptedOffice office, int customers, String... traits) {
        Behaviour behaviour = Behaviour.USUAL
                .with(List.of("look=0", "double-click=0", "hesitate-min-ms=0", "hesitate-max-ms=0"))
                .with(List.of(traits));
        Scenario scenario = new Scenario(
                "run",
                1,
                Arrivals.even(customers, Curve.of(Curve.Shape.FLAT, 1)),
                behaviour,
                HOLD_MS,
                TIMEOUT_MS,
                TIMEOUT_MS);
        return new Sale(scenario, List.of(new Show("1", 6)), office);
    }

    private static Outcome granted(Ask ask) {
        return ask instanceof Ask.Hold
                ? ScriptedOffice.reply(201, HELD, 0)
                : ScriptedOffice.reply(ask instanceof Ask.Booking ? 200 : 201, BOOKED, 0);
    }
}
