package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.BookingReplyDecoder;
import io.rushline.engine.protocol.Code;
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
import io.rushline.gateway.view.SeatGroup;
import io.rushline.gateway.view.ShowView;
import java.util.Optional;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** {@code POST /holds/{id}/book}, {@code GET /bookings/{id}}, {@code POST /bookings/{id}/cancel}. */
public final class BookingRoutes {
    private static final long AMOUNT_NOT_SAID = -1;

    private final Conversation conversation;

    public BookingRoutes(Conversation conversation) {
        this.conversation = conversation;
    }

    public void register(Router router) {
        router.post("/api/v1/holds/{id}/book", Role.WEB, this::book).lane(Lane.PRIORITY);
        router.get("/api/v1/bookings/{id}", Role.WEB, this::read);
        router.post("/api/v1/bookings/{id}/cancel", Role.WEB, this::cancel).lane(Lane.PRIORITY);
    }

    private record BookRequest(String customer, String paymentReference, Optional<Money> amount) {
        static BookRequest read(JsonObject json) {
            return new BookRequest(
                    json.string("customer", Wording.CUSTOMER),
                    json.string("paymentReference", Wording.PAYMENT_REFERENCE),
                    Money.readOptional(json, "amount"));
        }
    }

    private void book(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        long holdId = conversation.id(exchange, Kind.HOLD, Code.HOLD_NOT_FOUND);
        BookRequest request = exchange.read(BookRequest::read);
        // The engine may remember the answer to a hold that readers no longer see, so only it says what is not there.
        conversation
                .views()
                .hold(holdId)
                .flatMap(hold -> conversation.views().show(hold.showId()))
                .ifPresent(show -> refuseOtherCurrency(request, show));
        conversation.send(
                exchange,
                ReservationCommands.confirmHold(
                        requestId,
                        holdId,
                        request.customer(),
                        request.amount().map(Money::amount).orElse(AMOUNT_NOT_SAID),
                        request.paymentReference()),
                (reply, head) -> answer(exchange, 201, request.customer(), reply, head));
    }

    private static void refuseOtherCurrency(BookRequest request, ShowView show) {
        String currency = show.terms().currency();
        request.amount()
                .flatMap(Money::currency)
                .filter(other -> !other.equals(currency))
                .ifPresent(other -> {
                    throw RefusalProblem.of(Code.AMOUNT_MISMATCH)
                            .error("amount.currency", "is " + other + ", but the show is sold in " + currency)
                            .exception();
                });
    }

    private void cancel(Exchange exchange) {
        exchange.refuseQuery();
        RequestId requestId = exchange.engineRequestId();
        long bookingId = conversation.id(exchange, Kind.BOOKING, Code.BOOKING_NOT_FOUND);
        String customer = exchange.read(json -> json.string("customer", Wording.CUSTOMER));
        conversation.send(
                exchange,
                ReservationCommands.cancelBooking(requestId, bookingId, customer),
                (reply, head) -> answer(exchange, 200, customer, reply, head));
    }

    private void read(Exchange exchange) {
        long minSequence = exchange.query(Conversation::minSequence);
        long bookingId = conversation.id(exchange, Kind.BOOKING, Code.BOOKING_NOT_FOUND);
        conversation.whenReached(exchange, minSequence, () -> {
            HoldView booking = conversation
                    .views()
                    .booking(bookingId)
                    .orElseThrow(RefusalProblem.of(Code.BOOKING_NOT_FOUND)::exception);
            ShowView show = conversation.show(booking.showId());
            exchange.json(200, json -> {
                json.field("bookingId", exchange.parameter("id"))
                        .field("showId", Long.toString(booking.showId()))
                        .field("holdId", conversation.ids().sign(Kind.HOLD, booking.holdId()))
                        .field("customer", booking.customer())
                        .field("state", booking.state().name());
                SeatNaming.write(json, show, booking.pricedAt(), booking.seats(), booking.total());
                json.field("paymentReference", booking.paymentReference()).field("sequence", booking.sequence());
            });
        });
    }

    private void answer(Exchange exchange, int status, String customer, DirectBuffer buffer, ReplyHead head) {
        BookingReplyDecoder reply = new BookingReplyDecoder();
        reply.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        BookingReplyDecoder.SeatsDecoder group = reply.seats();
        int[] seats = SeatGroup.read(group.count(), () -> group.next().seat());
        ShowView show = conversation.show(reply.showId());
        // What ended so long ago that it is forgotten got its seats, as a rule, by the command that it is called after.
        long pricedAt = conversation
                .views()
                .hold(reply.holdId())
                .map(HoldView::pricedAt)
                .orElse(reply.holdId());
        String bookingId = conversation.ids().sign(Kind.BOOKING, reply.bookingId());
        Consumer<JsonWriter> members = json -> {
            json.field("bookingId", bookingId)
                    .field("showId", Long.toString(reply.showId()))
                    .field("holdId", conversation.ids().sign(Kind.HOLD, reply.holdId()))
                    .field("customer", customer)
                    .field("state", reply.state().name());
            SeatNaming.write(json, show, pricedAt, seats, reply.total());
            json.field("sequence", head.sequence());
        };
        if (status == 201) {
            exchange.created(status, "bookings/" + bookingId, members);
        } else {
            exchange.json(status, members);
        }
    }
}
