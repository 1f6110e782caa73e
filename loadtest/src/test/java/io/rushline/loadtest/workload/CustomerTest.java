package io.rushline.loadtest.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.rushline.loadtest.office.HttpOffice;
import io.rushline.loadtest.report.Verdict;
import io.rushline.loadtest.schedule.Arrivals;
import io.rushline.loadtest.schedule.Curve;
import io.rushline.loadtest.wire.ScriptedServer;
import io.rushline.loadtest.wire.ScriptedServer.Received;
import io.rushline.loadtest.wire.WireClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One customer, who looks, chooses and pays, before a server on which there is much between two answers. */
@Timeout(60)
class CustomerTest {
    private static final long TIMEOUT_MS = 30_000;
    private static final int HOLD_MS = 4_000;

    private static final String SEAT_MAP = ScriptedServer.reply(
            200,
            "{\"sections\":[{\"name\":\"A\",\"rows\":[{\"name\":\"1\",\"firstNumber\":1,\"seats\":\"FFFFFF\"}]}]}");
    private static final String HELD = ScriptedServer.reply(
            201, "{\"holdId\":\"h1\",\"seats\":[\"A-1-1\"],\"sequence\":7,\"expiresAt\":\"2026-11-26T00:00:00.000Z\"}");
    private static final String BOOKED = ScriptedServer.reply(
            201, "{\"bookingId\":\"b1\",\"state\":\"BOOKED\",\"seats\":[\"A-1-1\"],\"sequence\":8}");
    private static final String BOOKING =
            ScriptedServer.reply(200, "{\"bookingId\":\"b1\",\"state\":\"BOOKED\",\"seats\":[\"A-1-1\"]}");
    private static final String JOIN_LINE = refusal("JOIN_LINE");
    private static final String SEATS_AVAILABLE = refusal("SEATS_AVAILABLE");
    private static final String SEATS_UNAVAILABLE = refusal("SEATS_UNAVAILABLE");

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger joins = new AtomicInteger();

    @Test
    void shouldTakeWhatThereIsWhenChosenSeatsAreGoneAndTheLineSendsBackSomeTimes() {
        Sale.Result result = sell(chosen -> {
            if (chosen) {
                return SEATS_UNAVAILABLE;
            }
            return joins.get() < 8 ? JOIN_LINE : HELD;
        });

        assertThat(result.fates()).isEqualTo(Map.of("booked", 1));
        assertThat(looks).hasValue(Customer.CHOICES_MAX);
        assertThat(joins).hasValue(8);
    }

    @Test
    void shouldEndByItselfWhenTheServerSendsToAndFroForEver() {
        Sale.Result result = sell(chosen -> JOIN_LINE);

        assertThat(result.fates()).isEqualTo(Map.of("sent to and fro without seats", 1));
        assertThat(Verdict.of(result.evidence()).sentToAndFro()).isEqualTo(1);
        assertThat(joins).hasValue(Customer.SENT_BACK_MAX + 1);
    }

    @Test
    void shouldEndByItselfWhenEvenTheBestSeatsAreAlwaysGone() {
        Sale.Result result = sell(chosen -> SEATS_UNAVAILABLE);

        assertThat(result.fates()).isEqualTo(Map.of("sent to and fro without seats", 1));
        assertThat(looks).hasValue(Customer.CHOICES_MAX);
    }

    @Test
    void shouldNotAskAgainWhenTheOnSaleHasClosed() {
        Sale.Result result = sell(chosen -> SEATS_UNAVAILABLE, 0);

        assertThat(result.fates()).isEqualTo(Map.of("left the line at the end", 1));
        assertThat(Verdict.of(result.evidence()).sentToAndFro()).isZero();
    }

    private Sale.Result sell(Function<Boolean, String> holds) {
        return sell(holds, TIMEOUT_MS);
    }

    /** @param holds answers a request for a hold, by whether its seats were chosen */
    private Sale.Result sell(Function<Boolean, String> holds, long drainMs) {
        Behaviour behaviour = Behaviour.USUAL.with(List.of(
                "look=100",
                "choose=100",
                "pay=100",
                "release=0",
                "double-click=0",
                "hesitate-min-ms=0",
                "hesitate-max-ms=0"));
        Scenario scenario = new Scenario(
                "run", 1, Arrivals.even(1, Curve.of(Curve.Shape.FLAT, 1)), behaviour, HOLD_MS, drainMs, TIMEOUT_MS);
        try (ScriptedServer server = new ScriptedServer(request -> answer(request, holds));
                WireClient client = new WireClient(server.target(), 4)) {
            return new Sale(scenario, List.of(new Show("1", 6)), new HttpOffice(client, "demo", 1))
                    .run()
                    .join();
        }
    }

    private String answer(Received request, Function<Boolean, String> holds) {
        String what = request.method() + request.target().replaceFirst("^/api/v1/\\w+/\\w+", "");
        return switch (what) {
            case "GET/seats" -> {
                looks.incrementAndGet();
                yield SEAT_MAP;
            }
            case "POST/waiters" -> {
                joins.incrementAndGet();
                yield SEATS_AVAILABLE;
            }
            case "POST/holds" -> holds.apply(request.body().contains("\"seats\""));
            case "POST/book" -> BOOKED;
            case "GET" -> BOOKING;
            default -> refusal("NOT_FOUND");
        };
    }

    private static String refusal(String code) {
        return ScriptedServer.reply(409, "{\"code\":\"" + code + "\",\"sequence\":6}");
    }
}
