package io.rushline.engine;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.rushline.engine.hold.Holds;
import io.rushline.engine.protocol.GroupSizeEncodingEncoder;
import io.rushline.engine.seat.SeatSelection;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The group of seats that events and replies carry.
 *
 * <pre>
 *   | block length, uint16 = 4 | count, uint16 | seat, int32 | seat, int32 | ...
 * </pre>
 *
 * <p>Written as one, since SBE's encoders set up a flyweight for each group and check each step of it.
 */
final class SeatGroup {
    static final int HEADER_BYTES = GroupSizeEncodingEncoder.ENCODED_LENGTH;

    private SeatGroup() {}

    /** Writes the seats of a hold, and answers where the group ends. */
    static int put(UnsafeBuffer buffer, int at, Holds holds, int hold) {
        int count = holds.seatCount(hold);
        putHeader(buffer, at, Integer.BYTES, count);
        for (int i = 0; i < count; i++) {
            buffer.putInt(end(at, i), holds.seat(hold, i), LITTLE_ENDIAN);
        }
        return end(at, count);
    }

    /** Writes chosen seats, and answers where the group ends. */
    static int put(UnsafeBuffer buffer, int at, SeatSelection seats) {
        putHeader(buffer, at, Integer.BYTES, seats.count());
        for (int i = 0; i < seats.count(); i++) {
            buffer.putInt(end(at, i), seats.seat(i), LITTLE_ENDIAN);
        }
        return end(at, seats.count());
    }

    /** Writes the first {@code count} seats, and answers where the group ends. */
    static int put(UnsafeBuffer buffer, int at, int[] seats, int count) {
        putHeader(buffer, at, Integer.BYTES, count);
        for (int i = 0; i < count; i++) {
            buffer.putInt(end(at, i), seats[i], LITTLE_ENDIAN);
        }
        return end(at, count);
    }

    /** Writes how long and how many the members of a group are. */
    static void putHeader(UnsafeBuffer buffer, int at, int blockLength, int count) {
        buffer.putShort(at, (short) blockLength, LITTLE_ENDIAN);
        buffer.putShort(at + Short.BYTES, (short) count, LITTLE_ENDIAN);
    }

    private static int end(int at, int count) {
        return at + HEADER_BYTES + count * Integer.BYTES;
    }
}
