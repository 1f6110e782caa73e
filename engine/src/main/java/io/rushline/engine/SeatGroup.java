package io.rushline.engine;

import io.rushline.engine.hold.HoldRecord;
import io.rushline.engine.protocol.GroupSizeEncodingEncoder;
import io.rushline.engine.seat.SeatSelection;

/**
 * The group of seats that events and replies carry.
 *
 * <pre>
 *   | block length, uint16 = 4 | count, uint16 | seat, int32 | seat, int32 | ...
 * </pre>
 *
 * <p>Written as one, since SBE's encoders set up a flyweight for each group and check each step of it. Seats are written two at a
 * time, as a hold's record has them: behind an odd one there is room for another, and what comes next is written over it.
 */
final class SeatGroup {
    static final int HEADER_BYTES = GroupSizeEncodingEncoder.ENCODED_LENGTH;

    private SeatGroup() {}

    /** Writes the seats of a hold's record, and answers where the group ends. */
    static int put(Outbox outbox, int at, long[] record, int start) {
        int count = HoldRecord.seatCount(record, start);
        putHeader(outbox, at, Integer.BYTES, count);
        for (int i = 0; i < count; i += 2) {
            outbox.putLong(end(at, i), HoldRecord.seatPair(record, start, i));
        }
        return end(at, count);
    }

    /** Writes chosen seats, and answers where the group ends. */
    static int put(Outbox outbox, int at, SeatSelection seats) {
        putHeader(outbox, at, Integer.BYTES, seats.count());
        for (int i = 0; i < seats.count(); i++) {
            outbox.putInt(end(at, i), seats.seat(i));
        }
        return end(at, seats.count());
    }

    /** Writes the first {@code count} seats, and answers where the group ends. */
    static int put(Outbox outbox, int at, int[] seats, int count) {
        putHeader(outbox, at, Integer.BYTES, count);
        for (int i = 0; i < count; i++) {
            outbox.putInt(end(at, i), seats[i]);
        }
        return end(at, count);
    }

    /** Writes how long and how many the members of a group are. */
    static void putHeader(Outbox outbox, int at, int blockLength, int count) {
        outbox.putInt(at, blockLength | count << Short.SIZE);
    }

    private static int end(int at, int count) {
        return at + HEADER_BYTES + count * Integer.BYTES;
    }
}
