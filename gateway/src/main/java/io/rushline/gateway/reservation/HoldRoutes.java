package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.http.Lane;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.view.HoldView;
import io.rushline.gateway.view.PlanView;
import io.rushline.gateway.view.SeatGroup;
import io.rushline.gateway.view.ShowView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.EpochClock;

/** {@code POST /shows/{id}/holds}, {@code GET} and {@code DELETE /holds/{id}}, {@code PUT /holds/{id}/seats}. */
public final class HoldRoutes {
    private final Conversation conversation;
    private final EpochClock clock;
    private final Customers customers;

    /**
     * The routes over a conversation with the engine.
     *
     * @param clock tells a reader how much of a hold's time is left
     * @param customers refuses the customers who get no new seats for now
     */
    public HoldRoutes(Conversation conversation, EpochClock clock, Customers customers) {
        this.conversation = conversation;
        this.clock = clock;
        this.customers = customers;
    }

    public void register(Router router) {
        router.post("/api/v1/shows/{id}/holds", Role.WEB, this::hold);
        router.get("/api/v1/holds/{id}", Role.WEB, this::read);
        router.delete("/api/v1/holds/{id}", Role.WEB, this::release).lane(Lane.PRIORITY);
        router.put("/api/v1/holds/{id}/seats", Role.WEB, this::exchangeSeats);
    }

    private record ExchangeRequest(String customer, List<String> seats) {
        static ExchangeRequest read(JsonObject json) {
            return new ExchangeRequest(
                    json.string("customer", Wording.CUSTOMER), SeatNaming.read(json, HoldRequest.MAX_COUNT));
        }
    }

    private void hold(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        ShowView show = conversation.show(exchange);
        HoldRequest request = exchange.read(HoldRequest::read);
        ToIntFunction<MutableDirectBuffer> command = command(requestId, show, request);
        customers.admit().accept(request.customer(), requestId);
        conversation.send(
                exchange,
                Optional.of(RefusedSeats.wanted(show.plan())),
                command,
                customers.replied(),
                (reply, head) -> answerHold(exchange, 201, show, request.customer(), reply, head));
    }

    private static ToIntFunction<MutableDirectBuffer> command(RequestId requestId, ShowView show, HoldRequest request) {
        PlanView plan = show.plan();
        if (!request.seats().isEmpty()) {
            int[] seats = SeatNaming.indexes(plan, request.seats());
            return ReservationCommands.holdSeats(requestId, show.showId(), request.customer(), seats);
        }
        boolean isRequired = request.adjacent() == HoldRequest.Adjacent.REQUIRED;
        return ReservationCommands.holdBestAvailable(
                requestId,
                show.showId(),
                request.customer(),
                request.quantity(),
                Wording.category(plan, request.category()),
                Wording.section(plan, request.section()),
                isRequired ? Adjacency.REQUIRED : Adjacency.PREFERRED);
    }

    private void exchangeSeats(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = Conversation.optionalRequestId(exchange);
        long holdId = conversation.id(exchange, Kind.HOLD, Code.HOLD_NOT_FOUND);
        ExchangeRequest request = exchange.read(ExchangeRequest::read);
        ShowView show = conversation.show(hold(holdId).showId());
        int[] seats = SeatNaming.indexes(show.plan(), request.seats());
        conversation.send(
                exchange,
                Optional.of(RefusedSeats.wanted(show.plan())),
                ReservationCommands.exchangeSeats(requestId, holdId, request.customer(), seats),
                (reply, head) -> answerHold(exchange, 200, show, request.customer(), reply, head));
    }

    private void release(Exchange exchange) {
        RequestId requestId = Conversation.optionalRequestId(exchange);
        String customer = exchange.query(query -> query.string("customer", Wording.CUSTOMER));
        long holdId = conversation.id(exchange, Kind.HOLD, Code.HOLD_NOT_FOUND);
        conversation.send(
                exchange,
                ReservationCommands.releaseHold(requestId, holdId, customer),
                (reply, head) -> exchange.respond(204));
    }

    private void read(Exchange exchange) {
        long minSequence = exchange.query(Conversation::minSequence);
        long holdId = conversation.id(exchange, Kind.HOLD, Code.HOLD_NOT_FOUND);
        conversation.whenReached(exchange, minSequence, () -> {
            HoldView hold = hold(holdId);
            ShowView show = conversation.show(hold.showId());
            exchange.json(200, json -> write(json, show, hold));
        });
    }

    /** Writes a hold as it is now; also for the waiter who was offered it. */
    void write(JsonWriter json, ShowView show, HoldView hold) {
        json.field("holdId", conversation.ids().sign(Kind.HOLD, hold.holdId()))
                .field("showId", Long.toString(hold.showId()))
                .field("customer", hold.customer())
                .field(
                        "state",
                        hold.state().isBooking() ? "BOOKED" : hold.state().name());
        SeatNaming.write(json, show, hold.pricedAt(), hold.seats(), hold.total());
        long leftMs = hold.state() == HoldView.State.HELD ? hold.expiresAtMs() - clock.time() : 0;
        json.instant("expiresAt", hold.expiresAtMs())
                .field("expiresInSeconds", Math.max(0, leftMs) / 1000)
                .field("adjacent", hold.isAdjacent());
        if (hold.state().isBooking()) {
            json.field("bookingId", conversation.ids().sign(Kind.BOOKING, hold.bookingId()));
        }
        json.field("sequence", hold.sequence());
    }

    private void answerHold(
            Exchange exchange, int status, ShowView show, String customer, DirectBuffer buffer, ReplyHead head) {
        HoldReplyDecoder reply = new HoldReplyDecoder();
        reply.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        HoldReplyDecoder.SeatsDecoder group = reply.seats();
        int[] seats = SeatGroup.read(group.count(), () -> group.next().seat());
        String holdId = conversation.ids().sign(Kind.HOLD, reply.holdId());
        Consumer<JsonWriter> members = json -> {
            json.field("holdId", holdId)
                    .field("showId", Long.toString(reply.showId()))
                    .field("customer", customer)
                    .field("state", "HELD");
            SeatNaming.write(json, show, head.sequence(), seats, reply.total());
            json.instant("expiresAt", reply.expiresAtMs())
                    .field("expiresInSeconds", Math.max(0, reply.expiresAtMs() - head.timestampMs()) / 1000)
                    .field("adjacent", reply.adjacent() == Flag.YES)
                    .field("sequence", head.sequence());
        };
        if (status == 201) {
            exchange.created(status, "holds/" + holdId, members);
        } else {
            exchange.json(status, members);
        }
    }

    private HoldView hold(long holdId) {
        return conversation.views().hold(holdId).orElseThrow(RefusalProblem.of(Code.HOLD_NOT_FOUND)::exception);
    }
}
