package io.rushline.gateway.show;

import io.rushline.gateway.auth.Role;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.reservation.Conversation;
import io.rushline.gateway.reservation.ReplyHead;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * {@code POST /shows/{id}/open}, {@code /close}, {@code /cancel} and {@code /archive}, for operators.
 *
 * <p>The engine alone is asked whether there is such a show: it remembers the answer to a request that archived one.
 */
public final class SaleRoutes {
    static final String CLOSED = "Closed";
    static final String CANCELLED = "Cancelled";
    private static final String OPEN = "Open";
    private static final String ARCHIVED = "Archived";

    private final Conversation conversation;
    private final ShowCopy copy;
    private final Executor blocking;

    /**
     * The routes over a conversation with the engine.
     *
     * @param blocking where SQL may be waited for
     */
    public SaleRoutes(Conversation conversation, ShowCopy copy, Executor blocking) {
        this.conversation = conversation;
        this.copy = copy;
        this.blocking = blocking;
    }

    public void register(Router router) {
        router.post("/api/v1/shows/{id}/open", Role.OPERATOR, this::open);
        router.post("/api/v1/shows/{id}/close", Role.OPERATOR, this::close);
        router.post("/api/v1/shows/{id}/cancel", Role.OPERATOR, this::cancel);
        router.post("/api/v1/shows/{id}/archive", Role.OPERATOR, this::archive);
    }

    private void open(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        long showId = Conversation.showId(exchange);
        readIfAny(exchange, json -> "");
        conversation.send(
                exchange,
                ShowCommands.openSale(requestId, showId),
                (reply, head) -> answerWhenCopied(exchange, showId, OPEN, head));
    }

    private void close(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        long showId = Conversation.showId(exchange);
        readIfAny(exchange, json -> "");
        conversation.send(
                exchange,
                ShowCommands.closeSale(requestId, showId),
                (reply, head) -> answer(exchange, showId, CLOSED, head));
    }

    private void cancel(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        long showId = Conversation.showId(exchange);
        String reason = readIfAny(exchange, Reason::read);
        conversation.send(
                exchange,
                ShowCommands.cancelShow(requestId, showId, reason),
                (reply, head) -> answer(exchange, showId, CANCELLED, head));
    }

    private void archive(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        long showId = Conversation.showId(exchange);
        readIfAny(exchange, json -> "");
        conversation.send(
                exchange,
                ShowCommands.archiveShow(requestId, showId),
                (reply, head) -> answerWhenCopied(exchange, showId, ARCHIVED, head));
    }

    /** These requests can do without a body. */
    private static String readIfAny(Exchange exchange, Function<JsonObject, String> reader) {
        return exchange.bytes().length == 0 ? "" : exchange.read(reader);
    }

    /** The catalogue knows when sales begin, and lists shows; so it has to follow. */
    private void answerWhenCopied(Exchange exchange, long showId, String status, ReplyHead head) {
        exchange.continueOn(blocking, () -> {
            copy.refresh(showId);
            answer(exchange, showId, status, head);
        });
    }

    private static void answer(Exchange exchange, long showId, String status, ReplyHead head) {
        exchange.json(
                200,
                json -> json.field("showId", Long.toString(showId))
                        .field("status", status)
                        .field("sequence", head.sequence()));
    }
}
