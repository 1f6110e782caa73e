package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.Code;
import io.rushline.engine.protocol.ExchangeSeatsEncoder;
import io.rushline.engine.protocol.Flag;
import io.rushline.engine.protocol.HoldBestAvailableEncoder;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.HoldSeatsEncoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.ReleaseHoldEncoder;
import io.rushline.gateway.auth.Role;
import io.rushline.gateway.auth.SignedIds.Kind;
import io.rushline.gateway.http.Exchange;
import io.rushline.gateway.http.JsonObject;
import io.rushline.gateway.http.JsonWriter;
import io.rushline.gateway.http.RequestId;
import io.rushline.gateway.http.Router;
import io.rushline.gateway.view.HoldView;
import io.rushline.gateway.view.PlanView;
import io.rushline.gateway.view.ShowView;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.EpochClock;

/** {@code POST /shows/{id}/holds}, {@code GET} and {@code DELETE /holds/{id}}, {@code PUT /holds/{id}/seats}. */
public final class HoldRoutes {
    private static final int MAX_SEATS = 100;

    private final Conversation conversation;
    private final EpochClock clock;

    /**
     * The routes over a conversation with the engine.
     *
     * @param clock tells a reader how much of a hold's time is left
     */
    public HoldRoutes(Conversation conversation, EpochClock clock) {
        this.conversation = conversation;
        this.clock = clock;
    }

    public void register(Router router) {
        router.post("/api/v1/shows/{id}/holds", Role.WEB, this::hold);
        router.get("/api/v1/holds/{id}", Role.WEB, this::read);
        router.delete("/api/v1/holds/{id}", Role.WEB, this::release);
        router.put("/api/v1/holds/{id}/seats", Role.WEB, this::exchangeSeats);
    }

    private record ExchangeRequest(String customer, List<String> seats) {
        static ExchangeRequest read(JsonObject json) {
            return new ExchangeRequest(
                    json.string("customer", Wording.CUSTOMER), json.strings("seats", 1, MAX_SEATS, Wording.SEAT));
        }
    }

    private void hold(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        ShowView show = conversation.show(exchange);
        HoldRequest request = exchange.read(HoldRequest::read);
        PlanView plan = show.plan();
        ToIntFunction<MutableDirectBuffer> encoder = request.seats().isEmpty()
                ? encodeBest(requestId, show, request)
                : encodeChosen(requestId, show, request.customer(), SeatNaming.indexes(plan, request.seats()));
        conversation.send(
                exchange,
                Optional.of(plan),
                encoder,
                (reply, head) -> answerHold(exchange, 201, show, request.customer(), reply, head));
    }

    private static ToIntFunction<MutableDirectBuffer> encodeChosen(
            RequestId requestId, ShowView show, String customer, int[] seats) {
        return buffer -> {
            HoldSeatsEncoder encoder = new HoldSeatsEncoder();
            encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).showId(show.showId());
            encoder.requestId().high(requestId.high()).low(requestId.low());
            HoldSeatsEncoder.SeatsEncoder group = encoder.seatsCount(seats.length);
            for (int seat : seats) {
                group.next().seat(seat);
            }
            encoder.customer(customer);
            return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        };
    }

    private static ToIntFunction<MutableDirectBuffer> encodeBest(
            RequestId requestId, ShowView show, HoldRequest request) {
        int category = Wording.category(show.plan(), request.category());
        int section = Wording.section(show.plan(), request.section());
        boolean isRequired = request.adjacent() == HoldRequest.Adjacent.REQUIRED;
        return buffer -> {
            HoldBestAvailableEncoder encoder = new HoldBestAvailableEncoder();
            encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .showId(show.showId())
                    .quantity(request.quantity())
                    .category((short) category)
                    .section((short) section)
                    .adjacency(isRequired ? Adjacency.REQUIRED : Adjacency.PREFERRED);
            encoder.requestId().high(requestId.high()).low(requestId.low());
            encoder.customer(request.customer());
            return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        };
    }

    private void exchangeSeats(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = Conversation.optionalRequestId(exchange);
        long holdId = conversation.id(exchange, Kind.HOLD, Code.HOLD_NOT_FOUND);
        ExchangeRequest request = exchange.read(ExchangeRequest::read);
        ShowView show = showOf(holdId);
        int[] seats = SeatNaming.indexes(show.plan(), request.seats());
        ToIntFunction<MutableDirectBuffer> encoder = buffer -> {
            ExchangeSeatsEncoder message = new ExchangeSeatsEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).holdId(holdId);
            message.requestId().high(requestId.high()).low(requestId.low());
            ExchangeSeatsEncoder.SeatsEncoder group = message.seatsCount(seats.length);
            for (int seat : seats) {
                group.next().seat(seat);
            }
            message.customer(request.customer());
            return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        };
        conversation.send(
                exchange,
                Optional.of(show.plan()),
                encoder,
                (reply, head) -> answerHold(exchange, 200, show, request.customer(), reply, head));
    }

    private void release(Exchange exchange) {
        RequestId requestId = Conversation.optionalRequestId(exchange);
        String customer = exchange.query(query -> query.string("customer", Wording.CUSTOMER));
        long holdId = conversation.id(exchange, Kind.HOLD, Code.HOLD_NOT_FOUND);
        ToIntFunction<MutableDirectBuffer> encoder = buffer -> {
            ReleaseHoldEncoder message = new ReleaseHoldEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).holdId(holdId);
            message.requestId().high(requestId.high()).low(requestId.low());
            message.customer(customer);
            return MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength();
        };
        conversation.send(exchange, Optional.empty(), encoder, (reply, head) -> exchange.respond(204));
    }

    private void read(Exchange exchange) {
        long minSequence = exchange.query(Conversation::minSequence);
        long holdId = conversation.id(exchange, Kind.HOLD, Code.HOLD_NOT_FOUND);
        conversation.whenReached(exchange, minSequence, () -> {
            HoldView hold = hold(holdId);
            ShowView show = showOf(holdId);
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
        SeatNaming.write(json, show, hold.seats(), hold.total());
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
        int[] seats = new int[group.count()];
        for (int i = 0; i < seats.length; i++) {
            seats[i] = group.next().seat();
        }
        exchange.json(status, json -> {
            json.field("holdId", conversation.ids().sign(Kind.HOLD, reply.holdId()))
                    .field("showId", Long.toString(reply.showId()))
                    .field("customer", customer)
                    .field("state", "HELD");
            SeatNaming.write(json, show, seats, reply.total());
            json.instant("expiresAt", reply.expiresAtMs())
                    .field("expiresInSeconds", Math.max(0, reply.expiresAtMs() - head.timestampMs()) / 1000)
                    .field("adjacent", reply.adjacent() == Flag.YES)
                    .field("sequence", head.sequence());
        });
    }

    private HoldView hold(long holdId) {
        return conversation.views().hold(holdId).orElseThrow(RefusalProblem.of(Code.HOLD_NOT_FOUND)::exception);
    }

    private ShowView showOf(long holdId) {
        return conversation.views().show(hold(holdId).showId()).orElseThrow();
    }
}
