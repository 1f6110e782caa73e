package io.rushline.gateway.auth;

/**
 * The signature of an id apart from the id: 16 bytes, kept as two little-endian numbers.
 *
 * <p>Threading: one thread. Allocation: none; it is filled again and again.
 */
public final class IdSignature {
    static final int LENGTH_BYTES = 16;

    private long first;
    private long second;

    /** The first eight bytes. */
    public long first() {
        return first;
    }

    /** The last eight bytes. */
    public long second() {
        return second;
    }

    IdSignature set(long newFirst, long newSecond) {
        first = newFirst;
        second = newSecond;
        return this;
    }

    void copy(IdSignature other) {
        set(other.first, other.second);
    }

    void read(byte[] source, int offset) {
        first = littleEndian(source, offset);
        second = littleEndian(source, offset + Long.BYTES);
    }

    static long littleEndian(byte[] source, int offset) {
        long value = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            value = (value << 8) | (source[offset + i] & 0xFF);
        }
        return value;
    }
}
