package io.rushline.loadtest.bench;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.protocol.BookingReplyDecoder;
import io.rushline.engine.protocol.CancelBookingEncoder;
import io.rushline.engine.protocol.ConfirmHoldEncoder;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.HoldSeatsEncoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.ReleaseHoldEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A customer that holds seats of its own again and again, books 42 of 100 holds and cancels the booking, and releases the
 * others: 60 holds, 25 confirmations, 25 cancellations and 35 releases of 145 commands. One command is in flight at most.
 */
final class WireLane implements WireCommand {
    /** Seats that belong to a lane; it holds one to four of them. */
    static final int SEATS = 4;

    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int CONFIRMED_OF_100 = 42;
    private static final int SIGNATURE_BYTES = 16;
    private static final byte[] CUSTOMER_PREFIX = {'c', 'u', 's', 't', 'o', 'm', 'e', 'r'};

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HoldSeatsEncoder holdSeats = new HoldSeatsEncoder();
    private final ConfirmHoldEncoder confirmHold = new ConfirmHoldEncoder();
    private final CancelBookingEncoder cancelBooking = new CancelBookingEncoder();
    private final ReleaseHoldEncoder releaseHold = new ReleaseHoldEncoder();
    private final byte[] customer = new byte[16];
    private final int index;
    private final long showId;
    private final int firstSeat;
    private final long runId;
    private Next next = Next.HOLD;
    private int round;
    private long counter;
    private long subjectId;
    private long signatureFirst;
    private long signatureSecond;
    private long intendedNs;

    private enum Next {
        HOLD,
        CONFIRM,
        CANCEL,
        RELEASE
    }

    /** @param index less than 65,536: it is part of the request ids, by which replies find their lanes */
    WireLane(int index, long runId, long showId, int firstSeat) {
        this.index = index;
        this.runId = runId;
        this.showId = showId;
        this.firstSeat = firstSeat;
        System.arraycopy(CUSTOMER_PREFIX, 0, customer, 0, CUSTOMER_PREFIX.length);
        byte[] number = String.format(Locale.ROOT, "%08d", index).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(number, 0, customer, CUSTOMER_PREFIX.length, number.length);
    }

    /** Which lane a reply is for. */
    static int index(DirectBuffer reply, int offset) {
        return (int) (reply.getLong(offset + BODY + Long.BYTES, LITTLE_ENDIAN) >>> 40);
    }

    int number() {
        return index;
    }

    /** When the command in flight should have been sent. */
    long intendedNs() {
        return intendedNs;
    }

    /** The next command. */
    @Override
    public int encode(MutableDirectBuffer target, int offset, long newIntendedNs) {
        intendedNs = newIntendedNs;
        int length = MessageHeaderEncoder.ENCODED_LENGTH
                + switch (next) {
                    case HOLD -> encodeHold(target, offset);
                    case CONFIRM -> {
                        confirmHold
                                .wrapAndApplyHeader(target, offset, header)
                                .holdId(subjectId)
                                .amount(-1);
                        yield confirmHold
                                .putCustomer(customer, 0, customer.length)
                                .paymentReference("paid")
                                .encodedLength();
                    }
                    case CANCEL -> {
                        cancelBooking.wrapAndApplyHeader(target, offset, header).bookingId(subjectId);
                        yield cancelBooking
                                .putCustomer(customer, 0, customer.length)
                                .encodedLength();
                    }
                    case RELEASE -> {
                        releaseHold.wrapAndApplyHeader(target, offset, header).holdId(subjectId);
                        yield releaseHold
                                .putCustomer(customer, 0, customer.length)
                                .encodedLength();
                    }
                };
        target.putLong(offset + BODY, runId, LITTLE_ENDIAN);
        target.putLong(offset + BODY + Long.BYTES, ((long) index << 40) | ++counter, LITTLE_ENDIAN);
        if (next == Next.HOLD) {
            return length;
        }
        target.putLong(offset + length, signatureFirst, LITTLE_ENDIAN);
        target.putLong(offset + length + Long.BYTES, signatureSecond, LITTLE_ENDIAN);
        return length + SIGNATURE_BYTES;
    }

    /** Takes the reply to the command in flight; false when it is a refusal, which none should be. */
    boolean take(DirectBuffer reply, int offset, int length) {
        boolean isRefused = reply.getByte(offset + BODY + HoldReplyDecoder.codeEncodingOffset()) != 0;
        if (isRefused) {
            next = Next.HOLD;
            return false;
        }
        switch (next) {
            case HOLD -> {
                subject(reply, offset + BODY + HoldReplyDecoder.holdIdEncodingOffset(), offset + length);
                next = round % 100 * CONFIRMED_OF_100 / 100 != (round % 100 + 1) * CONFIRMED_OF_100 / 100
                        ? Next.CONFIRM
                        : Next.RELEASE;
                round++;
            }
            case CONFIRM -> {
                subject(reply, offset + BODY + BookingReplyDecoder.bookingIdEncodingOffset(), offset + length);
                next = Next.CANCEL;
            }
            case CANCEL, RELEASE -> next = Next.HOLD;
        }
        return true;
    }

    private int encodeHold(MutableDirectBuffer target, int offset) {
        int seats = 1 + round % SEATS;
        holdSeats.wrapAndApplyHeader(target, offset, header).showId(showId);
        HoldSeatsEncoder.SeatsEncoder group = holdSeats.seatsCount(seats);
        for (int i = 0; i < seats; i++) {
            group.next().seat(firstSeat + i);
        }
        return holdSeats.putCustomer(customer, 0, customer.length).encodedLength();
    }

    private void subject(DirectBuffer reply, int idOffset, int end) {
        subjectId = reply.getLong(idOffset, LITTLE_ENDIAN);
        signatureFirst = reply.getLong(end - SIGNATURE_BYTES, LITTLE_ENDIAN);
        signatureSecond = reply.getLong(end - Long.BYTES, LITTLE_ENDIAN);
    }
}
