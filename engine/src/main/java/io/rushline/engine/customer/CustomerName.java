package io.rushline.engine.customer;

import io.rushline.engine.request.Fingerprint;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A customer's name where it stands in a command: a flyweight over 1 to 64 printable ASCII characters. */
public final class CustomerName {
    /** The longest name. */
    public static final int MAX_BYTES = 64;

    private DirectBuffer buffer = new UnsafeBuffer(new byte[0]);
    private int offset;
    private int length;
    private long hash;

    /** Points at a name; {@link #isValid()} says whether it is one. */
    public CustomerName wrap(DirectBuffer buffer, int offset, int length) {
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        hash = Fingerprint.of(buffer, offset, length);
        return this;
    }

    public boolean isValid() {
        return length >= 1 && length <= MAX_BYTES && isPrintable(buffer, offset, length);
    }

    /** Whether the bytes are printable ASCII, as customers' names and payment references must be. */
    public static boolean isPrintable(DirectBuffer buffer, int offset, int length) {
        for (int i = 0; i < length; i++) {
            byte c = buffer.getByte(offset + i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    int length() {
        return length;
    }

    long hash() {
        return hash;
    }

    boolean isEqualTo(DirectBuffer other, int otherOffset, int otherLength) {
        if (otherLength != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (other.getByte(otherOffset + i) != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    void copyTo(MutableDirectBuffer target, int targetOffset) {
        target.putBytes(targetOffset, buffer, offset, length);
    }
}
