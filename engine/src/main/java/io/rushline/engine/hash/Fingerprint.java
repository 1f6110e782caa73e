package io.rushline.engine.hash;

import io.rushline.engine.bytes.LittleEndian;

/**
 * A 64-bit hash that tells one request from another. It guards against mistakes, not against forgery: whoever chooses a
 * request id may as well choose the request.
 *
 * <p>Source: the finalizer is that of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
 * Generators", 2014).
 */
public final class Fingerprint {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Fingerprint() {}

    /** Hashes {@code length} bytes; the same on every machine. */
    public static long of(byte[] bytes, int offset, int length) {
        long hash = length * MULTIPLIER;
        int position = offset;
        int end = offset + length;
        while (end - position >= Long.BYTES) {
            hash = step(hash, LittleEndian.getLong(bytes, position));
            position += Long.BYTES;
        }
        long rest = 0;
        int restBytes = end - position;
        if (restBytes > 0 && end >= Long.BYTES) {
            // All of them at once, from the eight bytes that end with them: how many there are is hard to predict.
            long last = Long.reverseBytes(LittleEndian.getLong(bytes, end - Long.BYTES));
            rest = last & ((1L << (restBytes << 3)) - 1);
            position = end;
        }
        while (position < end) {
            rest = rest << 8 | (bytes[position] & 0xFF);
            position++;
        }
        return mix(step(hash, rest));
    }

    /** Takes up eight bytes. One to one, so that two inputs that differ in one word never agree after it. */
    private static long step(long hash, long word) {
        long product = (hash ^ word) * MULTIPLIER;
        return product ^ (product >>> 29);
    }

    /** Spreads every bit over all bits. */
    public static long mix(long value) {
        long z = value + MULTIPLIER;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
