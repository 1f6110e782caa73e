package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.WaiterReplyDecoder;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.http.EventStream;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.IfNoneMatch;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.http.ProblemException;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.view.ShowView;
import io.rushline.gateway.view.WaiterView;
import io.rushline.gateway.view.Waits;
import java.util.Optional;
import org.agrona.DirectBuffer;

/** {@code POST /shows/{id}/waiters}, {@code GET} with long polling and {@code DELETE /waiters/{id}}. */
public final class WaiterRoutes {
    private static final int MAX_QUANTITY = 100;
    private static final int MAX_WAIT_SECONDS = 60;

    private final Conversation conversation;
    private final HoldRoutes holds;
    private final Customers customers;

    /**
     * The routes over a conversation with the engine.
     *
     * @param holds writes the hold that a waiter was offered
     * @param customers refuses the customers who get no place for now
     */
    public WaiterRoutes(Conversation conversation, HoldRoutes holds, Customers customers) {
        this.conversation = conversation;
        this.holds = holds;
        this.customers = customers;
    }

    public void register(Router router) {
        router.post("/api/v1/shows/{id}/waiters", Role.WEB, this::join);
        router.get("/api/v1/waiters/{id}", Role.WEB, this::read);
        router.get("/api/v1/waiters/{id}/stream", Role.WEB, this::stream);
        router.delete("/api/v1/waiters/{id}", Role.WEB, this::leave).lane(Lane.PRIORITY);
    }

    private record JoinRequest(String customer, int quantity, Optional<String> category) {
        static JoinRequest read(JsonObject json) {
            return new JoinRequest(
                    json.string("customer", Wording.CUSTOMER),
                    json.int32("quantity", 1, MAX_QUANTITY),
                    json.optionalString("category", Wording.NAME));
        }
    }

    private record ReadRequest(int waitSeconds, long minSequence) {}

    /** A waiter with its position, read together. */
    private record Standing(WaiterView waiter, int ahead) {
        String tag() {
            return "\"" + waiter.state() + "-" + ahead + "\"";
        }
    }

    private void join(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        ShowView show = conversation.show(exchange);
        JoinRequest request = exchange.read(JoinRequest::read);
        int category = Wording.category(show.plan(), request.category());
        customers.admit().accept(request.customer(), requestId);
        conversation.send(
                exchange,
                Optional.empty(),
                ReservationCommands.joinLine(
                        requestId, show.showId(), request.customer(), request.quantity(), category),
                customers.replied(),
                (reply, head) -> answerJoin(exchange, request, reply, head));
    }

    private void answerJoin(Exchange exchange, JoinRequest request, DirectBuffer buffer, ReplyHead head) {
        WaiterReplyDecoder reply = new WaiterReplyDecoder();
        reply.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        String waiterId = conversation.ids().sign(Kind.WAITER, reply.waiterId());
        exchange.created(202, "waiters/" + waiterId, json -> {
            json.field("waiterId", waiterId)
                    .field("showId", Long.toString(reply.showId()))
                    .field("customer", request.customer())
                    .field("quantity", request.quantity());
            request.category().ifPresent(name -> json.field("category", name));
            json.field("state", WaiterView.State.WAITING.name())
                    .field("position", reply.ahead() + 1)
                    .field("ahead", reply.ahead())
                    .instant("expiresAt", reply.expiresAtMs())
                    .field("sequence", head.sequence());
        });
    }

    private void leave(Exchange exchange) {
        RequestId requestId = Conversation.optionalRequestId(exchange);
        String customer = exchange.query(query -> query.string("customer", Wording.CUSTOMER));
        long waiterId = conversation.id(exchange, Kind.WAITER, Code.WAITER_NOT_FOUND);
        conversation.send(
                exchange,
                ReservationCommands.leaveLine(requestId, waiterId, customer),
                (reply, head) -> exchange.respond(204));
    }

    private void read(Exchange exchange) {
        ReadRequest request = exchange.query(
                query -> new ReadRequest(query.int32("wait", 0, MAX_WAIT_SECONDS, 0), Conversation.minSequence(query)));
        long waiterId = conversation.id(exchange, Kind.WAITER, Code.WAITER_NOT_FOUND);
        conversation.whenReached(exchange, request.minSequence(), () -> {
            Standing now = standing(waiterId);
            // Whoever says what he knows hears at once that it is no longer so.
            boolean isNews = exchange.header("If-None-Match")
                    .map(condition -> !IfNoneMatch.matches(condition, now.tag()))
                    .orElse(false);
            if (request.waitSeconds() == 0 || isNews || now.waiter().state() != WaiterView.State.WAITING) {
                answer(exchange, now);
            } else {
                answerOnChange(exchange, now, request.waitSeconds());
            }
        });
    }

    private void stream(Exchange exchange) {
        long minSequence = exchange.query(Conversation::minSequence);
        long waiterId = conversation.id(exchange, Kind.WAITER, Code.WAITER_NOT_FOUND);
        conversation.whenReached(exchange, minSequence, () -> {
            standing(waiterId);
            exchange.stream(stream -> follow(stream, waiterId));
        });
    }

    /** Sends how the waiter stands, and does it again when that is no longer true, until the wait is over. */
    private void follow(EventStream stream, long waiterId) {
        Standing now;
        byte[] data;
        try {
            now = standing(waiterId);
            ShowView show = conversation.show(now.waiter().showId());
            data = JsonWriter.toBytes(json -> write(json, show, now));
        } catch (ProblemException e) {
            // The show was archived, and its line with it.
            stream.end();
            return;
        }
        stream.send(EventStream.event("waiter", now.waiter().sequence(), data));
        if (now.waiter().state() != WaiterView.State.WAITING) {
            stream.end();
            return;
        }
        Waits.Listener listener = conversation
                .views()
                .waits()
                .listen(now.waiter(), now.ahead(), () -> stream.run(() -> follow(stream, waiterId)));
        stream.onClose(listener::cancel);
    }

    private void answerOnChange(Exchange exchange, Standing known, int waitSeconds) {
        long waiterId = known.waiter().waiterId();
        Waits.Listener listener = conversation
                .views()
                .waits()
                .listen(
                        known.waiter(),
                        known.ahead(),
                        () -> exchange.executor().execute(() -> answerNow(exchange, waiterId)));
        exchange.onTimeout(waitSeconds * 1000L, () -> {
            listener.cancel();
            answerNow(exchange, waiterId);
        });
        exchange.onClose(listener::cancel);
    }

    private void answerNow(Exchange exchange, long waiterId) {
        try {
            answer(exchange, standing(waiterId));
        } catch (RuntimeException e) {
            exchange.fail(e);
        }
    }

    private void answer(Exchange exchange, Standing standing) {
        WaiterView waiter = standing.waiter();
        ShowView show = conversation.show(waiter.showId());
        exchange.responseHeader("ETag", standing.tag());
        exchange.json(200, json -> write(json, show, standing));
    }

    private void write(JsonWriter json, ShowView show, Standing standing) {
        WaiterView waiter = standing.waiter();
        json.field("waiterId", conversation.ids().sign(Kind.WAITER, waiter.waiterId()))
                .field("showId", Long.toString(waiter.showId()))
                .field("customer", waiter.customer())
                .field("quantity", waiter.quantity());
        if (waiter.category() != Wording.ANY) {
            json.field("category", show.plan().names().categories().get(waiter.category()));
        }
        json.field("state", waiter.state().name());
        if (waiter.state() == WaiterView.State.WAITING) {
            json.field("position", standing.ahead() + 1).field("ahead", standing.ahead());
        }
        json.instant("expiresAt", waiter.expiresAtMs());
        if (waiter.state() == WaiterView.State.OFFERED) {
            conversation
                    .views()
                    .hold(waiter.waiterId())
                    .ifPresent(hold -> json.object("hold", inner -> holds.write(inner, show, hold)));
        }
        json.field("sequence", waiter.sequence());
    }

    private Standing standing(long waiterId) {
        WaiterView waiter =
                conversation.views().waiter(waiterId).orElseThrow(RefusalProblem.of(Code.WAITER_NOT_FOUND)::exception);
        return new Standing(waiter, conversation.views().ahead(waiter));
    }
}
