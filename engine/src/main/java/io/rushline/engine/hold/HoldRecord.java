package io.rushline.engine.hold;

import io.rushline.engine.seat.SeatSelection;

/**
 * The fields that a hold's record has in {@link Holds}, from the word {@code start} of {@code words} on, whether it ended or not.
 *
 * <pre>
 *   0 id | 1 expires at | 2 booking id | 3 total | 4 show id | 5 show 32, state 8, seat count 8, late 8 | 6 seats, two a word
 * </pre>
 */
public final class HoldRecord {
    private static final int ID = 0;
    private static final int EXPIRES_AT = 1;
    private static final int BOOKING_ID = 2;
    private static final int TOTAL = 3;
    private static final int SHOW_ID = 4;
    private static final int SHOW = 5;
    private static final int SEATS = 6;
    static final int WORDS = SEATS + SeatSelection.MAX_SEATS / 2;

    private static final int STATE_SHIFT = 32;
    private static final int SEAT_COUNT_SHIFT = 40;
    private static final int LATE_SHIFT = 48;
    private static final long EACH_STATE = 0xFFL << STATE_SHIFT;
    private static final long EACH_SEAT_COUNT = 0xFFL << SEAT_COUNT_SHIFT;
    private static final long EACH_LATE = 0xFFL << LATE_SHIFT;

    private HoldRecord() {}

    public static long id(long[] words, int start) {
        return words[start + ID];
    }

    /** When the hold ends for the client, without the grace. */
    public static long expiresAtMs(long[] words, int start) {
        return words[start + EXPIRES_AT];
    }

    /** The booking's id, or 0 when the hold never became one. */
    public static long bookingId(long[] words, int start) {
        return words[start + BOOKING_ID];
    }

    public static long total(long[] words, int start) {
        return words[start + TOTAL];
    }

    public static boolean isLate(long[] words, int start) {
        return (words[start + SHOW] & EACH_LATE) != 0;
    }

    public static int seatCount(long[] words, int start) {
        return (int) (words[start + SHOW] >>> SEAT_COUNT_SHIFT) & 0xFF;
    }

    public static int seat(long[] words, int start, int index) {
        return (int) (seatPair(words, start, index) >>> (index << 5));
    }

    /** A seat of even index in the low half, and the next one, or what may be in place of it, in the high half. */
    public static long seatPair(long[] words, int start, int index) {
        return words[start + SEATS + (index >> 1)];
    }

    static long showId(long[] words, int start) {
        return words[start + SHOW_ID];
    }

    static int show(long[] words, int start) {
        return (int) words[start + SHOW];
    }

    static byte state(long[] words, int start) {
        return (byte) (words[start + SHOW] >>> STATE_SHIFT);
    }

    static void id(long[] words, int start, long id) {
        words[start + ID] = id;
    }

    static void state(long[] words, int start, byte state) {
        words[start + SHOW] = (words[start + SHOW] & ~EACH_STATE) | (long) state << STATE_SHIFT;
    }

    /** Fills all of it, in state HELD. */
    static void fill(
            long[] words,
            int start,
            long showId,
            int show,
            long id,
            long expiresAtMs,
            SeatSelection seats,
            long total) {
        words[start + ID] = id;
        words[start + EXPIRES_AT] = expiresAtMs;
        words[start + BOOKING_ID] = 0;
        words[start + SHOW_ID] = showId;
        words[start + SHOW] = (show & 0xFFFF_FFFFL) | (long) Holds.HELD << STATE_SHIFT;
        seats(words, start, seats, total);
    }

    static void seats(long[] words, int start, SeatSelection seats, long total) {
        words[start + TOTAL] = total;
        words[start + SHOW] = (words[start + SHOW] & ~EACH_SEAT_COUNT) | (long) seats.count() << SEAT_COUNT_SHIFT;
        for (int i = 0; i < seats.count(); i += 2) {
            words[start + SEATS + (i >> 1)] = seats.pair(i);
        }
    }

    static void book(long[] words, int start, long bookingId, boolean isLate) {
        long late = isLate ? 1L << LATE_SHIFT : 0;
        words[start + SHOW] =
                (words[start + SHOW] & ~(EACH_STATE | EACH_LATE)) | (long) Holds.BOOKED << STATE_SHIFT | late;
        words[start + BOOKING_ID] = bookingId;
    }

    /** Copies what is in use. */
    static void copy(long[] from, int fromStart, long[] to, int toStart) {
        int wordCount = SEATS + ((seatCount(from, fromStart) + 1) >> 1);
        for (int i = 0; i < wordCount; i++) {
            to[toStart + i] = from[fromStart + i];
        }
    }
}
