package io.rushline.gateway.reservation;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.CancelBookingEncoder;
import io.rushline.engine.protocol.ConfirmHoldEncoder;
import io.rushline.engine.protocol.ExchangeSeatsEncoder;
import io.rushline.engine.protocol.HoldBestAvailableEncoder;
import io.rushline.engine.protocol.HoldSeatsEncoder;
import io.rushline.engine.protocol.JoinLineEncoder;
import io.rushline.engine.protocol.LeaveLineEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.ReleaseHoldEncoder;
import io.rushline.gateway.http.RequestId;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.agrona.MutableDirectBuffer;

/**
 * Encoders of the commands about holds, bookings and lines, as {@link Conversation#send} takes them. Category and section
 * are indexes in the plan, or {@link Wording#ANY}.
 */
final class ReservationCommands {
    private ReservationCommands() {}

    static ToIntFunction<MutableDirectBuffer> holdSeats(
            RequestId requestId, long showId, String customer, int[] seats) {
        return ClientCommand.of(requestId, buffer -> {
            HoldSeatsEncoder message = new HoldSeatsEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).showId(showId);
            HoldSeatsEncoder.SeatsEncoder group = message.seatsCount(seats.length);
            Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
            return message.customer(customer).encodedLength();
        });
    }

    static ToIntFunction<MutableDirectBuffer> holdBestAvailable(
            RequestId requestId,
            long showId,
            String customer,
            int quantity,
            int category,
            int section,
            Adjacency adjacency) {
        return ClientCommand.of(requestId, buffer -> {
            HoldBestAvailableEncoder message = new HoldBestAvailableEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .showId(showId)
                    .quantity(quantity)
                    .category((short) category)
                    .section((short) section)
                    .adjacency(adjacency);
            return message.customer(customer).encodedLength();
        });
    }

    static ToIntFunction<MutableDirectBuffer> exchangeSeats(
            RequestId requestId, long holdId, String customer, int[] seats) {
        return ClientCommand.of(requestId, buffer -> {
            ExchangeSeatsEncoder message = new ExchangeSeatsEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).holdId(holdId);
            ExchangeSeatsEncoder.SeatsEncoder group = message.seatsCount(seats.length);
            Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
            return message.customer(customer).encodedLength();
        });
    }

    static ToIntFunction<MutableDirectBuffer> releaseHold(RequestId requestId, long holdId, String customer) {
        return ClientCommand.of(requestId, buffer -> {
            ReleaseHoldEncoder message = new ReleaseHoldEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).holdId(holdId);
            return message.customer(customer).encodedLength();
        });
    }

    /**
     * A hold becomes a booking.
     *
     * @param amount in minor units, or -1 when the client does not say
     */
    static ToIntFunction<MutableDirectBuffer> confirmHold(
            RequestId requestId, long holdId, String customer, long amount, String paymentReference) {
        return ClientCommand.of(requestId, buffer -> {
            ConfirmHoldEncoder message = new ConfirmHoldEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .holdId(holdId)
                    .amount(amount);
            return message.customer(customer).paymentReference(paymentReference).encodedLength();
        });
    }

    static ToIntFunction<MutableDirectBuffer> cancelBooking(RequestId requestId, long bookingId, String customer) {
        return ClientCommand.of(requestId, buffer -> {
            CancelBookingEncoder message = new CancelBookingEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).bookingId(bookingId);
            return message.customer(customer).encodedLength();
        });
    }

    static ToIntFunction<MutableDirectBuffer> joinLine(
            RequestId requestId, long showId, String customer, int quantity, int category) {
        return ClientCommand.of(requestId, buffer -> {
            JoinLineEncoder message = new JoinLineEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .showId(showId)
                    .quantity(quantity)
                    .category((short) category);
            return message.customer(customer).encodedLength();
        });
    }

    static ToIntFunction<MutableDirectBuffer> leaveLine(RequestId requestId, long waiterId, String customer) {
        return ClientCommand.of(requestId, buffer -> {
            LeaveLineEncoder message = new LeaveLineEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).waiterId(waiterId);
            return message.customer(customer).encodedLength();
        });
    }
}
