package io.rushline.gateway.binary;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.ArchiveShowEncoder;
import io.rushline.engine.protocol.BlockSeatsEncoder;
import io.rushline.engine.protocol.CancelBookingEncoder;
import io.rushline.engine.protocol.CancelShowEncoder;
import io.rushline.engine.protocol.CloseSaleEncoder;
import io.rushline.engine.protocol.ConfirmHoldEncoder;
import io.rushline.engine.protocol.ExchangeSeatsEncoder;
import io.rushline.engine.protocol.HoldBestAvailableEncoder;
import io.rushline.engine.protocol.HoldSeatsEncoder;
import io.rushline.engine.protocol.JoinLineEncoder;
import io.rushline.engine.protocol.LeaveLineEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.OpenSaleEncoder;
import io.rushline.engine.protocol.ReleaseHoldEncoder;
import io.rushline.engine.protocol.UnblockSeatsEncoder;
import java.util.Arrays;
import java.util.function.ToIntFunction;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A command as a client sends it: its id and its bytes, which stay the same however often they are sent.
 *
 * <p>Seats, categories and sections are indexes into the show's seat plan; category and section may be {@link #ANY}.
 *
 * <p>Threading: immutable.
 */
public final class BinaryCommand {
    /** Any category, any section. */
    public static final int ANY = -1;

    /** An amount that the client does not say. */
    public static final long AMOUNT_NOT_SAID = -1;

    private static final int SIGNATURE_BYTES = 16;

    private final CommandId id;
    private final byte[] message;

    private BinaryCommand(CommandId id, byte[] message) {
        this.id = id;
        this.message = message;
    }

    public static BinaryCommand holdSeats(CommandId id, long showId, String customer, int... seats) {
        return of(id, buffer -> {
            HoldSeatsEncoder message = new HoldSeatsEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).showId(showId);
            HoldSeatsEncoder.SeatsEncoder group = message.seatsCount(seats.length);
            Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
            return message.customer(customer).encodedLength();
        });
    }

    public static BinaryCommand holdBestAvailable(
            CommandId id,
            long showId,
            String customer,
            int quantity,
            int category,
            int section,
            boolean mustBeAdjacent) {
        return of(id, buffer -> {
            HoldBestAvailableEncoder message = new HoldBestAvailableEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .showId(showId)
                    .quantity(quantity)
                    .category((short) category)
                    .section((short) section)
                    .adjacency(mustBeAdjacent ? Adjacency.REQUIRED : Adjacency.PREFERRED);
            return message.customer(customer).encodedLength();
        });
    }

    public static BinaryCommand releaseHold(CommandId id, SignedId hold, String customer) {
        return signed(id, hold, buffer -> {
            ReleaseHoldEncoder message = new ReleaseHoldEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).holdId(hold.id());
            return message.customer(customer).encodedLength();
        });
    }

    public static BinaryCommand exchangeSeats(CommandId id, SignedId hold, String customer, int... seats) {
        return signed(id, hold, buffer -> {
            ExchangeSeatsEncoder message = new ExchangeSeatsEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).holdId(hold.id());
            ExchangeSeatsEncoder.SeatsEncoder group = message.seatsCount(seats.length);
            Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
            return message.customer(customer).encodedLength();
        });
    }

    /**
     * A hold becomes a booking.
     *
     * @param amount what was paid, in minor units, or {@link #AMOUNT_NOT_SAID}
     */
    public static BinaryCommand confirmHold(
            CommandId id, SignedId hold, String customer, long amount, String paymentReference) {
        return signed(id, hold, buffer -> {
            ConfirmHoldEncoder message = new ConfirmHoldEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .holdId(hold.id())
                    .amount(amount);
            return message.customer(customer).paymentReference(paymentReference).encodedLength();
        });
    }

    public static BinaryCommand cancelBooking(CommandId id, SignedId booking, String customer) {
        return signed(id, booking, buffer -> {
            CancelBookingEncoder message = new CancelBookingEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).bookingId(booking.id());
            return message.customer(customer).encodedLength();
        });
    }

    public static BinaryCommand joinLine(CommandId id, long showId, String customer, int quantity, int category) {
        return of(id, buffer -> {
            JoinLineEncoder message = new JoinLineEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                    .showId(showId)
                    .quantity(quantity)
                    .category((short) category);
            return message.customer(customer).encodedLength();
        });
    }

    public static BinaryCommand leaveLine(CommandId id, SignedId waiter, String customer) {
        return signed(id, waiter, buffer -> {
            LeaveLineEncoder message = new LeaveLineEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).waiterId(waiter.id());
            return message.customer(customer).encodedLength();
        });
    }

    public static BinaryCommand openSale(CommandId id, long showId) {
        return of(
                id,
                buffer -> new OpenSaleEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .showId(showId)
                        .encodedLength());
    }

    public static BinaryCommand closeSale(CommandId id, long showId) {
        return of(
                id,
                buffer -> new CloseSaleEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .showId(showId)
                        .encodedLength());
    }

    public static BinaryCommand cancelShow(CommandId id, long showId, String reason) {
        return of(
                id,
                buffer -> new CancelShowEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .showId(showId)
                        .reason(reason)
                        .encodedLength());
    }

    public static BinaryCommand archiveShow(CommandId id, long showId) {
        return of(
                id,
                buffer -> new ArchiveShowEncoder()
                        .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                        .showId(showId)
                        .encodedLength());
    }

    public static BinaryCommand blockSeats(CommandId id, long showId, String reason, int... seats) {
        return of(id, buffer -> {
            BlockSeatsEncoder message = new BlockSeatsEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).showId(showId);
            BlockSeatsEncoder.SeatsEncoder group = message.seatsCount(seats.length);
            Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
            return message.reason(reason).encodedLength();
        });
    }

    public static BinaryCommand unblockSeats(CommandId id, long showId, String reason, int... seats) {
        return of(id, buffer -> {
            UnblockSeatsEncoder message = new UnblockSeatsEncoder();
            message.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).showId(showId);
            UnblockSeatsEncoder.SeatsEncoder group = message.seatsCount(seats.length);
            Arrays.stream(seats).forEach(seat -> group.next().seat(seat));
            return message.reason(reason).encodedLength();
        });
    }

    public CommandId id() {
        return id;
    }

    /** The message with its header, and its signature if it has one, without the length of the frame; not to be written to. */
    byte[] message() {
        return message;
    }

    private static BinaryCommand signed(CommandId id, SignedId subject, ToIntFunction<MutableDirectBuffer> encoder) {
        byte[] unsigned = of(id, encoder).message;
        byte[] message = Arrays.copyOf(unsigned, unsigned.length + SIGNATURE_BYTES);
        MutableDirectBuffer buffer = new org.agrona.concurrent.UnsafeBuffer(message);
        buffer.putLong(unsigned.length, subject.first(), LITTLE_ENDIAN);
        buffer.putLong(unsigned.length + Long.BYTES, subject.second(), LITTLE_ENDIAN);
        return new BinaryCommand(id, message);
    }

    /** @param encoder writes the message with its header but without its id, and returns the length without the header */
    private static BinaryCommand of(CommandId id, ToIntFunction<MutableDirectBuffer> encoder) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        int length = MessageHeaderEncoder.ENCODED_LENGTH + encoder.applyAsInt(buffer);
        // The request id is the first field of all commands.
        buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH, id.high(), LITTLE_ENDIAN);
        buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH + Long.BYTES, id.low(), LITTLE_ENDIAN);
        return new BinaryCommand(id, Arrays.copyOf(buffer.byteArray(), length));
    }
}
