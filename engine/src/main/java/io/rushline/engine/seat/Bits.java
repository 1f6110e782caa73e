package io.rushline.engine.seat;

/** Bitmaps over seats: bit {@code seat & 63} of word {@code from + (seat >>> 6)}; most of them begin at word 0. */
public final class Bits {
    private Bits() {}

    /** Words that {@code seatCount} bits need. */
    public static int wordCount(int seatCount) {
        return (seatCount + 63) >>> 6;
    }

    public static boolean isSet(long[] bits, int seat) {
        return (bits[seat >>> 6] >>> seat & 1) != 0;
    }

    public static void set(long[] bits, int seat) {
        bits[seat >>> 6] |= 1L << seat;
    }

    public static void clear(long[] bits, int seat) {
        bits[seat >>> 6] &= ~(1L << seat);
    }

    public static boolean isSet(long[] bits, int from, int seat) {
        return (bits[from + (seat >>> 6)] >>> seat & 1) != 0;
    }

    /** The seats from {@code start} on, {@code length} of them (1 to 64), the first in the lowest bit. */
    public static long extract(long[] bits, int from, int start, int length) {
        int word = from + (start >>> 6);
        long low = bits[word] >>> start;
        boolean crosses = (start & 63) + length > 64;
        long value = crosses ? low | bits[word + 1] << -start : low;
        return value & (-1L >>> (64 - length));
    }
}
