package io.rushline.gateway.show;

import io.rushline.gateway.auth.Role;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.reservation.Conversation;
import io.rushline.gateway.reservation.RefusedSeats;
import io.rushline.gateway.reservation.ReplyHead;
import io.rushline.gateway.reservation.SeatNaming;
import io.rushline.gateway.view.PlanView;
import io.rushline.gateway.view.ShowView;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.agrona.MutableDirectBuffer;

/** {@code POST /shows/{id}/seats/block} and {@code /unblock}, for operators. */
public final class SeatBlockRoutes {
    /** More than the engine takes at once, so that too many is its answer and not a matter of form. */
    private static final int MAX_SEATS = 20_000;

    private static final int BODY_LIMIT_BYTES = 1 << 20;

    private final Conversation conversation;

    public SeatBlockRoutes(Conversation conversation) {
        this.conversation = conversation;
    }

    public void register(Router router) {
        router.post("/api/v1/shows/{id}/seats/block", Role.OPERATOR, this::block)
                .bodyLimitBytes(BODY_LIMIT_BYTES);
        router.post("/api/v1/shows/{id}/seats/unblock", Role.OPERATOR, this::unblock)
                .bodyLimitBytes(BODY_LIMIT_BYTES);
    }

    private record BlockRequest(List<String> seats, String reason) {
        static BlockRequest read(JsonObject json) {
            return new BlockRequest(SeatNaming.read(json, MAX_SEATS), Reason.read(json));
        }
    }

    /** Which of the two commands is encoded. */
    @FunctionalInterface
    private interface Command {
        ToIntFunction<MutableDirectBuffer> of(RequestId requestId, long showId, int[] seats, String reason);
    }

    private void block(Exchange exchange) {
        send(exchange, ShowCommands::blockSeats, "BLOCKED", "Only free seats can be blocked", "is not free");
    }

    private void unblock(Exchange exchange) {
        send(exchange, ShowCommands::unblockSeats, "FREE", "Only blocked seats can be unblocked", "is not blocked");
    }

    private void send(Exchange exchange, Command command, String state, String refusal, String fault) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        ShowView show = conversation.show(exchange);
        BlockRequest request = exchange.read(BlockRequest::read);
        PlanView plan = show.plan();
        int[] seats = SeatNaming.indexes(plan, request.seats());
        conversation.send(
                exchange,
                Optional.of(new RefusedSeats(plan, refusal, fault)),
                command.of(requestId, show.showId(), seats, request.reason()),
                (reply, head) -> answer(exchange, show, request, state, head));
    }

    private static void answer(Exchange exchange, ShowView show, BlockRequest request, String state, ReplyHead head) {
        exchange.json(200, json -> {
            json.field("showId", Long.toString(show.showId()))
                    .field("state", state)
                    .strings("seats", request.seats());
            if (!request.reason().isEmpty()) {
                json.field("reason", request.reason());
            }
            json.field("sequence", head.sequence());
        });
    }
}
