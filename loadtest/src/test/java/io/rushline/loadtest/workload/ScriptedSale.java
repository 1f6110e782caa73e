package io.rushline.loadtest.workload;

import io.rushline.loadtest.office.Ask;
import io.rushline.loadtest.schedule.Arrivals;
import io.rushline.loadtest.schedule.Curve;
import io.rushline.loadtest.wire.Outcome;
import java.util.List;
import java.util.function.Function;

/** On-sales of show 1, with six seats, at a {@link ScriptedOffice}, for customers who do not hesitate. */
final class ScriptedSale {
    static final long TIMEOUT_MS = 30_000;

    private static final int HOLD_MS = 60_000;
    private static final String HELD =
            "{\"holdId\":\"h1\",\"seats\":[\"A-1\"],\"sequence\":7,\"expiresAt\":\"2026-11-26T00:00:00.000Z\"}";
    private static final String BOOKED =
            "{\"bookingId\":\"b1\",\"state\":\"BOOKED\",\"seats\":[\"A-1\"],\"sequence\":8}";

    private ScriptedSale() {}

    /** How it ends for one customer. */
    static Sale.Result sell(Function<Ask, Outcome> script, String... traits) {
        try (ScriptedOffice office = new ScriptedOffice(0, script)) {
            return office.runToEnd(sale(office, 1, traits).run());
        }
    }

    static Sale sale(ScriptedOffice office, int customers, String... traits) {
        Behaviour behaviour = Behaviour.USUAL
                .with(List.of("look=0", "double-click=0", "lose-patience=0", "hesitate-min-ms=0", "hesitate-max-ms=0"))
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

    /** What a server answers that does whatever it is asked for. */
    static Outcome granted(Ask ask) {
        return ask instanceof Ask.Hold
                ? ScriptedOffice.reply(201, HELD, 0)
                : ScriptedOffice.reply(ask instanceof Ask.Booking ? 200 : 201, BOOKED, 0);
    }

    /** What a server answers where everybody waits. */
    static Outcome inLine(Ask ask) {
        if (ask instanceof Ask.Hold) {
            return ScriptedOffice.reply(409, "{\"code\":\"JOIN_LINE\"}", 0);
        }
        return ScriptedOffice.reply(
                ask instanceof Ask.Join ? 202 : 200,
                "{\"waiterId\":\"w1\",\"state\":\"WAITING\",\"ahead\":50,\"sequence\":10}",
                0);
    }
}
