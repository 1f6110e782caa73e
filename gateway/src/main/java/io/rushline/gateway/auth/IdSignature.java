package io.rushline.gateway.auth;

import io.rushline.engine.bytes.LittleEndian;

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
        first = LittleEndian.getLong(source, offset);
        second = LittleEndian.getLong(source, offset + Long.BYTES);
    }
}
