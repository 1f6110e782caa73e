package io.rushline.loadtest.bench;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rushline.engine.protocol.ConfirmHoldEncoder;
import io.rushline.engine.protocol.HoldReplyDecoder;
import io.rushline.engine.protocol.HoldSeatsEncoder;
import io.rushline.engine.protocol.MessageHeaderDecoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

/** One of those who are served at a time over the binary protocol: holds what a wish says, then books it. */
final class BinaryCustomer implements WireCommand {
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int SIGNATURE_BYTES = 16;
    private static final int NUMBER_SHIFT = 40;
    private static final byte[] PAID = "paid".getBytes(US_ASCII);
    private static final Wish NOTHING = new Wish(0, 0, 0);

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final HoldSeatsEncoder holdSeats = new HoldSeatsEncoder();
    private final ConfirmHoldEncoder confirmHold = new ConfirmHoldEncoder();
    private final long runId = ThreadLocalRandom.current().nextLong();
    private final int number;
    private byte[] name = new byte[0];
    private Wish wish = NOTHING;
    private boolean isBooking;
    private long showId;
    private long counter;
    private long holdId;
    private long signatureFirst;
    private long signatureSecond;

    /** @param number by which replies find it, part of its request ids */
    BinaryCustomer(int number) {
        this.number = number;
    }

    /** Whom a reply is for. */
    static int number(DirectBuffer reply, int offset) {
        return (int) (reply.getLong(offset + BODY + Long.BYTES, LITTLE_ENDIAN) >>> NUMBER_SHIFT);
    }

    void goTo(long newShowId) {
        showId = newShowId;
    }

    Wish wish() {
        return wish;
    }

    /** Whether the command in flight is to book what is held. */
    boolean isBooking() {
        return isBooking;
    }

    /** The next command asks for these seats; false when there are none to ask for. */
    boolean wantsToHold(@Nullable Wish newWish) {
        isBooking = false;
        if (newWish == null) {
            return false;
        }
        if (newWish.customer() != wish.customer()) {
            name = ("customer" + newWish.customer()).getBytes(US_ASCII);
        }
        wish = newWish;
        return true;
    }

    /** The next command books what a reply says is held. */
    void wantsToBook(DirectBuffer reply, int offset, int length) {
        isBooking = true;
        holdId = reply.getLong(offset + BODY + HoldReplyDecoder.holdIdEncodingOffset(), LITTLE_ENDIAN);
        signatureFirst = reply.getLong(offset + length - SIGNATURE_BYTES, LITTLE_ENDIAN);
        signatureSecond = reply.getLong(offset + length - Long.BYTES, LITTLE_ENDIAN);
    }

    @Override
    public int encode(MutableDirectBuffer target, int offset, long intendedNs) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH
                + (isBooking ? encodeConfirm(target, offset) : encodeHold(target, offset));
        target.putLong(offset + BODY, runId, LITTLE_ENDIAN);
        target.putLong(offset + BODY + Long.BYTES, ((long) number << NUMBER_SHIFT) | ++counter, LITTLE_ENDIAN);
        if (!isBooking) {
            return length;
        }
        target.putLong(offset + length, signatureFirst, LITTLE_ENDIAN);
        target.putLong(offset + length + Long.BYTES, signatureSecond, LITTLE_ENDIAN);
        return length + SIGNATURE_BYTES;
    }

    private int encodeHold(MutableDirectBuffer target, int offset) {
        holdSeats.wrapAndApplyHeader(target, offset, header).showId(showId);
        HoldSeatsEncoder.SeatsEncoder seats = holdSeats.seatsCount(wish.quantity());
        for (int seat = wish.firstSeat(); seat < wish.endSeat(); seat++) {
            seats.next().seat(seat);
        }
        return holdSeats.putCustomer(name, 0, name.length).encodedLength();
    }

    private int encodeConfirm(MutableDirectBuffer target, int offset) {
        confirmHold.wrapAndApplyHeader(target, offset, header).holdId(holdId).amount(-1);
        return confirmHold
                .putCustomer(name, 0, name.length)
                .putPaymentReference(PAID, 0, PAID.length)
                .encodedLength();
    }
}
