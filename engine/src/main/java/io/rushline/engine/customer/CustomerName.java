package io.rushline.engine.customer;

import io.rushline.engine.hash.Fingerprint;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** A customer's name: 1 to 64 printable ASCII characters, in words of eight. */
public final class CustomerName {
    /** The longest name. */
    public static final int MAX_BYTES = 64;

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;

    private final long[] words = new long[MAX_BYTES / Long.BYTES];
    private int length;
    private boolean isValid;

    /** Reads a name; {@link #isValid()} says whether it is one. */
    public CustomerName read(DirectBuffer buffer, int offset, int length) {
        this.length = length;
        isValid = length >= 1 && length <= MAX_BYTES && isPrintable(buffer, offset, length);
        if (!isValid) {
            return this;
        }
        for (int i = 0; i < wordCount(length); i++) {
            words[i] = word(buffer, offset + i * Long.BYTES, length - i * Long.BYTES);
        }
        return this;
    }

    public boolean isValid() {
        return isValid;
    }

    /** Whether the bytes are printable ASCII, as customers' names and payment references must be. */
    public static boolean isPrintable(DirectBuffer buffer, int offset, int length) {
        int position = 0;
        for (; position + Long.BYTES <= length; position += Long.BYTES) {
            if (!isPrintable(buffer.getLong(offset + position, ByteOrder.LITTLE_ENDIAN))) {
                return false;
            }
        }
        for (; position < length; position++) {
            byte c = buffer.getByte(offset + position);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** Eight at once: no byte has its high bit, is below a space, or above a tilde. */
    private static boolean isPrintable(long word) {
        long belowSpace = (word | HIGH_BITS) - EACH_BYTE * ' ';
        long aboveTilde = word + EACH_BYTE * (0x7F - '~');
        return ((word | ~belowSpace | aboveTilde) & HIGH_BITS) == 0;
    }

    /** Begins to take over a valid name of so many characters, whose words follow. */
    public void begin(int length) {
        this.length = length;
        isValid = true;
    }

    /** The next word of it. */
    public void word(int index, long word) {
        words[index] = word;
    }

    /** Whether both are valid and the same. */
    public boolean isEqualTo(CustomerName other) {
        boolean isEqual = isValid && other.isValid && length == other.length;
        for (int i = 0; isEqual && i < wordCount(length); i++) {
            isEqual = words[i] == other.words[i];
        }
        return isEqual;
    }

    public int length() {
        return length;
    }

    /** The same for equal names; of valid ones only. */
    long hash() {
        long hash = length;
        for (int i = 0; i < wordCount(length); i++) {
            hash = Fingerprint.mix(hash ^ words[i]);
        }
        return hash;
    }

    /** Eight characters, little-endian, with zeros behind the last. */
    public long word(int index) {
        return words[index];
    }

    /** Words that so many characters take. */
    public static int wordCount(int length) {
        return (length + Long.BYTES - 1) >>> 3;
    }

    private static long word(DirectBuffer buffer, int offset, int length) {
        if (length >= Long.BYTES) {
            return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (long) buffer.getByte(offset + i) << (i << 3);
        }
        return word;
    }
}
