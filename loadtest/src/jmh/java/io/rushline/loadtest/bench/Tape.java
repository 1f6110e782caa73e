package io.rushline.loadtest.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.rushline.engine.protocol.Adjacency;
import io.rushline.engine.protocol.CancelBookingEncoder;
import io.rushline.engine.protocol.ConfirmHoldEncoder;
import io.rushline.engine.protocol.HoldBestAvailableEncoder;
import io.rushline.engine.protocol.HoldSeatsEncoder;
import io.rushline.engine.protocol.JoinLineEncoder;
import io.rushline.engine.protocol.LeaveLineEncoder;
import io.rushline.engine.protocol.MessageHeaderEncoder;
import io.rushline.engine.protocol.ReleaseHoldEncoder;
import io.rushline.engine.protocol.RequestIdEncoder;
import io.rushline.engine.protocol.TickEncoder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.BitUtil;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Commands one behind the other, encoded beforehand, with three gaps that are filled in when a command is sent: half of
 * its request id, the id of the hold, booking or wait that it speaks of, and half of the customer's name.
 *
 * <pre>
 *   +--------+----------------+----------------+--------------+-----+--------------------------------+
 *   | header | request id:    | request id:    | id of what   | ... | customer:    8 letters | 8 hex |
 *   |        | high, random   | low, patched   | it speaks of |     | the party's own        | digits|
 *   +--------+----------------+----------------+--------------+-----+--------------------------------+
 *   0        8                16               24                    each command begins at a multiple of 8
 * </pre>
 *
 * <p>A customer's name ends in the sequence that began his hold or his wait, in hexadecimal digits, so that each time a
 * tape is played the customers are new ones. What belongs to one hold is found by counting back: the ids of the engine are
 * sequences, so the distance between two commands on the tape is the difference between their ids.
 */
final class Tape {
    /** Where a command speaks of a hold, booking or wait, or of a show. */
    static final int SUBJECT = ReleaseHoldEncoder.holdIdEncodingOffset() + MessageHeaderEncoder.ENCODED_LENGTH;

    static final int REQUEST_LOW = MessageHeaderEncoder.ENCODED_LENGTH + RequestIdEncoder.lowEncodingOffset();

    /** The hexadecimal half of a name. */
    static final int DIGITS = 8;

    private static final int NAME_BYTES = 16;
    private static final byte[] PAYMENT = "pi_3PxRushline0042".getBytes(US_ASCII);

    private final MutableDirectBuffer scratch = new ExpandableArrayBuffer(512);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final byte[] name = new byte[NAME_BYTES];
    private final SplittableRandom random;
    private byte[] bytes;
    private UnsafeBuffer buffer;
    private int end;
    private int count;
    private int[] offsets;
    private short[] lengths;
    private byte[] digitsOffsets;
    private int[] subjectDistances;
    private int[] ownerDistances;

    Tape(int expectedCount, SplittableRandom random) {
        this.random = random;
        bytes = new byte[Math.max(1 << 10, expectedCount * 96)];
        buffer = new UnsafeBuffer(bytes);
        offsets = new int[expectedCount];
        lengths = new short[expectedCount];
        digitsOffsets = new byte[expectedCount];
        subjectDistances = new int[expectedCount];
        ownerDistances = new int[expectedCount];
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int count() {
        return count;
    }

    int offset(int index) {
        return offsets[index];
    }

    int length(int index) {
        return lengths[index];
    }

    /** Where the digits of the customer's name are, within the command. */
    int digitsOffset(int index) {
        return digitsOffsets[index];
    }

    /** How many commands ago the subject began; 0 when the subject is a show. */
    int subjectDistance(int index) {
        return subjectDistances[index];
    }

    /** How many commands ago the customer began his hold or wait; 0 for the command that does. */
    int ownerDistance(int index) {
        return ownerDistances[index];
    }

    void holdSeats(long showId, int firstSeat, int quantity, long party) {
        HoldSeatsEncoder hold =
                new HoldSeatsEncoder().wrapAndApplyHeader(scratch, 0, header).showId(showId);
        hold.requestId().high(random.nextLong());
        HoldSeatsEncoder.SeatsEncoder seats = hold.seatsCount(quantity);
        for (int i = 0; i < quantity; i++) {
            seats.next().seat(firstSeat + i);
        }
        int nameAt = hold.limit() + HoldSeatsEncoder.customerHeaderLength();
        hold.putCustomer(name(party), 0, NAME_BYTES);
        append(hold.encodedLength(), nameAt, 0, 0);
    }

    void holdBestAvailable(long showId, int quantity, int category, Adjacency adjacency, long party) {
        HoldBestAvailableEncoder hold = new HoldBestAvailableEncoder()
                .wrapAndApplyHeader(scratch, 0, header)
                .showId(showId)
                .quantity(quantity)
                .category((short) category)
                .section((short) -1)
                .adjacency(adjacency);
        hold.requestId().high(random.nextLong());
        int nameAt = hold.limit() + HoldBestAvailableEncoder.customerHeaderLength();
        hold.putCustomer(name(party), 0, NAME_BYTES);
        append(hold.encodedLength(), nameAt, 0, 0);
    }

    void releaseHold(int holdDistance, int ownerDistance, long party) {
        ReleaseHoldEncoder release = new ReleaseHoldEncoder().wrapAndApplyHeader(scratch, 0, header);
        release.requestId().high(random.nextLong());
        int nameAt = release.limit() + ReleaseHoldEncoder.customerHeaderLength();
        release.putCustomer(name(party), 0, NAME_BYTES);
        append(release.encodedLength(), nameAt, holdDistance, ownerDistance);
    }

    void confirmHold(int holdDistance, long amount, long party) {
        ConfirmHoldEncoder confirm =
                new ConfirmHoldEncoder().wrapAndApplyHeader(scratch, 0, header).amount(amount);
        confirm.requestId().high(random.nextLong());
        int nameAt = confirm.limit() + ConfirmHoldEncoder.customerHeaderLength();
        confirm.putCustomer(name(party), 0, NAME_BYTES).putPaymentReference(PAYMENT, 0, PAYMENT.length);
        append(confirm.encodedLength(), nameAt, holdDistance, holdDistance);
    }

    void cancelBooking(int confirmDistance, int holdDistance, long party) {
        CancelBookingEncoder cancel = new CancelBookingEncoder().wrapAndApplyHeader(scratch, 0, header);
        cancel.requestId().high(random.nextLong());
        int nameAt = cancel.limit() + CancelBookingEncoder.customerHeaderLength();
        cancel.putCustomer(name(party), 0, NAME_BYTES);
        append(cancel.encodedLength(), nameAt, confirmDistance, holdDistance);
    }

    void joinLine(long showId, int quantity, int category, long party) {
        JoinLineEncoder join = new JoinLineEncoder()
                .wrapAndApplyHeader(scratch, 0, header)
                .showId(showId)
                .quantity(quantity)
                .category((short) category);
        join.requestId().high(random.nextLong());
        int nameAt = join.limit() + JoinLineEncoder.customerHeaderLength();
        join.putCustomer(name(party), 0, NAME_BYTES);
        append(join.encodedLength(), nameAt, 0, 0);
    }

    void leaveLine(int joinDistance, long party) {
        LeaveLineEncoder leave = new LeaveLineEncoder().wrapAndApplyHeader(scratch, 0, header);
        leave.requestId().high(random.nextLong());
        int nameAt = leave.limit() + LeaveLineEncoder.customerHeaderLength();
        leave.putCustomer(name(party), 0, NAME_BYTES);
        append(leave.encodedLength(), nameAt, joinDistance, joinDistance);
    }

    /** Sent as it is: it has no gaps. */
    void tick() {
        TickEncoder tick = new TickEncoder().wrapAndApplyHeader(scratch, 0, header);
        append(tick.encodedLength(), 0, 0, 0);
    }

    private byte[] name(long party) {
        long rest = party * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < NAME_BYTES - DIGITS; i++) {
            name[i] = (byte) ('a' + Math.floorMod(rest, 26));
            rest = rest / 26 + 1;
        }
        Arrays.fill(name, NAME_BYTES - DIGITS, NAME_BYTES, (byte) '0');
        return name;
    }

    private void append(int bodyLength, int nameAt, int subjectDistance, int ownerDistance) {
        int length = MessageHeaderEncoder.ENCODED_LENGTH + bodyLength;
        if (end + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.addExact(bytes.length, bytes.length >> 1));
            buffer = new UnsafeBuffer(bytes);
        }
        if (count == offsets.length) {
            int room = count + (count >> 1) + 16;
            offsets = Arrays.copyOf(offsets, room);
            lengths = Arrays.copyOf(lengths, room);
            digitsOffsets = Arrays.copyOf(digitsOffsets, room);
            subjectDistances = Arrays.copyOf(subjectDistances, room);
            ownerDistances = Arrays.copyOf(ownerDistances, room);
        }
        buffer.putBytes(end, scratch, 0, length);
        offsets[count] = end;
        lengths[count] = (short) length;
        digitsOffsets[count] = (byte) (nameAt + NAME_BYTES - DIGITS);
        subjectDistances[count] = subjectDistance;
        ownerDistances[count] = ownerDistance;
        count++;
        end = BitUtil.align(end + length, Long.BYTES);
    }
}
