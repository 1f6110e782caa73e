package io.rushline.gateway.show;

import io.rushline.gateway.auth.Role;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.Problem;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.reservation.Conversation;
import io.rushline.gateway.view.ShowView;
import java.util.List;
import java.util.concurrent.Executor;

/** {@code PATCH /shows/{id}}, for operators: other terms for what is sold from now on. */
public final class ShowChanges {
    private final Conversation conversation;
    private final ShowCopy copy;
    private final Executor blocking;

    /**
     * The route over a conversation with the engine.
     *
     * @param blocking where SQL may be waited for
     */
    public ShowChanges(Conversation conversation, ShowCopy copy, Executor blocking) {
        this.conversation = conversation;
        this.copy = copy;
        this.blocking = blocking;
    }

    public void register(Router router) {
        router.patch("/api/v1/shows/{id}", Role.OPERATOR, this::change);
    }

    private void change(Exchange exchange) {
        exchange.refuseQuery();
        long showId = conversation.show(exchange).showId();
        ShowChange request = exchange.read(ShowChange::read);
        List<String> categories = conversation.show(showId).plan().names().categories();
        String fault = request.priceFault(categories);
        if (!fault.isEmpty()) {
            throw Problem.malformed("prices " + fault).error("prices", fault).exception();
        }
        if (request.isEmpty()) {
            long sequence = conversation.presentSequence(exchange);
            answer(exchange, conversation.show(showId), sequence);
            return;
        }
        conversation.send(
                exchange,
                problem -> request.explain(
                        problem,
                        System.currentTimeMillis(),
                        conversation.show(showId).terms().maxPerCustomer()),
                buffer -> request.encode(buffer, showId, categories),
                (reply, head) -> exchange.continueOn(blocking, () -> {
                    copy.refresh(showId);
                    answer(exchange, conversation.show(showId), head.sequence());
                }));
    }

    private static void answer(Exchange exchange, ShowView show, long sequence) {
        exchange.json(200, json -> ShowJson.write(json, show, show.terms(), show.onSaleAtMs(), sequence));
    }
}
