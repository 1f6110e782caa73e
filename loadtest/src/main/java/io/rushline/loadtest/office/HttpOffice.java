package io.rushline.loadtest.office;

import io.rushline.loadtest.office.Ask.Look;
import io.rushline.loadtest.wire.Answer;
import io.rushline.loadtest.wire.Outcome;
import io.rushline.loadtest.wire.Reply;
import io.rushline.loadtest.wire.WireClient;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** A box office over HTTP; watches are long polls. */
public final class HttpOffice implements BoxOffice {
    private final WireClient client;
    private final Api api;

    /**
     * An office that closes the client with itself.
     *
     * @param watchSeconds how long the server may hold a long poll back
     */
    public HttpOffice(WireClient client, String webKey, int watchSeconds) {
        this.client = client;
        this.api = new Api(webKey, watchSeconds);
    }

    @Override
    public ScheduledExecutorService loop() {
        return client.loop();
    }

    @Override
    public void ask(Ask ask, long timeoutMs, Consumer<Outcome> receiver) {
        client.send(
                api.request(ask, timeoutMs),
                ask instanceof Look look ? outcome -> receiver.accept(chosen(look, outcome)) : receiver);
    }

    @Override
    public void endWatches() {
        client.cancelPolls();
    }

    @Override
    public int inFlightCount() {
        return client.commandsInFlightCount();
    }

    @Override
    public void close() {
        client.close();
    }

    private static Outcome chosen(Look look, Outcome outcome) {
        if (outcome instanceof Reply reply && reply.succeeded()) {
            SeatMap seats = SeatMap.parse(reply.answer().json());
            return reply.with(Answer.ofSeats(seats.choose(look.quantity(), look.taste())));
        }
        return outcome;
    }
}
